// A real process whose tests close descriptors that are not theirs, and count those that are.

#include "integration/reporter/actor_run.hpp"
#include "integration/reporter/tree.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using testing::AllOf;
using testing::Each;
using testing::SizeIs;

constexpr std::uint64_t many = 20'000;  // of 200 bytes: the journal has to grow several times

/// Closes all descriptors and opens files of its own, in a run that goes on.
class Closing : public testing::Test {
 protected:
  ActorRun run(const Actor& actor, const std::string& before = "pass:first") {
    std::filesystem::create_directory(folder_);
    return actor.run({"suite:S", "case:C", before, "take_all_descriptors:" + folder_,
                      "logs:" + std::to_string(many), "pass:good"});
  }
  std::vector<std::string> files() const {
    std::vector<std::string> contents;
    for (const auto& file : std::filesystem::directory_iterator(folder_)) {
      const std::string content = content_of(file.path().string());
      contents.push_back(content.size() < 100 ? content : std::to_string(content.size()) + " bytes");
    }
    return contents;
  }

 private:
  const TemporaryFolder home_;
  const std::string folder_ = home_.path("files");
};

TEST_F(Closing, AllDescriptorsLosesNothingOfTheReport) {
  ScriptedServer server;
  const Actor actor(server.url());
  const ActorRun run = this->run(actor, "await_acknowledged:2");
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ(many + 3, run.count("acknowledged")) << run.err;
  EXPECT_EQ(0U, run.count("retries")) << run.err;
  EXPECT_THAT(actor.kept(), SizeIs(0));
  EXPECT_THAT(files(), AllOf(SizeIs(32), Each("mine")));
}

TEST_F(Closing, AllDescriptorsLosesNothingOfTheJournal) {
  Actor actor("");
  actor.set("TESTCENTER_MODE", "spool");
  const ActorRun run = this->run(actor);
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ(many + 4, run.count("pending")) << run.err;
  EXPECT_EQ(0U, run.count("dropped")) << run.err;
  ASSERT_THAT(actor.kept(), SizeIs(1));
  EXPECT_THAT(files(), AllOf(SizeIs(32), Each("mine")));
}

TEST_F(Closing, AllDescriptorsLosesNothingThatIsKeptForLater) {
  const RefusingPort port;
  Actor actor(port.url());
  const ActorRun run = this->run(actor.set("TESTCENTER_STALL_TIMEOUT", "0.1"));
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ(many + 4, run.count("pending")) << run.err;
  EXPECT_THAT(files(), AllOf(SizeIs(32), Each("mine")));
}

}  // namespace
}  // namespace testcenter::test
