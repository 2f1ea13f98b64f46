// A real process whose tests look at it: close descriptors that are not theirs, count those that
// are, take away what we need, and find everything else as they left it.

#include "integration/reporter/actor_run.hpp"
#include "integration/reporter/tree.hpp"
#include "support/all_descriptors.hpp"
#include "support/scripted_server/scripted_server.hpp"
#include "support/thread_sanitizer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::uint64_t many = 20'000;  // of 200 bytes: the journal has to grow several times

/// Closes all descriptors and opens files of its own, in a run that goes on.
class Closing : public testing::Test {
 protected:
  void SetUp() override {
    if (under_thread_sanitizer) GTEST_SKIP();
  }
  ActorRun run(const Actor& actor, const std::string& before = "pass:first") {
    std::filesystem::create_directory(folder_);
    return actor.run({"suite:S", "case:C", before, "take_all_descriptors:" + folder_,
                      "logs:" + std::to_string(many), "pass:good"});
  }

  const TemporaryFolder home_;
  const std::string folder_ = home_.path("files");
};

/// What a test may take away, amid a run whose journal has to grow behind it.
class TakenAway : public testing::TestWithParam<std::string> {};

TEST_P(TakenAway, LosesNothing) {
  ScriptedServer server;
  const Actor actor(server.url());
  const ActorRun run = actor.run({"suite:S", "case:C", "await_acknowledged:2", GetParam(),
                                  "logs:" + std::to_string(many), "pass:good"});
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ(many + 3, run.count("acknowledged")) << run.err;
}

INSTANTIATE_TEST_SUITE_P(Of, TakenAway,
                         testing::Values("use_up_descriptors", "remove_spool_folder"),
                         [](const auto& tested) { return tested.param; });

/// Whether the sender's thread has descriptors of its own here.
bool can_be_own() {
  return !under_thread_sanitizer && syscall(SYS_close_range, ~0U, ~0U, 0U) == 0;  // Linux 5.9
}

TEST_F(Closing, AllDescriptorsLosesNothingOfTheReport) {
  ScriptedServer server;
  const Actor actor(server.url());
  const ActorRun run = this->run(actor, "await_acknowledged:2");
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ(many + 3, run.count("acknowledged")) << run.err;
  EXPECT_EQ(0U, run.count("retries")) << run.err;
  EXPECT_THAT(actor.kept(), SizeIs(0));
  if (can_be_own()) {
    EXPECT_EQ(1, server.connections());
  }
  EXPECT_THAT(files_of(folder_), AllOf(SizeIs(files_in_places), Each("mine")));
}

TEST_F(Closing, AllDescriptorsLosesNothingOfTheJournal) {
  Actor actor("");
  actor.set("TESTCENTER_MODE", "spool");
  const ActorRun run = this->run(actor);
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ(many + 4, run.count("pending")) << run.err;
  EXPECT_EQ(0U, run.count("dropped")) << run.err;
  ASSERT_THAT(actor.kept(), SizeIs(1));
  EXPECT_THAT(files_of(folder_), AllOf(SizeIs(files_in_places), Each("mine")));
}

TEST_F(Closing, AllDescriptorsLosesNothingThatIsKeptForLater) {
  const RefusingPort port;
  Actor actor(port.url());
  const ActorRun run = this->run(actor.set("TESTCENTER_STALL_TIMEOUT", "0.1"));
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ(many + 4, run.count("pending")) << run.err;
  EXPECT_THAT(files_of(folder_), AllOf(SizeIs(files_in_places), Each("mine")));
}

class Descriptors : public testing::Test {
 protected:
  void SetUp() override {
    if (!can_be_own()) GTEST_SKIP() << "the sender's are the tests' here";
  }

  const std::vector<std::string> script_{"suite:S", "case:C", "await_acknowledged:2",
                                         "count_descriptors"};
  ScriptedServer server_;
  Actor actor_{server_.url()};
};

TEST_F(Descriptors, OfTheTestsHaveTheNumbersThatTheyHaveWithoutUs) {
  const ActorRun run = actor_.run(script_);
  const ActorRun off = actor_.set("TESTCENTER_MODE", "off").run({"count_descriptors"});
  EXPECT_EQ(off.count("descriptors") + 1, run.count("descriptors")) << "the journal";
  EXPECT_EQ(off.count("next"), run.count("next"));
}

TEST_F(Descriptors, OfTheTestsAreHeldByNobodyElse) {
  actor_.folder().write("marker", "");
  const std::string with_marker = "exec 5<\"$0\"; exec \"$@\"";
  std::vector<std::string> script{"-c", with_marker, actor_.folder().path("marker"), ACTOR_PROGRAM};
  script.insert(script.end(), script_.begin(), script_.end());
  script.insert(script.end(), {"close_descriptor:5", "count_descriptors"});
  const ActorRun run = actor_.run(script, "/bin/sh");
  EXPECT_THAT(run.out, HasSubstr("holders=1\n"));
  EXPECT_EQ(0U, run.count("holders")) << run.out;
}

/// What is preloaded may write to a descriptor of its own from any thread, and hide that it was.
TEST_F(Descriptors, AreSharedWhereALibraryIsPreloaded) {
  actor_.set("LD_PRELOAD", "libm.so.6").set("ACTOR_UNSETS", "LD_PRELOAD");
  const ActorRun run = actor_.run(script_);
  const ActorRun off = actor_.set("TESTCENTER_MODE", "off").run({"count_descriptors"});
  EXPECT_LE(off.count("descriptors") + 2, run.count("descriptors")) << "journal, connection";
}

TEST_F(Descriptors, ThatAreSharedAreClosedAtTheEnd) {
  actor_.set("LD_PRELOAD", "libm.so.6");
  const ActorRun run = actor_.run({"suite:S", "finish", "reports:5", "count_descriptors"});
  const ActorRun off = actor_.set("TESTCENTER_MODE", "off").run({"count_descriptors"});
  EXPECT_EQ(off.count("descriptors"), run.count("descriptors"));
}

TEST(Surroundings, KeepNoDescriptorOfAReportThatWasWritten) {
  Actor actor("");
  actor.set("TESTCENTER_MODE", "spool");
  const ActorRun run = actor.run({"suite:S", "finish", "reports:5", "count_descriptors"});
  const ActorRun off = actor.set("TESTCENTER_MODE", "off").run({"count_descriptors"});
  EXPECT_EQ(off.count("descriptors"), run.count("descriptors"));
  EXPECT_THAT(actor.kept(), SizeIs(6));
}

/// libcurl and its like keep that file open for all threads.
TEST_F(Descriptors, AreSharedWhereTlsSecretsAreLogged) {
  const ActorRun run = actor_.set("SSLKEYLOGFILE", actor_.folder().path("keys")).run(script_);
  const ActorRun off = actor_.set("TESTCENTER_MODE", "off").run({"count_descriptors"});
  EXPECT_LE(off.count("descriptors") + 2, run.count("descriptors")) << "journal, connection";
}

/// A relay that waits for somebody who holds its pipe ends late, and is reaped by nobody.
TEST_F(Descriptors, HoldNoPipeOfTheCapturedOutput) {
  const RefusingPort port;
  Actor actor(port.url());
  actor.set("TESTCENTER_STALL_TIMEOUT", "0.1").set("TESTCENTER_CAPTURE", "all");
  const ActorRun run = actor.run({"suite:S", "case:C", "finish", "count_children"});
  EXPECT_EQ(0U, run.count("children")) << run.out;
}

TEST(Surroundings, StayWhatTheyWere) {
  ScriptedServer server;
  const Actor actor(server.url());
  const ActorRun run = actor.run(
      {"suite:S", "await_acknowledged:1", "tell_surroundings", "finish", "tell_surroundings"});
  EXPECT_EQ(run.out.find("same_surroundings=0"), std::string::npos) << run.out;
  EXPECT_EQ(1U, run.count("same_surroundings"));
}

}  // namespace
}  // namespace testcenter::test
