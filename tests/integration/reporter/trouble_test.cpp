// A real process and a server in trouble: the process does what it did without us, says one clear
// line, and loses nothing that it promised to keep.

#include "integration/reporter/actor_run.hpp"
#include "support/scripted_server/scripted_server.hpp"
#include "support/scripted_server/slow_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace testcenter::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST(DeadServer, ThatRefusesLeavesTheJournalAndTheExitCode) {
  const RefusingPort port;
  Actor actor(port.url());
  actor.set("TESTCENTER_STALL_TIMEOUT", "0.3");
  const ActorRun run = actor.run(small_run);
  EXPECT_EQ(0, run.exit_code);
  EXPECT_TRUE(adds_up(run));
  EXPECT_EQ(small_run_results, run.count("pending"));
  EXPECT_THAT(run.err, AllOf(HasSubstr("5 results could not be sent (no progress for 0.3 s"),
                             HasSubstr("testcenter-reporter replay ")));
  ASSERT_THAT(actor.kept(), SizeIs(1));
  EXPECT_THAT(run.err, HasSubstr(actor.kept()[0]));
}

TEST(DeadServer, IsSaidToHaveNothingInTheProgressLine) {
  const RefusingPort port;
  Actor actor(port.url());
  actor.set("TESTCENTER_EXIT_TIMEOUT", "1.5").set("TESTCENTER_STALL_TIMEOUT", "30");
  EXPECT_THAT(actor.run({"suite:S", "case:C"}).err,
              HasSubstr("testcenter: still sending: 0 of 3 results\n"));
}

TEST(DeadServer, ThatNeverAnswersDoesNotHangTheExit) {
  ScriptedServer server;
  server.then(Behaviour::stall(Behaviour::Moment::request), 10);
  Actor actor(server.url());
  actor.set("TESTCENTER_STALL_TIMEOUT", "0.3");
  const ActorRun run = actor.run(small_run);
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ(small_run_results, run.count("pending"));
  EXPECT_THAT(actor.kept(), SizeIs(1));
}

class ServerThatStalls : public testing::TestWithParam<Behaviour::Moment> {};

TEST_P(ServerThatStalls, IsLeftAloneAfterTheStallTimeout) {
  ScriptedServer server;
  server.then(Behaviour::stall(GetParam()), 100);
  Actor actor(server.url());
  actor.set("TESTCENTER_STALL_TIMEOUT", "2").set("TESTCENTER_REQUEST_TIMEOUT", "0.2");
  const ActorRun run = actor.run(small_run);
  EXPECT_EQ(0, run.exit_code);
  EXPECT_TRUE(adds_up(run));
  EXPECT_EQ(small_run_results, run.count("pending"));
  EXPECT_THAT(run.err, HasSubstr("no answer from "));
  EXPECT_THAT(actor.kept(), SizeIs(1));
}

std::string name_of(const testing::TestParamInfo<Behaviour::Moment>& tested) {
  static const char* const names[] = {"Accept", "FirstBytes", "Request"};
  return names[static_cast<int>(tested.param)];
}

INSTANTIATE_TEST_SUITE_P(At, ServerThatStalls,
                         testing::Values(Behaviour::Moment::accept, Behaviour::Moment::first_bytes,
                                         Behaviour::Moment::request),
                         name_of);

TEST(SlowServer, IsWaitedForUpToTheExitTimeoutWithAProgressLine) {
  const SlowServer server;
  Actor actor(server.url());
  actor.set("TESTCENTER_EXIT_TIMEOUT", "1.5").set("TESTCENTER_STALL_TIMEOUT", "30");
  const ActorRun run = actor.run({"suite:S", "case:C", "fails:5000"});
  EXPECT_EQ(0, run.exit_code);
  EXPECT_TRUE(adds_up(run));
  EXPECT_THAT(run.err, AllOf(HasSubstr("testcenter: still sending: "),
                             HasSubstr("(not done within 1.5 s (TESTCENTER_EXIT_TIMEOUT)")));
  EXPECT_THAT(actor.kept(), SizeIs(1));
}

TEST(TroubledServer, ThatResetsConnectionsGetsEverythingInTheEnd) {
  ScriptedServer server;
  server.then(Behaviour::reset(Behaviour::Moment::accept), 2);
  Actor actor(server.url());
  const ActorRun run = actor.run(small_run);
  EXPECT_TRUE(adds_up(run));
  EXPECT_EQ(small_run_results, run.count("acknowledged"));
  EXPECT_THAT(actor.kept(), IsEmpty());
}

TEST(TroubledServer, WithABurstOf500sGetsEverythingAndTheRiskIsCounted) {
  ScriptedServer server;
  server.then(Behaviour::answer(500, R"({"code": 500, "message": "oops"})"), 2);
  const Actor actor(server.url());
  const ActorRun run = actor.run(small_run);
  EXPECT_TRUE(adds_up(run));
  EXPECT_EQ(small_run_results, run.count("acknowledged"));
  EXPECT_EQ(2U, run.count("possible_duplicates"));
  EXPECT_THAT(run.err, HasSubstr("; 2 possibly sent twice"));
}

TEST(TroubledServer, ThatAsksToWaitGetsEverythingOnce) {
  ScriptedServer server;
  server.then(Behaviour::answer(429, "", {{"Retry-After", "0"}}));
  server.then(Behaviour::answer(503, "", {{"Retry-After", "0"}}));
  const Actor actor(server.url());
  const ActorRun run = actor.run(small_run);
  EXPECT_EQ(small_run_results, run.count("acknowledged"));
  EXPECT_EQ(0U, run.count("possible_duplicates"));
}

TEST(TroubledServer, ThatAsksToWaitByADateOrByNonsenseGetsEverythingOnce) {
  for (const char* told : {"Wed, 21 Oct 2015 07:28:00 GMT", "soon"}) {
    ScriptedServer server;
    server.then(Behaviour::answer(429, "", {{"Retry-After", told}}));
    const Actor actor(server.url());
    const ActorRun run = actor.run(small_run);
    EXPECT_EQ(small_run_results, run.count("acknowledged")) << told;
    EXPECT_EQ(1U, run.count("retries")) << told;
    EXPECT_EQ(0U, run.count("possible_duplicates")) << told;
  }
}

TEST(TroubledServer, ThatAnswersWithoutAnEndIsAskedAgainAndCounted) {
  ScriptedServer server;
  server.then(Behaviour::answer(201, "{\"runId\": \"" + std::string(3 << 20, 'x') + "\"}"));
  const Actor actor(server.url());
  const ActorRun run = actor.run(small_run);
  EXPECT_TRUE(adds_up(run));
  EXPECT_EQ(small_run_results, run.count("acknowledged")) << run.err;
  EXPECT_EQ(1U, run.count("possible_duplicates"));
}

TEST(TroubledServer, ThatClosesOrResetsAfterReadingIsAskedAgainAndCounted) {
  for (const Behaviour& behaviour :
       {Behaviour::close(Behaviour::Moment::request), Behaviour::reset(Behaviour::Moment::request),
        Behaviour::close(Behaviour::Moment::first_bytes)}) {
    ScriptedServer server;
    server.then(behaviour);
    const Actor actor(server.url());
    const ActorRun run = actor.run(small_run);
    EXPECT_EQ(small_run_results, run.count("acknowledged"));
    EXPECT_EQ(1U, run.count("possible_duplicates"));
  }
}

TEST(TroubledServer, ThatCutsAnAnswerIsAskedAgainAndCounted) {
  ScriptedServer server;
  server.then(Behaviour::cut_short(201, R"({"project": "p")", 50));
  const Actor actor(server.url());
  const ActorRun run = actor.run(small_run);
  EXPECT_EQ(small_run_results, run.count("acknowledged"));
  EXPECT_EQ(1U, run.count("possible_duplicates"));
}

TEST(TroubledServer, ThatRefusesAnEventGetsTheRestAndIsQuoted) {
  ScriptedServer server;
  UploadApi api;
  server.otherwise([&api](const SeenRequest& request) {
    const std::string events = request.part("eventData");
    if (events.empty()) {
      const auto answer = api.answer(request.target, events);
      return Behaviour::answer(answer.status, answer.body);
    }
    return Behaviour::answer(207, R"([{"code": 201, "body": ""},
                                      {"code": 400, "body": "I do not like this"},
                                      {"code": 201, "body": ""}])");
  });
  const Actor actor(server.url());
  const ActorRun run = actor.run(small_run);
  EXPECT_TRUE(adds_up(run));
  EXPECT_EQ(1U, run.count("rejected"));
  EXPECT_EQ(small_run_results - 1, run.count("acknowledged"));
  EXPECT_THAT(run.err, HasSubstr("I do not like this"));
}

TEST(TroubledServer, ThatRefusesAnElementGetsItsResultsOneLevelUpWithAWarning) {
  ScriptedServer server;
  server.then(Behaviour::answer(201, R"({"project":"p","batch":"b","reportId":1,"runId":1})"));
  server.then(Behaviour::answer(400, R"({"code": 400, "message": "no such case here"})"));
  const Actor actor(server.url());
  const ActorRun run = actor.run(small_run);
  EXPECT_TRUE(adds_up(run));
  EXPECT_EQ(1U, run.count("rejected"));
  EXPECT_EQ(3U, run.count("rerouted"));
  ASSERT_THAT(server.requests(), SizeIs(3));
  const std::string events = server.requests()[2].part("eventData");
  EXPECT_THAT(events, AllOf(HasSubstr("no such case here"), HasSubstr("WARNING"), HasSubstr("good"),
                            HasSubstr("bad")));
}

TEST(TroubledServer, ThatFindsABatchTooLargeGetsItInParts) {
  ScriptedServer server;
  UploadApi api;
  server.otherwise([&api](const SeenRequest& request) {
    if (request.body.size() > 8000) return Behaviour::answer(413);
    const auto answer = api.answer(request.target, request.part("eventData"));
    return Behaviour::answer(answer.status, answer.body);
  });
  const Actor actor(server.url());
  const ActorRun run = actor.run({"suite:S", "case:C", "fails:200"});
  EXPECT_EQ(2U + 200U + 1U, run.count("acknowledged"));
  EXPECT_EQ(0U, run.count("possible_duplicates"));
}

TEST(TroubledServer, ThatQuotesTheTokenIsNotQuotedWithIt) {
  ScriptedServer server;
  server.then(Behaviour::answer(401, R"({"code": 401, "message": "unknown token canary-7391"})"));
  Actor actor(server.url());
  const ActorRun run = actor.set("TESTCENTER_TOKEN", "canary-7391").run(small_run);
  EXPECT_THAT(run.err, AllOf(HasSubstr("unknown token ***"), Not(HasSubstr("canary"))));
}

struct WrongPlace {
  const char* name;
  Behaviour behaviour;
  const char* words;
};

class ServerThatIsNotTheUploadApi : public testing::TestWithParam<WrongPlace> {};

TEST_P(ServerThatIsNotTheUploadApi, StopsTheSendingAndKeepsTheJournal) {
  ScriptedServer server;
  server.then(GetParam().behaviour, 100);
  Actor actor(server.url());
  actor.set("TESTCENTER_TOKEN", "canary-7391");
  const ActorRun run = actor.run(small_run);
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ(1U, run.count("requests"));
  EXPECT_EQ(small_run_results, run.count("pending"));
  EXPECT_THAT(actor.kept(), SizeIs(1));
  EXPECT_THAT(run.err, AllOf(HasSubstr(GetParam().words), Not(HasSubstr("canary"))));
}

INSTANTIATE_TEST_SUITE_P(
    Of, ServerThatIsNotTheUploadApi,
    testing::Values(
        WrongPlace{"BadToken", Behaviour::answer(401, R"({"code": 401, "message": "no"})"), "401"},
        WrongPlace{"Forbidden", Behaviour::answer(403), "403"},
        WrongPlace{"WrongPath", Behaviour::answer(404), "404"},
        WrongPlace{"Login", Behaviour::answer(302, "", {{"Location", "/login"}}), "/login"},
        WrongPlace{"Page", Behaviour::answer(200, "<html></html>", {{"Content-Type", "text/html"}}),
                   "HTML"}),
    [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace testcenter::test
