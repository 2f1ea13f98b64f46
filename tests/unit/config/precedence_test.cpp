#include "world.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <string>

using std::chrono::milliseconds;
using testcenter::Config;
using testcenter::CrashHandlers;
using testcenter::Mode;
using testcenter::Verbosity;

namespace {

TEST(Precedence, CodeThenCommandLineThenEnvironmentThenFileThenCi) {
  World world;
  EXPECT_EQ(world.settings().batch, "");
  world.set("GITHUB_ACTIONS", "true").set("GITHUB_WORKFLOW", "CI").set("GITHUB_RUN_NUMBER", "7");
  EXPECT_EQ(world.settings().batch, "CI #7");
  EXPECT_EQ(world.settings().sources.at("batch"), "GitHub Actions");
  world.write("testcenter.json", R"({"batch": "file"})");
  EXPECT_EQ(world.settings().batch, "file");
  world.set("TESTCENTER_BATCH", "environment");
  EXPECT_EQ(world.settings().batch, "environment");
  Config command_line;
  command_line.batch = "command line";
  EXPECT_EQ(world.settings({}, command_line).batch, "command line");
  Config code;
  code.batch = "code";
  EXPECT_EQ(world.settings(code, command_line).batch, "code");
}

TEST(Precedence, EachSettingByItself) {
  World world;
  world.write("testcenter.json", R"({"stall_timeout": 1, "exit_timeout": 1, "batch": "file"})");
  world.set("TESTCENTER_STALL_TIMEOUT", "2").set("TESTCENTER_BATCH", "");
  Config code;
  code.connect_timeout = milliseconds(3);
  const auto settings = world.settings(code);
  EXPECT_EQ(settings.stall_timeout, milliseconds(2000));
  EXPECT_EQ(settings.exit_timeout, milliseconds(1000));
  EXPECT_EQ(settings.connect_timeout, milliseconds(3));
  EXPECT_EQ(settings.batch, "file");
}

TEST(Precedence, WhatStandsByItselfBeatsWhatStandsInTheUrl) {
  World world;
  world.set("TESTCENTER_URL", "http://h/project/P?batch=B&token=T");
  world.set("TESTCENTER_PROJECT", "Q").set("TESTCENTER_BATCH", "C").set("TESTCENTER_TOKEN", "U");
  const auto settings = world.settings();
  EXPECT_EQ(settings.project, "Q");
  EXPECT_EQ(settings.batch, "C");
  EXPECT_EQ(settings.token, "U");
  EXPECT_EQ(settings.sources.at("project"), "TESTCENTER_PROJECT");
}

TEST(Precedence, WhatStandsInAUrlBeatsLowerLevels) {
  World world;
  world.set("TESTCENTER_URL", "http://h/project/P");
  world.write("testcenter.json", R"({"project": "file", "batch": "file"})");
  const auto settings = world.settings();
  EXPECT_EQ(settings.project, "P");
  EXPECT_EQ(settings.sources.at("project"), "TESTCENTER_URL");
  EXPECT_EQ(settings.batch, "file");
}

TEST(Precedence, WithoutAnythingTheDefaultsHold) {
  const auto settings = World().settings();
  EXPECT_EQ(settings.mode, Mode::live);
  EXPECT_EQ(settings.verbose, Verbosity::normal);
  EXPECT_EQ(settings.crash_handlers, CrashHandlers::on);
  EXPECT_EQ(settings.capture, testcenter::Capture::off);
  EXPECT_EQ(settings.url, "http://localhost:8800");
  EXPECT_EQ(settings.project, "default");
  EXPECT_EQ(settings.max_passes, 1000U);
  EXPECT_EQ(settings.stall_timeout, milliseconds(5000));
  EXPECT_EQ(settings.exit_timeout, milliseconds(60000));
  EXPECT_EQ(settings.connect_timeout, milliseconds(5000));
  EXPECT_EQ(settings.request_timeout, milliseconds(30000));
  EXPECT_EQ(settings.journal_limit, 1ULL << 30U);
  EXPECT_EQ(settings.attachment_limit, 64ULL << 20U);
  EXPECT_TRUE(settings.sources.empty());
  EXPECT_TRUE(settings.warnings.empty());
}

TEST(Precedence, OffInCodeOrOnTheCommandLineReadsNothingElse) {
  World world;
  world.set("TESTCENTER_MODE", "nonsense");
  Config off;
  off.mode = Mode::off;
  EXPECT_EQ(world.settings(off).mode, Mode::off);
  EXPECT_EQ(world.settings(off).sources.at("mode"), "code");
  EXPECT_EQ(world.settings({}, off).mode, Mode::off);
  EXPECT_EQ(world.settings({}, off).sources.at("mode"), "command line");
  World switched_off;
  switched_off.set("TESTCENTER_MODE", "off");
  Config live;
  live.mode = Mode::live;
  EXPECT_EQ(switched_off.settings(live).mode, Mode::live);
}

TEST(Precedence, OffMayStandInTheFile) {
  World world;
  world.write("testcenter.json", R"({"mode": "off"})");
  EXPECT_EQ(world.settings().mode, Mode::off);
}

TEST(Precedence, AClientKeyMayComeFromAnotherLevelThanItsCertificate) {
  World world;
  world.write("pem", "x");
  world.write("testcenter.json", R"({"client_cert": "pem"})");
  world.set("TESTCENTER_CLIENT_KEY", world.path("pem"));
  EXPECT_EQ(world.settings().client_key, world.path("pem"));
}

TEST(Precedence, AReportIdLeavesTheBatchOfTheCiSystemOut) {
  World world;
  world.set("BUILDKITE", "true").set("BUILDKITE_BUILD_NUMBER", "7");
  world.set("TESTCENTER_REPORT_ID", "25");
  EXPECT_EQ(world.settings().batch, "");
}

TEST(SpoolDir, FollowsTheUsersFolders) {
  World world;
  EXPECT_EQ(world.settings().spool_dir, "/tmp/testcenter-reporter-1234");
  world.set("TMPDIR", "/var/tmp");
  EXPECT_EQ(world.settings().spool_dir, "/var/tmp/testcenter-reporter-1234");
  world.set("HOME", "/home/me");
  EXPECT_EQ(world.settings().spool_dir, "/home/me/.local/state/testcenter-reporter");
  world.set("XDG_STATE_HOME", "/state");
  EXPECT_EQ(world.settings().spool_dir, "/state/testcenter-reporter");
  world.set("XDG_STATE_HOME", "relative");
  EXPECT_EQ(world.settings().spool_dir, "/home/me/.local/state/testcenter-reporter");
  world.set("TESTCENTER_SPOOL_DIR", "spool");
  EXPECT_EQ(world.settings().spool_dir, world.path("spool"));
}

}  // namespace
