// What becomes an attachment, and of which case.
#include "integration/capture/printer_run.hpp"
#include "support/all_descriptors.hpp"
#include "support/thread_sanitizer.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <string>

namespace testcenter::test {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::StartsWith;

class CaptureTest : public ::testing::Test {
 protected:
  using Script = PrinterRuns::Script;

  PrinterRuns runs_;
};

TEST_F(CaptureTest, AllKeepsWhatEachCasePrintsAndNothingElse) {
  runs_.run("all", {"out:before", "case:first", "out:1", "close", "out:between", "case:second",
                    "out:2", "close", "case:silent", "close", "out:after"});
  EXPECT_THAT(runs_.attached(),
              ElementsAre(Pair("first/stdout.txt", "1"), Pair("second/stdout.txt", "2")));
}

TEST_F(CaptureTest, FailedKeepsThatOfCasesThatFailedThemselvesOrBelow) {
  runs_.run("failed", {"case:good", "out:good", "close", "case:bad", "out:bad", "fail:no", "close",
                       "case:below", "section:in", "fail_below:no", "out:deep", "close",
                       "case:good again", "out:good", "close"});
  EXPECT_THAT(runs_.attached(),
              ElementsAre(Pair("bad/stdout.txt", "bad"), Pair("below/stdout.txt", "deep")));
}

TEST_F(CaptureTest, EveryWayOfPrintingIsHeardInOrder) {
  runs_.run("all",
            {"case:c", "printf:printf\\n", "flush", "out:write\\n", "cout:cout\\n", "flush",
             "shell:echo child", "shell:echo its stderr >&2", "fork:forked\\n", "cerr:cerr\\n",
             "err:err\\n", "close"},
            Console::one_pipe);
  EXPECT_THAT(runs_.attached(), ElementsAre(Pair("c/output.txt",
                                                 "printf\nwrite\ncout\nchild\nits stderr\nforked\n"
                                                 "cerr\nerr\n")));
}

TEST_F(CaptureTest, StdoutAndStderrOfTwoPlacesAreTwoFiles) {
  runs_.run("all", {"case:c", "out:o", "err:e", "out:oo", "err:ee", "close"});
  EXPECT_THAT(runs_.attached(),
              ElementsAre(Pair("c/stderr.txt", "eee"), Pair("c/stdout.txt", "ooo")));
}

TEST_F(CaptureTest, WhatTheStreamsStillKeepBelongsToTheCaseThatPrintedIt) {
  runs_.run("all",
            {"unsynced", "printf:before", "case:c", "printf:p", "cout:c", "close", "printf:after"});
  EXPECT_THAT(runs_.attached(), ElementsAre(Pair("c/stdout.txt", "pc")));
}

TEST_F(CaptureTest, ACaseThatAnotherOneEndsKeepsItsOutput) {
  runs_.run("all", {"case:first", "section:in", "out:1", "case:second", "out:2", "suite:other",
                    "case:third", "out:3"});
  EXPECT_THAT(runs_.attached(),
              ElementsAre(Pair("first/stdout.txt", "1"), Pair("second/stdout.txt", "2"),
                          Pair("third/stdout.txt", "3")));
}

TEST_F(CaptureTest, OfALotTheBeginningAndTheEndAreKept) {
  runs_.run("all", {"case:c", "lines:100000", "close"});  // 2.1 MB
  const auto attached = runs_.attached();
  ASSERT_EQ(attached.size(), 1U);
  const std::string& text = attached.begin()->second;
  constexpr std::size_t all = 100000 * std::string_view("line 0000000 of many\n").size();
  constexpr std::size_t kept = 1024 * 1024;
  const std::string gap =
      "\n[" + std::to_string(all - kept) + " bytes left out by testcenter-reporter]\n";
  EXPECT_EQ(text.size(), kept + gap.size());
  EXPECT_EQ(text.find(gap), kept / 2);
  EXPECT_THAT(text, AllOf(StartsWith("line 0000000 of many\nline 0000001"),
                          EndsWith("line 0099998 of many\nline 0099999 of many\n")));
}

TEST_F(CaptureTest, TheLimitOfAttachmentsHoldsHere) {
  Environment environment = runs_.environment("all");
  environment["TESTCENTER_ATTACHMENT_LIMIT"] = "1";
  Running(runs_.command({"case:c", "lines:100000", "close"}), environment, Console::two_pipes)
      .wait();
  const auto attached = runs_.attached();
  ASSERT_EQ(attached.size(), 1U);
  EXPECT_LE(attached.begin()->second.size(), 1024U * 1024U);
}

/// As long as the last event before is, as much is left for the records of small cases: sooner or
/// later it is an attachment that does not fit.
TEST_F(CaptureTest, AFullDiskIsSaidWhateverMeetsIt) {
  for (std::size_t i = 0; i < 12; ++i) {
    std::vector<std::string> command{"/bin/sh", "-c", "ulimit -f 1024; exec \"$0\" \"$@\"",
                                     PRINTER_PROGRAM, "case:long"};
    for (int j = 0; j < 50; ++j) command.push_back("fail:" + std::string(10'000, 'x'));
    command.push_back("fail:" + std::string(10'000 + 17 * i, 'x'));
    for (int j = 0; j < 60; ++j) command.insert(command.end(), {"case:c", "out:o", "close"});
    const Printed printed = Running(command, runs_.environment("all"), Console::two_pipes).wait();
    EXPECT_THAT(printed.err, HasSubstr("cannot extend the journal")) << i;
  }
}

TEST_F(CaptureTest, AnAttachmentLimitOfAFewBytesIsNoHarm) {
  const std::string text(400, 'o');
  for (const char* const limit : {"1", "128", "129"}) {
    Environment environment = runs_.environment("all");
    environment["PRINTER_ATTACHMENT_LIMIT"] = limit;
    const auto command = runs_.command({"case:" + std::string(limit), "out:" + text, "close"});
    const Printed printed = Running(command, environment, Console::two_pipes).wait();
    EXPECT_EQ(printed.exit_code, 3);
    EXPECT_EQ(printed.out, text);
  }
  for (const auto& [name, content] : runs_.attached()) EXPECT_LE(content.size(), 129U) << name;
}

TEST_F(CaptureTest, OffLeavesStdoutAlone) {
  const std::string file = runs_.folder().path("stdout is");
  runs_.run("off", {"tell_stdout:" + file, "case:c", "out:o", "fail:no", "close"}, Console::file);
  EXPECT_THAT(content_of(file), EndsWith("/console"));
  EXPECT_THAT(runs_.attached(), IsEmpty());
}

TEST_F(CaptureTest, StdoutIsGivenBackWhenTheRunIsFinished) {
  const std::string file = runs_.folder().path("stdout is");
  const auto run = runs_.run(
      "all", {"case:c", "out:in ", "finish", "tell_stdout:" + file, "out:behind"}, Console::file);
  EXPECT_THAT(content_of(file), EndsWith("/console"));
  EXPECT_EQ(run.out, "in behind");
}

TEST_F(CaptureTest, ASecondReportOfAProcessCapturesAgain) {
  const auto run = runs_.run(
      "all", {"case:first", "out:1", "finish", "out:2", "again", "case:second", "out:3", "close"});
  EXPECT_EQ(run.out, "123");
  EXPECT_THAT(runs_.attached(),
              ElementsAre(Pair("first/stdout.txt", "1"), Pair("second/stdout.txt", "3")));
}

TEST_F(CaptureTest, TwoReportsAtATimeOfAProcessAreTooMany) {
  Environment environment = runs_.environment("all");
  environment["TESTCENTER_VERBOSE"] = "normal";
  const auto run =
      Running(runs_.command({"again", "case:c", "out:o", "close"}), environment, Console::two_pipes)
          .wait();
  EXPECT_EQ(run.out, "o");
  EXPECT_THAT(run.err, HasSubstr("testcenter: cannot capture what the tests print "
                                 "(TESTCENTER_CAPTURE): another report of this process does it "
                                 "already; the rest is reported\n"));
}

TEST_F(CaptureTest, TheProgramSeesNoChildOfOurs) {
  const std::string file = runs_.folder().path("children");
  runs_.run("all", {"case:c", "tell_children:" + file, "close"});
  EXPECT_EQ(content_of(file), "none");
}

TEST_F(CaptureTest, AProgramThatClosesStdoutIsHeardOnStderr) {
  const auto run = runs_.run(
      "all", {"case:c", "out:o", "close_stdout", "err:e", "close", "case:d", "err:ee", "close"});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(run.out, "o");
  EXPECT_EQ(run.err, "eee");
  EXPECT_THAT(runs_.attached(), ElementsAre(Pair("c/stderr.txt", "e"), Pair("c/stdout.txt", "o"),
                                            Pair("d/stderr.txt", "ee")));
}

TEST_F(CaptureTest, AProgramThatExitsInACaseHasItsOutput) {
  const auto run = runs_.run("failed", {"case:c", "printf:last words", "exit:7"});
  EXPECT_EQ(run.exit_code, 7);
  EXPECT_EQ(run.out, "last words");
  EXPECT_THAT(runs_.attached(), ElementsAre(Pair("c/stdout.txt", "last words")));
}

TEST_F(CaptureTest, ACrashedCaseHasWhatItsProgramWrote) {
  const auto run = runs_.run("failed", {"case:c", "out:last words", "raise:6"});
  EXPECT_EQ(run.exit_code, -SIGABRT);
  EXPECT_EQ(run.out, "last words");
  EXPECT_THAT(runs_.attached(), ElementsAre(Pair("c/stdout.txt", "last words")));
}

/// A test that closes all descriptors, ours among them, and opens files of its own.
class CutOffTest : public CaptureTest {
 protected:
  void SetUp() override {
    if (under_thread_sanitizer) GTEST_SKIP();
    std::filesystem::create_directory(folder_);
  }

  const std::string folder_ = runs_.folder().path("files");
  const std::string take_ = "take_all_descriptors:" + folder_;
};

TEST_F(CutOffTest, CasesGetAWarningAndTheConsoleGetsAll) {
  const auto run = runs_.run("all", {"case:first", "out:1", "close", "case:second", "out:2", take_,
                                     "close", "case:third", "out:3", "close", "finish", "out:4"});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(run.out, "1234");
  EXPECT_THAT(runs_.attached(), ElementsAre(Pair("first/stdout.txt", "1")));
  EXPECT_THAT(runs_.events(),
              AllOf(SizeIs(2), Each("What this case printed is not attached: "
                                    "a test closed descriptors that are not its own")));
  EXPECT_THAT(files_of(folder_), AllOf(SizeIs(files_in_places), Each("mine")));
}

TEST_F(CutOffTest, ACrashTouchesNoFile) {
  const auto run = runs_.run("all", {"case:c", take_, "out:1", "raise:6"});
  EXPECT_EQ(run.exit_code, -SIGABRT);
  EXPECT_EQ(run.out, "1");
  EXPECT_THAT(runs_.attached(), IsEmpty());
  EXPECT_THAT(files_of(folder_), AllOf(SizeIs(files_in_places), Each("mine")));
}

TEST_F(CutOffTest, TheRelaysEndTouchesNoFile) {
  const auto run = runs_.run("all", {"case:c", take_, "kill_relay", "return"});
  EXPECT_THAT(files_of(folder_), AllOf(SizeIs(files_in_places), Each("mine")));
  EXPECT_EQ(run.exit_code, 3);
}

TEST_F(CutOffTest, AForkedChildHasAllThatItsParentOpened) {
  const auto run = runs_.run("all", {"case:c", take_, "print_those_of_a_child:" + folder_});
  EXPECT_EQ(run.out, std::to_string(files_in_places));
}

}  // namespace
}  // namespace testcenter::test
