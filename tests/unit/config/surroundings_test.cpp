#include "config/settings.hpp"
#include "world.hpp"

#include <gmock/gmock.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

using testcenter::Config;
using testcenter::Mode;
using testcenter::config::is_requested;
using testcenter::config::is_spooled;
using testcenter::config::Surroundings;

namespace {

TEST(Surroundings, OfThisProcessAreItsVariablesAndFolder) {
  ASSERT_EQ(setenv("TESTCENTER_TEST_OF_SURROUNDINGS", "x=y", 1), 0);
  const Surroundings surroundings = Surroundings::of_this_process();
  EXPECT_EQ(surroundings.environment("TESTCENTER_TEST_OF_SURROUNDINGS"), "x=y");
  EXPECT_EQ(surroundings.environment("TESTCENTER_THERE_IS_NO_SUCH"), std::nullopt);
  EXPECT_EQ(surroundings.working_directory, std::filesystem::current_path().string());
  EXPECT_EQ(surroundings.user_id, std::to_string(getuid()));
  EXPECT_THAT(surroundings.variables, testing::Contains("TESTCENTER_TEST_OF_SURROUNDINGS"));
  EXPECT_THAT(surroundings.variables, testing::Each(testing::StartsWith("TESTCENTER_")));
  ASSERT_EQ(unsetenv("TESTCENTER_TEST_OF_SURROUNDINGS"), 0);
}

TEST(Surroundings, AskForReportingByUrlOrSpool) {
  const auto requested = [](const char* url, const char* mode) {
    World world;
    world.set("TESTCENTER_URL", url).set("TESTCENTER_MODE", mode);
    return is_requested(world.surroundings());
  };
  EXPECT_FALSE(is_requested(World().surroundings()));
  EXPECT_FALSE(requested("", ""));
  EXPECT_FALSE(requested("", "live"));
  EXPECT_FALSE(requested("", "off"));
  EXPECT_FALSE(requested("http://h", "off"));
  EXPECT_TRUE(requested("http://h", ""));
  EXPECT_TRUE(requested("nonsense", "nonsense")) << "so that the nonsense is heard of";
  EXPECT_TRUE(requested("", "spool"));
}

TEST(Surroundings, AskForASpoolUnlessCodeOrCommandLineSayOtherwise) {
  World world;
  world.set("TESTCENTER_MODE", "spool");
  Config live;
  live.mode = Mode::live;
  Config spool;
  spool.mode = Mode::spool;
  EXPECT_TRUE(is_spooled({}, {}, world.surroundings()));
  EXPECT_FALSE(is_spooled(live, spool, world.surroundings()));
  EXPECT_FALSE(is_spooled({}, live, world.surroundings()));
  EXPECT_TRUE(is_spooled(spool, live, World().surroundings()));
  EXPECT_TRUE(is_spooled({}, spool, World().surroundings()));
  EXPECT_FALSE(is_spooled({}, {}, World().surroundings()));
}

TEST(Surroundings, MayKnowNothing) {
  const auto settings = resolve({}, {}, Surroundings{});
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->spool_dir, "/tmp/testcenter-reporter");
}

}  // namespace
