// The console of a program whose output is captured: it gets what it would get without us.
#include "integration/capture/printer_run.hpp"

#include <gmock/gmock.h>

#include <sys/stat.h>

#include <csignal>
#include <fstream>

namespace testcenter::test {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::StartsWith;

struct Way {
  const char* name;
  PrinterRuns::Script script;
};

/// Printing, and all ways to end. What stdio keeps is flushed where the order counts: at the begin
/// and the end of a case we do it.
const std::vector<Way>& ways() {
  static const std::vector<Way> all = {
      {"Returns",
       {"printf:before\\n", "flush", "case:a", "printf:one\\n", "flush", "out:two\\n",
        "err:three\\n", "shell:echo four; echo five >&2", "fork:six\\n", "close", "case:b",
        "cerr:seven\\n", "out:eight", "fail:no", "close", "printf:after\\n"}},
      {"Exits", {"case:a", "out:one\\n", "err:two\\n", "printf:three\\n", "exit:6"}},
      {"LeavesWithoutAWord", {"case:a", "lines:9000", "out:two\\n", "err:three\\n", "_exit:5"}},
      {"IsKilled",
       {"case:a", "out:one\\n", "close", "case:b", "err:two\\n", "out:three", "raise:9"}},
      {"Aborts", {"case:a", "out:one\\n", "err:two\\n", "out:three", "raise:6"}},
      {"PrintsALot", {"case:a", "lines:30000", "flush", "err:end\\n", "close"}},
      {"ClosesStdout", {"case:a", "out:one\\n", "close_stdout", "err:two\\n", "close"}},
  };
  return all;
}

class ConsoleTest : public ::testing::TestWithParam<std::tuple<std::size_t, Console>> {};

TEST_P(ConsoleTest, GetsEachByteInOrderAndTheExitCodeStays) {
  const auto [index, console] = GetParam();
  const auto& script = ways()[index].script;
  const PrinterRuns runs;
  const Printed alone = runs.run("off", script, console);
  const Printed captured = runs.run("all", script, console);
  EXPECT_EQ(captured.exit_code, alone.exit_code);
  EXPECT_NE(captured.exit_code, 99) << "the printer does not know its script";
  EXPECT_EQ(captured.err, alone.err);
  EXPECT_EQ(captured.out, alone.out);
  EXPECT_FALSE(captured.out.empty());
}

std::string name_of(const ::testing::TestParamInfo<ConsoleTest::ParamType>& info) {
  static const char* const consoles[] = {"IntoTwoPipes", "IntoOnePipe", "IntoAFile", "OnATerminal"};
  return std::string(ways()[std::get<0>(info.param)].name) +
         consoles[static_cast<int>(std::get<1>(info.param))];
}

INSTANTIATE_TEST_SUITE_P(All, ConsoleTest,
                         ::testing::Combine(::testing::Range(std::size_t{0}, ways().size()),
                                            ::testing::Values(Console::two_pipes, Console::one_pipe,
                                                              Console::file, Console::terminal)),
                         name_of);

class ConsoleOfOneTest : public ::testing::Test {
 protected:
  PrinterRuns runs_;
};

TEST_F(ConsoleOfOneTest, IsLive) {
  for (const Console console : {Console::two_pipes, Console::one_pipe, Console::terminal}) {
    Running running(runs_.command({"case:c", "out:a line\n", "await", "out:another\n", "close"}),
                    runs_.environment("all"), console);
    // The test is still in its case: it waits for us.
    EXPECT_TRUE(running.wait_for_output("a line"));
    running.go_on();
    EXPECT_EQ(running.wait().exit_code, 3);
  }
}

TEST_F(ConsoleOfOneTest, StaysATerminal) {
  EXPECT_EQ(runs_.run("all", {"case:c", "is_terminal"}, Console::terminal).out, "terminal");
}

TEST_F(ConsoleOfOneTest, ThatNobodyReadsAnyMoreEndsTheProgramAsEver) {
  Running running(runs_.command({"case:c", "out:first\n", "await", "lines:100000", "flush"}),
                  runs_.environment("all"), Console::two_pipes);
  EXPECT_TRUE(running.wait_for_output("first"));
  running.close_stdout();
  running.go_on();
  EXPECT_EQ(running.wait().exit_code, -SIGPIPE);
}

TEST_F(ConsoleOfOneTest, OutlivesTheRelay) {
  const auto run = runs_.run("all", {"case:first", "out:1\\n", "close", "kill_relay", "lines:9000",
                                     "case:second", "out:2\\n", "close"});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.out, HasSubstr("line 0000000 of many\n"));
  EXPECT_THAT(run.out, HasSubstr("line 0008999 of many\n2\n"));
  EXPECT_THAT(run.err, HasSubstr("testcenter: the process that passes on what this one prints was "
                                 "killed (TESTCENTER_CAPTURE)"));
  EXPECT_THAT(runs_.attached(),
              ElementsAre(Pair("first/stdout.txt", "1\n"), Pair("second/stdout.txt", "2\n")));
}

/// 94.5 KB are more than its pipe takes, and what is left fits into ours: the program goes on.
TEST_F(ConsoleOfOneTest, ThatTakesNothingForAWhileHoldsUpNobody) {
  const std::string fifo = runs_.folder().path("fifo");
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  Running running(runs_.command({"case:c", "lines:4500", "close", "tell_stdout:" + fifo, "await",
                                 "out:behind", "finish", "out: the end"}),
                  runs_.environment("all"), Console::two_pipes);
  EXPECT_THAT(content_of(fifo), StartsWith("pipe:")) << "the case ended";
  EXPECT_TRUE(running.wait_for_output("line 0004499 of many\n"));
  running.go_on();
  EXPECT_THAT(running.wait().out, EndsWith("line 0004499 of many\nbehind the end"));
  EXPECT_THAT(runs_.events(), ElementsAre("What this case printed is not attached: the console did "
                                          "not take it in time"));
  EXPECT_THAT(runs_.attached(), IsEmpty());
}

TEST_F(ConsoleOfOneTest, MayBeMissing) {
  for (const char* const closed : {">&-", "2>&-", ">&- 2>&-"}) {
    const PrinterRuns runs;
    const std::string file = runs.folder().path("stdout is");
    const std::string line = std::string(PRINTER_PROGRAM) + " case:c cerr:e printf:o close " +
                             "tell_stdout:'" + file + "' " + closed;
    const auto run =
        Running({"/bin/sh", "-c", line}, runs.environment("all"), Console::two_pipes).wait();
    EXPECT_EQ(run.exit_code, 3) << closed;
    EXPECT_EQ(run.out + run.err, closed[0] == '2' ? "o" : closed == std::string(">&-") ? "e" : "");
    EXPECT_EQ(runs.attached().count("c/output.txt"), run.out.size() + run.err.size()) << closed;
  }
}

TEST_F(ConsoleOfOneTest, IsNotHeldByAChildThatLetGoOfIt) {
  const std::string fifo = runs_.folder().path("fifo");
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  const auto run = runs_.run("all", {"case:c", "daemon:" + fifo, "out:1", "close", "_exit:3"});
  EXPECT_EQ(run.out, "1");
  std::ofstream lets_it_end(fifo);
  EXPECT_TRUE(lets_it_end.is_open());
}

/// A daemon that a test starts, say.
TEST_F(ConsoleOfOneTest, StaysOpenForWhoGoesOnPrinting) {
  Running running(
      runs_.command({"case:c", "out:1", "shell:exec 3<&0; (read x <&3; printf 2) &", "close"}),
      runs_.environment("all"), Console::two_pipes);
  EXPECT_TRUE(running.wait_for_exit());
  running.go_on();
  const auto run = running.wait();
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(run.out, "12");
}

}  // namespace
}  // namespace testcenter::test
