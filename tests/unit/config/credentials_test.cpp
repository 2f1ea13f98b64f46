#include "world.hpp"

#include <gmock/gmock.h>

#include <string>

using testcenter::Config;

namespace {

TEST(Credentials, ATokenFileIsReadAndTrimmed) {
  World world;
  world.set("TESTCENTER_TOKEN_FILE", world.write("token", " \n T0ken\r\n"));
  const auto settings = world.settings();
  EXPECT_EQ(settings.token, "T0ken");
  EXPECT_EQ(settings.sources.at("token_file"), "TESTCENTER_TOKEN_FILE");
}

TEST(Credentials, ABadTokenFileIsOneClearLineWithoutItsContent) {
  const World world;
  world.make_folder("folder");
  world.write("empty", "");
  world.write("blank", " \n\n");
  world.write("huge", std::string(65 * 1024, 'x'));
  world.write("lines", "SECRET\nSECRET");
  world.write("binary", "SECRET\x01");
  const std::pair<const char*, const char*> table[] = {
      {"missing", "does not exist"},
      {"folder", "is a folder, not a file"},
      {"empty/inside", "does not exist"},
      {"empty", "is empty"},
      {"blank", "is empty"},
      {"huge", "is larger than 64 KiB"},
      {"lines", "has a space, control or non-ASCII character in the token"},
      {"binary", "has a space, control or non-ASCII character in the token"},
  };
  for (const auto& [name, complaint] : table) {
    Config code;
    code.token_file = name;
    EXPECT_EQ(world.error(code),
              std::string("Config::token_file=\"<world>/") + name + "\" " + complaint);
  }
}

TEST(Credentials, TokenAndUserOfOneLevelAreAnError) {
  World world;
  world.set("TESTCENTER_TOKEN", "SECRET").set("TESTCENTER_USER", "alice");
  EXPECT_EQ(world.error(),
            "token and user are both given (TESTCENTER_TOKEN, TESTCENTER_USER): use one of them");
}

TEST(Credentials, TokenAndUserOfOneFileAreAnError) {
  World world;
  world.write("testcenter.json", "{\"user\": \"alice\",\n\"token\": \"SECRET\"}");
  EXPECT_EQ(world.error(),
            "token and user are both given (<world>/testcenter.json:2: \"token\", "
            "<world>/testcenter.json:1: \"user\"): use one of them");
}

TEST(Credentials, TokenAndTokenFileOfOneLevelAreAnError) {
  World world;
  world.set("TESTCENTER_TOKEN", "SECRET").set("TESTCENTER_TOKEN_FILE", "/x");
  EXPECT_EQ(world.error(),
            "token and token_file are both given (TESTCENTER_TOKEN, TESTCENTER_TOKEN_FILE): use "
            "one of them");
}

TEST(Credentials, TokenAndPasswordOfOneLevelAreAnError) {
  World world;
  world.set("TESTCENTER_TOKEN", "SECRET").set("TESTCENTER_PASSWORD", "pw");
  EXPECT_EQ(world.error(),
            "token and password are both given (TESTCENTER_TOKEN, TESTCENTER_PASSWORD): use one of "
            "them");
}

TEST(Credentials, TokenAndUserInsideOneUrlAreAnError) {
  World world;
  world.set("TESTCENTER_URL", "http://alice:pw@h?token=SECRET");
  EXPECT_EQ(world.error(),
            "token and user are both given (TESTCENTER_URL, TESTCENTER_URL): use one of them");
}

TEST(Credentials, ATokenAboveBeatsAUserBelow) {
  World world;
  world.write("testcenter.json", R"({"user": "alice", "password": "pw"})");
  world.set("TESTCENTER_TOKEN", "T");
  const auto settings = world.settings();
  EXPECT_EQ(settings.token, "T");
  EXPECT_EQ(settings.user + settings.password, "");
}

TEST(Credentials, AUserAboveBeatsATokenBelow) {
  World world;
  world.write("testcenter.json", R"({"token": "T"})");
  world.set("TESTCENTER_USER", "alice");
  const auto settings = world.settings();
  EXPECT_EQ(settings.user, "alice");
  EXPECT_EQ(settings.token + settings.password, "");
}

TEST(Credentials, APasswordMayStandAboveOrBelowItsUser) {
  World world;
  world.write("testcenter.json", R"({"user": "alice"})");
  world.set("TESTCENTER_PASSWORD", "pw");
  EXPECT_EQ(world.settings().user, "alice");
  EXPECT_EQ(world.settings().password, "pw");
  Config code;
  code.user = "bob";
  EXPECT_EQ(world.settings(code).user, "bob");
  EXPECT_EQ(world.settings(code).password, "pw");
}

TEST(Credentials, AnotherUsersPasswordIsNotTaken) {
  World world;
  world.set("TESTCENTER_USER", "alice").set("TESTCENTER_PASSWORD", "alices");
  Config code;
  code.user = "bob";
  EXPECT_EQ(world.settings(code).password, "");
  world.set("TESTCENTER_URL", "http://carol:carols@h").set("TESTCENTER_PASSWORD", "");
  EXPECT_EQ(world.settings().user, "alice");
  EXPECT_EQ(world.settings().password, "");
}

TEST(Credentials, APasswordWithoutAUserIsAnError) {
  World world;
  world.set("TESTCENTER_PASSWORD", "SECRET");
  EXPECT_EQ(world.error(), "a password is given without a user (TESTCENTER_PASSWORD)");
  world.write("testcenter.json", R"({"token": "T"})");
  EXPECT_EQ(world.error(), "a password is given without a user (TESTCENTER_PASSWORD)");
  World other;
  other.set("TESTCENTER_URL", "http://:SECRET@h");
  EXPECT_EQ(other.error(), "a password is given without a user (TESTCENTER_URL)");
}

TEST(Credentials, InsideAUrlAreKnownByTheUrl) {
  World world;
  world.set("TESTCENTER_URL", "http://alice:pw@h:1");
  const auto settings = world.settings();
  EXPECT_EQ(settings.url, "http://h:1");
  EXPECT_EQ(settings.user + "/" + settings.password, "alice/pw");
  EXPECT_EQ(settings.sources.at("user"), "TESTCENTER_URL");
}

TEST(Credentials, ATokenFileBeatsTheTokenInsideTheUrl) {
  World world;
  world.set("TESTCENTER_URL", "http://h?token=old").set("TESTCENTER_TOKEN_FILE", "token");
  world.write("token", "new");
  EXPECT_EQ(world.settings().token, "new");
}

TEST(Credentials, OfAUrlAreNotSentToAnotherServer) {
  World world;
  world.write("testcenter.json", R"({"url": "http://one/project/P?token=T&label=a=b&batch=B"})");
  EXPECT_EQ(world.settings().token, "T");
  world.set("TESTCENTER_URL", "http://two");
  const auto settings = world.settings();
  EXPECT_EQ(settings.url, "http://two");
  EXPECT_EQ(settings.token, "");
  EXPECT_EQ(settings.project, "default");
  EXPECT_EQ(settings.batch, "");
  EXPECT_TRUE(settings.labels.empty());
}

}  // namespace
