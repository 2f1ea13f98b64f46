#include "reporter/closing.hpp"

#include "recorder_case.hpp"

using namespace std::chrono_literals;
using testcenter::Tally;
using testcenter::core::Closing;
using testcenter::core::closing_of;
using testcenter::core::failed_text;
using testcenter::core::hidden_passes_text;
using testcenter::core::OpenElement;

namespace {

std::string closing(const OpenElement& element, Tally tally = {}) {
  const Closing closing = closing_of(element, element.opened + 12ms);
  EXPECT_EQ(closing.took, 12ms);
  if (closing.says == Closing::Says::passed) return "passed";
  if (closing.says == Closing::Says::nothing) return "nothing";
  return std::string(failed_text(closing, element, tally).view());
}

OpenElement failed(std::uint64_t failures) {
  OpenElement element;
  element.kind = testcenter::ElementKind::test_case;
  element.failures = failures;
  element.has_outcome = true;
  return element;
}

TEST(Closing, CountsWhatFailedAsTheFrameworkDoes) {
  EXPECT_EQ(closing(failed(2), {2, 7}), "Failed in 12 ms: 2 of 7 assertions failed");
  EXPECT_EQ(closing(failed(1), {1, 1}), "Failed in 12 ms: 1 of 1 assertion failed");
  EXPECT_EQ(closing(failed(2), {3, 7}), "Failed in 12 ms: 3 of 7 assertions failed");
}

TEST(Closing, CountsFailuresWhereTheFrameworkDoesNot) {
  EXPECT_EQ(closing(failed(1)), "Failed in 12 ms: 1 failure");
  EXPECT_EQ(closing(failed(3)), "Failed in 12 ms: 3 failures");
  EXPECT_EQ(closing(failed(3), {4, 0}), "Failed in 12 ms: 4 failures");
}

TEST(Closing, CountsFailuresThatTheFrameworkDoesNotKnow) {
  EXPECT_EQ(closing(failed(1), {0, 3}), "Failed in 12 ms: 1 failure");
  EXPECT_EQ(closing(failed(2), {1, 3}), "Failed in 12 ms: 2 failures");
  EXPECT_EQ(closing(failed(3), {2, 0}), "Failed in 12 ms: 3 failures");
}

TEST(Closing, FitsTheLargestNumbers) {
  EXPECT_EQ(closing(failed(1), {UINT64_MAX, UINT64_MAX}),
            "Failed in 12 ms: 18446744073709551615 of 18446744073709551615 assertions failed");
}

TEST(HiddenPasses, SayWhetherTheyAreAllOrTheRest) {
  OpenElement element;
  element.passes = element.hidden_passes = 2;
  EXPECT_EQ(hidden_passes_text(element).view(), "2 assertions passed");
  element.passes = element.hidden_passes = 1;
  EXPECT_EQ(hidden_passes_text(element).view(), "1 assertion passed");
  element.passes = 1001;
  EXPECT_EQ(hidden_passes_text(element).view(), "1 more assertion passed");
  element.hidden_passes = 4711;
  element.passes = 5711;
  EXPECT_EQ(hidden_passes_text(element).view(), "4711 more assertions passed");
}

/// What an element says last, seen in the journal.
class LastWords : public RecorderCase {
 protected:
  void SetUp() override { start(); }

  /// What follows the opening of `element`.
  Lines after_opening(std::uint32_t element) {
    Lines lines = told();
    const std::string id = " " + std::to_string(element) + " in ";
    std::size_t at = 0;
    while (at < lines.size() && lines[at].find(id) == std::string::npos) ++at;
    lines.erase(lines.begin(), lines.begin() + static_cast<long>(at) + 1);
    return lines;
  }
};

TEST_F(LastWords, OfACaseWithoutOutcomeAreThatItPassed) {
  const auto c = test_case(suite());
  add(c, EventType::log, "l");
  add(c, EventType::warning, "w");
  add(c, EventType::attachment, "a");
  close(c);
  EXPECT_EQ(after_opening(c), (Lines{"LOG 2: l", "WARNING 2: w", "ATTACHMENT 2: a",
                                     "PASS 2: Passed in T", "close 2"}));
}

TEST_F(LastWords, OfACaseWithAnOutcomeAreThat) {
  const auto s = suite();
  for (const EventType type : {EventType::pass, EventType::xfail, EventType::skipped}) {
    const auto c = test_case(s);
    add(c, type);
    close(c);
    EXPECT_EQ(after_opening(c).size(), 2U) << static_cast<int>(type);
  }
}

TEST_F(LastWords, OfACaseThatFailedAreHowMuch) {
  const auto c = test_case(suite());
  add(c, EventType::pass, "p");
  for (const EventType type :
       {EventType::fail, EventType::xpass, EventType::error, EventType::fatal}) {
    add(c, type, "f");
  }
  close(c);
  EXPECT_EQ(after_opening(c)[5], "LOG 2: Failed in T: 4 failures");
}

TEST_F(LastWords, OfACaseWhoseSectionsPassedAreItsDuration) {
  const auto c = test_case(suite());
  add(section(c), EventType::pass, "p");
  close(c);
  EXPECT_EQ(after_opening(c),
            (Lines{"section 3 in 2: N", "PASS 3: p", "close 3", "PASS 2: Passed in T", "close 2"}));
}

TEST_F(LastWords, OfACaseWhoseSectionFailedAreThatItFailed) {
  const auto c = test_case(suite());
  add(section(c), EventType::fail, "f");
  close(c, {1, 3});
  EXPECT_EQ(after_opening(c),
            (Lines{"section 3 in 2: N", "FAIL 3: f", "LOG 3: Failed in T: 1 failure", "close 3",
                   "LOG 2: Failed in T: 1 of 3 assertions failed", "close 2"}));
}

TEST_F(LastWords, OfASectionAreOfItsOwnOrOfItsSections) {
  const auto c = test_case(suite());
  const auto outer = section(c, "outer");
  const auto inner = section(outer, "inner");
  close(inner);
  close(outer);
  EXPECT_EQ(after_opening(outer),
            (Lines{"section 4 in 3: inner", "PASS 4: Passed in T", "close 4", "close 3"}));
}

TEST_F(LastWords, OfASuiteAreOnlyNeededIfNothingElseSaysAnything) {
  const auto passed = suite();
  close(test_case(passed));
  close(passed);
  EXPECT_EQ(told().back(), "close 1");
  EXPECT_EQ(after_opening(passed).size(), 4U);

  const auto failed = suite();
  add(test_case(failed), EventType::fail);
  close(failed);
  EXPECT_EQ(after_opening(failed).size(), 5U);

  const auto empty = suite();
  add(empty, EventType::log, "l");
  close(empty);
  EXPECT_EQ(after_opening(empty), (Lines{"LOG 5: l", "PASS 5: Passed in T", "close 5"}));
}

TEST_F(LastWords, OfASuiteThatFailedByItselfAreItsFailures) {
  const auto s = suite();
  add(s, EventType::error, "e");
  close(s);
  EXPECT_EQ(after_opening(s), (Lines{"ERROR 1: e", "close 1"}));
}

TEST_F(LastWords, OfWhatIsClosedBySomethingElseHaveNoTally) {
  const auto s = suite();
  const auto c = test_case(s);
  add(section(c), EventType::fail);
  close(c, {5, 5});
  EXPECT_EQ(after_opening(c)[2], "LOG 3: Failed in T: 1 failure");
}

}  // namespace
