#include "recorder_case.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

using testcenter::Event;
using testcenter::Location;
using testing::MatchesRegex;

namespace {

constexpr std::uint64_t one_mebibyte = 1 << 20;

class Limit : public RecorderCase {
 protected:
  void SetUp() override { start({testcenter::Passes::all, UINT32_MAX}, one_mebibyte); }

  /// Until no more of this type is taken; returns how many were.
  std::uint64_t fill(std::uint32_t element, EventType type, std::size_t size) {
    const std::string text(size, 'x');
    std::uint64_t count = 0;
    while (add(element, type, text) == Recorded::yes) ++count;
    return count;
  }
  std::uint64_t room() const { return recorder_->writer().limit() - recorder_->writer().used(); }
};

TEST_F(Limit, DropsLogsAndPassesBeforeFailures) {
  const auto c = test_case(suite());
  EXPECT_GT(fill(c, EventType::log, 10'000), 30U);
  EXPECT_EQ(add(c, EventType::pass, std::string(10'000, 'p')), Recorded::no);
  for (const EventType type : {EventType::fail, EventType::error, EventType::warning,
                               EventType::skipped, EventType::xfail}) {
    EXPECT_EQ(add(c, type, std::string(10'000, 'f')), Recorded::yes) << static_cast<int>(type);
  }
  EXPECT_GT(fill(c, EventType::fail, 10'000), 3U);
  expect_nothing_uncounted();
}

TEST_F(Limit, IsToldOnTheLastSuiteWithTheCount) {
  close(suite("first"));
  const auto last = suite("last");
  fill(last, EventType::log, 10'000);
  fill(last, EventType::fail, 10'000);
  add(last, EventType::log, std::string(10'000, 'x'));
  recorder_->finish({});
  const Lines lines = told();
  EXPECT_EQ(lines[lines.size() - 3], "close 2");
  EXPECT_EQ(lines[lines.size() - 2],
            "WARNING 2: 3 results were dropped: the journal's limit was reached");
  EXPECT_EQ(lines.back(), "finish");
  expect_nothing_uncounted();
}

TEST_F(Limit, DropsElementsTooAndWhatBelongsToThem) {
  const auto s = suite();
  fill(s, EventType::fail, 1000);
  const auto before = recorder_->counts();
  const auto c = test_case(s, std::string(60'000, 'n'));
  EXPECT_EQ(c, 0U);
  EXPECT_EQ(add(c, EventType::fail), Recorded::no);
  const auto after = recorder_->counts();
  EXPECT_EQ(after.dropped, before.dropped + 2);
  EXPECT_EQ(after.elements, before.elements + 1);
  recorder_->finish({});
  EXPECT_EQ(told().back(), "finish");
  expect_nothing_uncounted();
}

TEST_F(Limit, LeavesRoomToFinishWhateverCameLast) {
  const auto c = test_case(suite());
  // Up to just before the room that is kept free, then one that would take all of it.
  while (room() > 256 * 1024 + 2000)
    ASSERT_EQ(add(c, EventType::fail, std::string(900, 'x')), Recorded::yes);
  const std::string file(4096, 'f');
  const std::vector<Location> frames(40, Location{file, 1});
  const std::size_t record_without_message = 40 + 12 + frames.size() * (12 + 4 + file.size());
  ASSERT_LT(record_without_message, room());
  const std::size_t rest = room() - record_without_message - 16;
  const std::string half(std::min<std::size_t>(rest, 65536), 'm');
  const std::string other(rest - half.size() > 12 ? rest - half.size() - 12 : 0, 'd');
  Event event{EventType::fail, half, other, {}, frames};
  recorder_->add(c, event);
  EXPECT_TRUE(recorder_->finish("The process exited"));
  const Lines lines = told();
  EXPECT_EQ(lines.back(), "finish");
  EXPECT_THAT(lines[lines.size() - 2], MatchesRegex("WARNING 1: 1 result was dropped: .*limit.*"));
  expect_nothing_uncounted();
}

TEST_F(Limit, LeavesRoomToSayInsideOfWhatTheProcessEnded) {
  const auto c = test_case(suite());
  fill(c, EventType::fail, 1000);
  fill(c, EventType::fail, 0);
  recorder_->finish("exit() was called");
  const Lines lines = told();
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "FATAL 2: exit() was called"), 1);
  expect_nothing_uncounted();
}

TEST_F(Limit, LeavesRoomToCloseManyElements) {
  auto innermost = suite();
  for (int i = 0; i < 100; ++i) {
    innermost = section(innermost);
    add(innermost, EventType::fail);
  }
  fill(innermost, EventType::fail, 100);
  recorder_->finish({});
  const Lines lines = told();
  EXPECT_EQ(lines.back(), "finish");
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "close 1"), 1);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "close 101"), 1);
}

TEST_F(Limit, LeavesNoPassedCaseWithoutResult) {
  const auto s = suite();
  fill(s, EventType::log, 10'000);
  fill(s, EventType::log, 10);
  const auto c = test_case(s);
  EXPECT_EQ(add(c, EventType::pass, "dropped"), Recorded::no);
  close(c);
  const Lines lines = told();
  EXPECT_EQ(Lines(lines.end() - 3, lines.end()),
            (Lines{"case 2 in 1: C", "PASS 2: Passed in T", "close 2"}));
}

TEST_F(Limit, NeverMakesAPassOfASkipThatWasDropped) {
  const auto s = suite();
  const auto c = test_case(s);
  fill(c, EventType::skipped, 1000);
  fill(c, EventType::skipped, 0);
  close(c);
  EXPECT_EQ(told().back(), "close 2");
  for (const std::string& line : told()) EXPECT_EQ(line.find("PASS 2"), std::string::npos);
}

TEST_F(Limit, EndsWithAFailWhereAFailureWasDropped) {
  const auto s = suite();
  fill(s, EventType::warning, 10'000);
  const auto c = test_case(s);
  const auto inner = section(c);
  close(inner);
  EXPECT_EQ(add(c, EventType::fail, std::string(10'000, 'f')), Recorded::no);
  close(c, {1, 7});
  const Lines lines = told();
  EXPECT_EQ(Lines(lines.end() - 5, lines.end()),
            (Lines{"section 3 in 2: N", "PASS 3: Passed in T", "close 3",
                   "FAIL 2: Failed in T: 1 of 7 assertions failed; 1 failure was dropped: the "
                   "journal's limit was reached",
                   "close 2"}));
  EXPECT_EQ(recorder_->counts().failures, 1U) << "told or not, it is one";
  EXPECT_EQ(recorder_->counts().dropped, 2U) << "a WARNING of the suite is the other";
  expect_nothing_uncounted();
}

TEST_F(Limit, SaysOfEachElementWhatItLost) {
  const auto s = suite();
  const auto c = test_case(s);
  const auto inner = section(c);
  add(inner, EventType::fail);
  fill(s, EventType::warning, 10'000);
  add(inner, EventType::fail, std::string(10'000, 'f'));
  add(inner, EventType::error, std::string(10'000, 'e'));
  close(c);
  const Lines lines = told();
  EXPECT_EQ(Lines(lines.end() - 4, lines.end()),
            (Lines{"FAIL 3: Failed in T: 3 failures; 2 failures were dropped: the journal's limit "
                   "was reached",
                   "close 3", "LOG 2: Failed in T: 3 failures", "close 2"}));
  expect_nothing_uncounted();
}

TEST_F(Limit, EndsASuiteWithAFailWhoseOwnFailureWasDropped) {
  const auto s = suite();
  close(test_case(s));
  fill(s, EventType::warning, 10'000);
  add(s, EventType::fail, std::string(10'000, 'f'));
  recorder_->finish({});
  const Lines lines = told();
  EXPECT_EQ(lines[lines.size() - 4],
            "FAIL 1: Failed in T: 1 failure; 1 failure was dropped: the journal's limit was "
            "reached");
  expect_nothing_uncounted();
}

}  // namespace
