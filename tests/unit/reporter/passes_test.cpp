#include "recorder_case.hpp"

using testcenter::Passes;

namespace {

class PassesOf : public RecorderCase {};

TEST_F(PassesOf, AnElementAreReportedUpToTheirMostAndThenCounted) {
  start({Passes::all, 2});
  const auto c = test_case(suite());
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(add(c, EventType::pass, std::to_string(i)), i < 2 ? Recorded::yes : Recorded::no);
  }
  close(c);
  const Lines lines = told();
  EXPECT_EQ(Lines(lines.begin() + 2, lines.end()),
            (Lines{"PASS 2: 0", "PASS 2: 1", "PASS 2: 3 more assertions passed", "close 2"}));
  EXPECT_EQ(recorder_->counts().events, 3U) << "hidden ones are one event together";
  expect_nothing_uncounted();
}

TEST_F(PassesOf, EachElementAreCountedByThemselves) {
  start({Passes::all, 1});
  const auto c = test_case(suite());
  add(c, EventType::pass, "c");
  const auto n = section(c);
  add(n, EventType::pass, "n");
  close(n);
  close(c);
  for (const std::string& line : told()) EXPECT_EQ(line.find("more"), std::string::npos) << line;
}

TEST_F(PassesOf, JustTheMostAreAllReported) {
  start({Passes::all, 3});
  const auto c = test_case(suite());
  for (int i = 0; i < 3; ++i) add(c, EventType::pass);
  close(c);
  EXPECT_EQ(told().size(), 2U + 3U + 1U);
}

TEST_F(PassesOf, ASummaryAreOneLine) {
  start({Passes::summary, 1000});
  const auto c = test_case(suite());
  for (int i = 0; i < 2000; ++i) EXPECT_EQ(add(c, EventType::pass), Recorded::no);
  close(c);
  const Lines lines = told();
  EXPECT_EQ(Lines(lines.begin() + 2, lines.end()),
            (Lines{"PASS 2: 2000 assertions passed", "close 2"}));
}

TEST_F(PassesOf, ASummaryStandBesideFailures) {
  start({Passes::summary, 1000});
  const auto c = test_case(suite());
  add(c, EventType::pass);
  add(c, EventType::fail, "f");
  add(c, EventType::pass);
  close(c, {1, 3});
  const Lines lines = told();
  EXPECT_EQ(Lines(lines.begin() + 2, lines.end()),
            (Lines{"FAIL 2: f", "PASS 2: 2 assertions passed",
                   "LOG 2: Failed in T: 1 of 3 assertions failed", "close 2"}));
}

TEST_F(PassesOf, FilesAreNeverHidden) {
  start({Passes::summary, 0});
  const auto c = test_case(suite());
  const testcenter::journal::StoredFile file{testcenter::FileRole::verification, "1", "n", "m", {}};
  testcenter::Event event;
  event.type = EventType::pass;
  EXPECT_EQ(recorder_->add(c, event, &file), Recorded::yes);
  close(c);
  EXPECT_EQ(told().size(), 4U) << "it is the case's outcome";
}

}  // namespace
