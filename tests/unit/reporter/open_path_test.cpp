#include "reporter/open_path.hpp"

#include "journal/record.hpp"

#include <gtest/gtest.h>

using testcenter::EventType;
using testcenter::core::is_outcome;
using testcenter::core::OpenElement;
using testcenter::core::OpenPath;
using testcenter::journal::is_failure;

namespace {

OpenPath path_of(std::initializer_list<std::uint32_t> ids) {
  OpenPath path;
  for (const std::uint32_t id : ids) {
    OpenElement element;
    element.id = id;
    path.push(element);
  }
  return path;
}

std::uint32_t nearest(OpenPath path, std::uint32_t id) {
  const OpenElement* const element = path.nearest(id);
  return element == nullptr ? 0 : element->id;
}

TEST(OpenPath, FindsWhatIsOpen) {
  EXPECT_EQ(nearest(path_of({1, 4, 9}), 1), 1U);
  EXPECT_EQ(nearest(path_of({1, 4, 9}), 4), 4U);
  EXPECT_EQ(nearest(path_of({1, 4, 9}), 9), 9U);
}

TEST(OpenPath, FindsTheNearestOpenAncestorOfWhatIsClosed) {
  EXPECT_EQ(nearest(path_of({1, 4, 9}), 3), 1U) << "closed before 4 was opened";
  EXPECT_EQ(nearest(path_of({1, 4, 9}), 7), 4U);
  EXPECT_EQ(nearest(path_of({1, 4}), 5), 4U);
}

TEST(OpenPath, FindsNothingForWhatBelongsToAnEarlierSuite) {
  EXPECT_EQ(nearest(path_of({5, 6}), 4), 0U);
  EXPECT_EQ(nearest(path_of({}), 1), 0U);
  EXPECT_EQ(nearest(path_of({1}), 0), 0U);
}

TEST(OpenPath, FindsTheInnermostForTheHighestId) {
  EXPECT_EQ(nearest(path_of({1, 4, 9}), UINT32_MAX), 9U);
}

TEST(OpenPath, HandsWhatAClosedElementGotToItsParent) {
  OpenPath path = path_of({1, 2, 3});
  path.innermost().failures = 2;
  path.innermost().has_outcome = true;
  path.pop();
  EXPECT_EQ(path.innermost().failures, 2U);
  EXPECT_TRUE(path.innermost().has_outcome_below);
  EXPECT_FALSE(path.innermost().has_outcome);
  path.innermost().failures += 1;
  path.pop();
  EXPECT_EQ(path.innermost().failures, 3U);
  EXPECT_TRUE(path.innermost().has_outcome_below);
  path.pop();
  EXPECT_TRUE(path.empty());
}

TEST(EventTypes, AreFailuresAsTestCenterCountsThem) {
  for (const auto type : {EventType::fail, EventType::xpass, EventType::error, EventType::fatal}) {
    EXPECT_TRUE(is_failure(type));
    EXPECT_TRUE(is_outcome(type));
  }
  for (const auto type : {EventType::pass, EventType::xfail, EventType::skipped}) {
    EXPECT_FALSE(is_failure(type));
    EXPECT_TRUE(is_outcome(type));
  }
  for (const auto type : {EventType::log, EventType::warning, EventType::attachment}) {
    EXPECT_FALSE(is_failure(type));
    EXPECT_FALSE(is_outcome(type));
  }
}

}  // namespace
