// Secrets stay where they belong: with all of the debug log on, through success and every kind of
// trouble, with servers that say back what they were told, no byte of what a process leaves behind
// has one in it.

#include "integration/reporter/actor_run.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Nobody says "canary" but who gives a secret away. The others are how it looks in Basic
/// authorization, with the user and without.
const std::vector<std::string> traces = {"canary", "Y2FuYXJ5", "NhbmFye", "jYW5hcn"};

std::string told_by(const SeenRequest& request) {
  return request.header("Authorization") + " " + request.header("Proxy-Authorization");
}

std::string quoted(const SeenRequest& request) {
  return R"({"code": 400, "message": "you said )" + told_by(request) + R"("})";
}

/// Answers events with what it was told, and all else as it should.
Behaviour quote_to_events(UploadApi& api, const SeenRequest& request, int status = 207) {
  const auto answer = api.answer(request.target, request.part("eventData"));
  if (request.part("eventData").empty()) return Behaviour::answer(answer.status, answer.body);
  const std::string entry = R"({"code": 400, "body": "you said )" + told_by(request) + R"("})";
  return Behaviour::answer(status, "[" + entry + "," + entry + "," + entry + "]");
}

struct Trouble {
  const char* name;
  std::function<Behaviour(const SeenRequest&)> answer;  ///< none: as it should be
};

void PrintTo(const Trouble& trouble, std::ostream* out) { *out << trouble.name; }

const Trouble troubles[] = {
    {"None", nullptr},
    {"Unauthorized", [](auto& request) { return Behaviour::answer(401, quoted(request)); }},
    {"Refused", [](auto& request) { return Behaviour::answer(400, quoted(request)); }},
    {"Broken", [](auto& request) { return Behaviour::answer(500, quoted(request)); }},
    {"Redirect",
     [](auto&) {
       return Behaviour::answer(
           302, "", {{"Location", "http://u:canary-x@center.invalid/login?token=canary-y#canary"}});
     }},
    {"Page",
     [](auto& request) {
       return Behaviour::answer(200, "<html><title>" + told_by(request) + "</title></html>",
                                {{"Content-Type", "text/html"}});
     }},
    {"CutShort", [](auto& request) { return Behaviour::cut_short(201, quoted(request), 50); }},
    {"NoHttp", [](auto& request) { return Behaviour::raw(told_by(request) + "\r\n\r\n"); }},
    {"BadHeader",
     [](auto& request) {
       return Behaviour::raw("HTTP/1.1 200 " + told_by(request) +
                             "\r\nContent-Length: " + told_by(request) + "\r\n\r\n");
     }},
    {"Reset", [](auto&) { return Behaviour::reset(Behaviour::Moment::request); }},
    {"Stall", [](auto&) { return Behaviour::stall(Behaviour::Moment::request); }},
    {"ProxyRefuses",
     [](auto& request) {
       return Behaviour::answer(407, quoted(request), {{"Proxy-Authenticate", "Basic realm=x"}});
     }},
};

class Secrets : public testing::TestWithParam<Trouble> {
 protected:
  void SetUp() override {
    if (const auto answer = GetParam().answer) server_.otherwise(answer);
    actor_.set("TESTCENTER_VERBOSE", "debug").set("TESTCENTER_STALL_TIMEOUT", "0.3");
  }

  /// All that the process left: its output, and every file, name and content.
  void expect_no_trace(const ActorRun& run) const {
    std::string all = run.out + run.err;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(actor_.folder().path())) {
      all += entry.path().string() + "\n";
      if (entry.is_regular_file()) all += content_of(entry.path().string());
    }
    for (const std::string& trace : traces) EXPECT_THAT(all, Not(HasSubstr(trace)));
  }

  /// What the first request had for authorization.
  std::string run_and_look() {
    const ActorRun run = actor_.run(small_run);
    EXPECT_EQ(0, run.exit_code);
    EXPECT_THAT(run.err, HasSubstr("testcenter: POST /upload/suites")) << "the debug log is on";
    expect_no_trace(run);
    const auto requests = server_.requests();
    return requests.empty() ? "no request came" : told_by(requests[0]);
  }

  ScriptedServer server_;
  Actor actor_{server_.url()};
};

TEST_P(Secrets, OfATokenStay) {
  actor_.set("TESTCENTER_TOKEN", "canary-7391");
  EXPECT_THAT(run_and_look(), HasSubstr("canary-7391"));
}

TEST_P(Secrets, OfATokenFileStay) {
  const TemporaryFolder elsewhere;
  actor_.set("TESTCENTER_TOKEN_FILE", elsewhere.write("token", "canary-7391\n"));
  EXPECT_THAT(run_and_look(), HasSubstr("canary-7391"));
}

TEST_P(Secrets, OfAPasswordStay) {
  actor_.set("TESTCENTER_USER", "squish").set("TESTCENTER_PASSWORD", "canary-p\u00e4ss\"w\\rd");
  EXPECT_THAT(run_and_look(), HasSubstr("Basic c3F1aXNoOmNhbmFye"));
}

TEST_P(Secrets, OfAUrlStay) {
  const std::string host = server_.url().substr(7);
  actor_.set("TESTCENTER_URL", "http://" + host + "/project/P?token=canary-7391");
  EXPECT_THAT(run_and_look(), HasSubstr("canary-7391"));
}

TEST_P(Secrets, OfAProxyStay) {
  actor_.set("TESTCENTER_PROXY", "http://squish:canary%2Dproxy@" + server_.url().substr(7));
  actor_.set("TESTCENTER_URL", "http://center.invalid:8800").set("TESTCENTER_TOKEN", "canary-7391");
  EXPECT_THAT(run_and_look(), HasSubstr("Basic c3F1aXNoOmNhbmFye"));
}

INSTANTIATE_TEST_SUITE_P(Where, Secrets, testing::ValuesIn(troubles),
                         [](const auto& tested) { return std::string(tested.param.name); });

using SecretsOnce = Secrets;

TEST_P(SecretsOnce, OfEventsThatAreRefusedStay) {
  UploadApi api;
  server_.otherwise([&api](const SeenRequest& request) { return quote_to_events(api, request); });
  for (const auto& [user, secret] : {std::pair("", "canary-token"), {"squish", "canary-pass"}}) {
    actor_.set("TESTCENTER_USER", user);
    actor_.set(*user == '\0' ? "TESTCENTER_TOKEN" : "TESTCENTER_PASSWORD", secret);
    actor_.set(*user == '\0' ? "TESTCENTER_PASSWORD" : "TESTCENTER_TOKEN", "");
    const ActorRun run = actor_.run(small_run);
    EXPECT_EQ(3U, run.count("rejected")) << run.err;
    EXPECT_THAT(run.err, HasSubstr("you said"));
    expect_no_trace(run);
  }
}

TEST_P(SecretsOnce, ThatStandInEveryAnswerLeaveItsMeaning) {
  actor_.set("TESTCENTER_USER", "squish").set("TESTCENTER_PASSWORD", "4");  // "code": 400
  for (const int status : {201, 207}) {
    // The server's thread may look at them after this round.
    server_.otherwise([api = std::make_shared<UploadApi>(), status](const SeenRequest& request) {
      return quote_to_events(*api, request, status);
    });
    const ActorRun run = actor_.run(small_run);
    EXPECT_EQ(3U, run.count("rejected")) << run.err;
    EXPECT_THAT(run.err, HasSubstr("400 Bad Request: the server says \"you said Basic ***"));
  }
}

TEST_P(SecretsOnce, ThatJsonSpellsOtherwiseStay) {
  for (const char* said :
       {R"(canary\"7\\3)", R"(p\u00e4ss\"w\\rd\ud83d\udca9)", "p\u00e4ss\\\"w\\\\rd\U0001F4A9"}) {
    const std::string body = std::string(R"({"code": 401, "message": "you said <)") + said + ">\"}";
    server_.then(Behaviour::answer(401, body));
    actor_.set("TESTCENTER_USER", *said == 'c' ? "" : "squish");
    actor_.set("TESTCENTER_TOKEN", *said == 'c' ? "canary\"7\\3" : "");
    actor_.set("TESTCENTER_PASSWORD", *said == 'c' ? "" : "p\u00e4ss\"w\\rd\U0001F4A9");
    const ActorRun run = actor_.run(small_run);
    EXPECT_THAT(run.err, HasSubstr("you said <***>")) << said;
  }
}

TEST_P(SecretsOnce, StayWhereNobodyListens) {
  const RefusingPort port;
  actor_.set("TESTCENTER_URL", port.url()).set("TESTCENTER_TOKEN", "canary-7391");
  const ActorRun run = actor_.run(small_run);
  EXPECT_THAT(run.err, HasSubstr("they are kept"));
  expect_no_trace(run);
}

TEST_P(SecretsOnce, OfAClientsKeyStay) {
  const TemporaryFolder elsewhere;
  const std::string key = elsewhere.write("key.pem", "canary-7391, which is no key\n");
  actor_.set("TESTCENTER_URL", "https://" + server_.url().substr(7));
  actor_.set("TESTCENTER_CLIENT_CERT", key).set("TESTCENTER_CLIENT_KEY", key);
  const ActorRun run = actor_.run(small_run);
  EXPECT_THAT(run.err, HasSubstr("TESTCENTER_CLIENT_KEY"));
  expect_no_trace(run);
}

TEST_P(SecretsOnce, StayWhereTheProcessDies) {
  actor_.set("TESTCENTER_TOKEN", "canary-7391");
  expect_no_trace(actor_.run({"suite:S", "case:C", "fail:bad", "_exit:3"}));
  expect_no_trace(actor_.run({"suite:S", "case:C", "fail:bad", "exit:3"}));
  const RefusingPort port;
  for (const std::string& url : {server_.url(), port.url()}) {
    actor_.set("TESTCENTER_URL", url);
    for (const char* signal : {"raise:11", "raise:6", "raise:15"}) {
      const ActorRun run = actor_.run({"suite:S", "case:C", signal});
      EXPECT_NE(0, run.exit_code);
      expect_no_trace(run);
      const bool is_ended = std::string(signal) == "raise:15";  // sanitizers own the others
      if (is_ended && url == port.url()) {
        EXPECT_THAT(run.err, HasSubstr(".journal")) << "the crash line";
      }
    }
  }
}

TEST_P(SecretsOnce, StayWhereSettingsAreWrong) {
  const TemporaryFolder elsewhere;
  using Settings = std::vector<std::pair<const char*, std::string>>;
  for (const Settings& settings :
       {Settings{{"TESTCENTER_TOKEN", "canary-1"}, {"TESTCENTER_USER", "u"}},
        Settings{{"TESTCENTER_TOKEN", "canary\n2"}},
        Settings{{"TESTCENTER_TOKEN_FILE", elsewhere.write("bad", "canary-1\ncanary-2\n")}},
        Settings{{"TESTCENTER_PASSWORD", "canary-3"}},
        Settings{{"TESTCENTER_PROXY", "http://u:canary-4@host:port"}},
        Settings{{"TESTCENTER_PROXY", "ftp://u:canary-4@host"}},
        Settings{{"TESTCENTER_URL", "http://u:canary-5@host:99999/"}},
        Settings{{"TESTCENTER_URL", "ftp://host/?token=canary-6"}},
        Settings{{"TESTCENTER_URL", "http://host/project/P?token=canary-7&label=broken"}},
        Settings{{"TESTCENTER_URL", "http://host/project/P?tokn=canary-8"}}}) {
    Actor actor(server_.url());
    for (const auto& [name, value] : settings) actor.set(name, value);
    const ActorRun run = actor.run(small_run);
    EXPECT_EQ(0, run.exit_code);
    EXPECT_THAT(run.out + run.err, Not(HasSubstr("canary"))) << settings[0].first;
  }
}

INSTANTIATE_TEST_SUITE_P(All, SecretsOnce, testing::Values(troubles[0]),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(SpoolFolder, IsForItsOwnerAloneWithAllThatIsInIt) {
  const RefusingPort port;
  Actor actor(port.url());
  actor.set("TESTCENTER_STALL_TIMEOUT", "0.3");
  const std::string file = actor.folder().write("seen.txt", "seen");
  std::filesystem::permissions(file, std::filesystem::perms(0644));
  const mode_t before = umask(0);  // whatever the caller lets through
  actor.run({"suite:S", "case:C", "attach:" + file});
  umask(before);
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(actor.spool())) {
    struct stat seen {};
    ASSERT_EQ(0, stat(entry.path().c_str(), &seen));
    EXPECT_EQ(entry.is_directory() ? 0700U : 0600U, seen.st_mode & 07777U) << entry.path();
    files += entry.is_regular_file() ? 1 : 0;
  }
  EXPECT_EQ(2, files) << "the journal and the copy";
  struct stat seen {};
  ASSERT_EQ(0, stat(actor.spool().c_str(), &seen));
  EXPECT_EQ(0700U, seen.st_mode & 07777U);
}

}  // namespace
}  // namespace testcenter::test
