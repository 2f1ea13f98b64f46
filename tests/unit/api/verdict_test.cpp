#include "api/verdict.hpp"

#include "support/fake_transport.hpp"

#include <gmock/gmock.h>

#include <string>
#include <utility>

namespace testcenter::api {
namespace {

using http::Failure;
using std::chrono::milliseconds;
using test::FakeTransport;
using testing::HasSubstr;
using testing::Not;

constexpr const char* html = "<!DOCTYPE html><title>Login</title>";

struct Row {
  const char* name;
  http::Reply reply;
  Verdict verdict;
  const char* said = "";
};

http::Reply answer(int status, std::string body = {}, std::string type = "application/json") {
  return FakeTransport::answer(status, std::move(body), std::move(type));
}

http::Reply page(int status) { return answer(status, html, "text/html; charset=utf-8"); }

http::Reply redirect(int status, std::string location) {
  http::Response response;
  response.status = status;
  response.location = std::move(location);
  return response;
}

http::Reply wait(int status, milliseconds time) {
  http::Response response;
  response.status = status;
  response.retry_after = time;
  return response;
}

class Verdicts : public testing::TestWithParam<Row> {};

/// But for success, an element, an event and a batch are judged alike.
TEST_P(Verdicts, OfEveryEndpointAreTheSame) {
  const Row& row = GetParam();
  const BatchAnswer batch = judge_batch(row.reply, 2);
  EXPECT_EQ(judge_run(row.reply).verdict, row.verdict);
  EXPECT_EQ(judge_suite(row.reply, 0).verdict, row.verdict);
  EXPECT_EQ(judge_event(row.reply).verdict, row.verdict);
  EXPECT_EQ(batch.whole.verdict, row.verdict);
  ASSERT_EQ(batch.entries.size(), 2U);
  EXPECT_EQ(batch.entries[1].verdict, row.verdict);
}

TEST_P(Verdicts, HaveAReasonOnOneLine) {
  const std::string reason = judge_run(GetParam().reply).reason;
  EXPECT_THAT(reason, HasSubstr(GetParam().said));
  EXPECT_FALSE(reason.empty());
  EXPECT_EQ(reason.find('\n'), std::string::npos);
  EXPECT_LT(reason.size(), 500U);
}

INSTANTIATE_TEST_SUITE_P(
    OfFailures, Verdicts,
    testing::Values(
        Row{"not_sent", Failure{Failure::Kind::not_sent, "refused"}, Verdict::not_sent, "refused"},
        Row{"unknown", Failure{Failure::Kind::outcome_unknown, "cut"}, Verdict::outcome_unknown,
            "cut"},
        Row{"aborted", Failure{Failure::Kind::aborted, "ended"}, Verdict::aborted, "ended"},
        Row{"unusable", Failure{Failure::Kind::unusable, "bad CA"}, Verdict::stopped, "bad CA"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    OfStatuses, Verdicts,
    testing::Values(
        Row{"bad_request", answer(400, R"({"code": 400, "message": "no such run"})"),
            Verdict::rejected, "400 Bad Request: the server says \"no such run\""},
        Row{"conflict", answer(409), Verdict::rejected, "409"},
        Row{"unprocessable", answer(422, "plain words"), Verdict::rejected, "plain words"},
        Row{"unauthorized", answer(401), Verdict::stopped, "TESTCENTER_TOKEN"},
        Row{"forbidden", answer(403), Verdict::stopped, "may upload"},
        Row{"not_found", answer(404), Verdict::stopped, "TESTCENTER_URL"},
        Row{"wrong_method", answer(405), Verdict::stopped, "TESTCENTER_URL"},
        Row{"proxy_login", answer(407), Verdict::stopped, "TESTCENTER_PROXY"},
        Row{"request_timeout", answer(408), Verdict::outcome_unknown, "408 Request Timeout"},
        Row{"too_large", answer(413), Verdict::too_large, "413"},
        Row{"too_many", answer(429), Verdict::wait, "429 Too Many Requests"},
        Row{"server_error", answer(500, R"({"code": 500, "message": "oops"})"),
            Verdict::outcome_unknown, "oops"},
        Row{"not_implemented", answer(501), Verdict::outcome_unknown, "501"},
        Row{"bad_gateway", answer(502), Verdict::outcome_unknown, "502 Bad Gateway"},
        Row{"unavailable", answer(503), Verdict::outcome_unknown, "503 Service Unavailable"},
        Row{"unavailable_for_now", wait(503, milliseconds(2000)), Verdict::wait, "503"},
        Row{"gateway_timeout", answer(504), Verdict::outcome_unknown, "504 Gateway Timeout"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    OfStrangers, Verdicts,
    testing::Values(
        Row{"redirect", redirect(302, "https://me:pw@sso.example.com/login?token=secret#x"),
            Verdict::stopped, "a redirect to sso.example.com/login; this is not the upload API"},
        Row{"relative_redirect", redirect(307, "/login"), Verdict::stopped, "a redirect to /login"},
        Row{"redirect_to_nowhere", redirect(301, ""), Verdict::stopped, "a redirect"},
        Row{"page_as_success", page(200), Verdict::stopped, "HTML"},
        Row{"page_without_type", answer(201, std::string("\n ") + html, ""), Verdict::stopped,
            "HTML"},
        Row{"page_as_bad_request", page(400), Verdict::stopped, "HTML"},
        Row{"page_with_a_title",
            answer(400, "<HTML><Title id=a>No\ncertificate</TITLE></HTML>", "text/html"),
            Verdict::stopped, "the answer is an HTML page, \"No certificate\"; this is not"},
        Row{"page_whose_title_does_not_end", answer(400, "<title>x", "text/html"), Verdict::stopped,
            "the answer is an HTML page; this is not"},
        Row{"page_whose_title_does_not_begin", answer(400, "<title", "text/html"), Verdict::stopped,
            "the answer is an HTML page; this is not"},
        Row{"page_as_not_found", page(404), Verdict::stopped, "TESTCENTER_URL"},
        Row{"page_of_an_outage", page(502), Verdict::outcome_unknown, "502"},
        Row{"page_of_overload", page(503), Verdict::outcome_unknown, "503"},
        Row{"page_of_too_large", page(413), Verdict::too_large, "413"},
        Row{"page_of_too_many", page(429), Verdict::wait, "429"}),
    [](const auto& row) { return row.param.name; });

TEST(VerdictReason, NeverShowsWhatARedirectCarries) {
  const Answer answer = judge_event(redirect(302, "https://me:pw@host/login?token=secret#part"));
  for (const char* hidden : {"secret", "pw", "me:", "part", "?"}) {
    EXPECT_THAT(answer.reason, Not(HasSubstr(hidden)));
  }
}

TEST(VerdictReason, CutsAndCleansTheServersWords) {
  const std::string words = "first\\nsecond \\u001b[31m" + std::string(100000, 'x');
  const Answer said = judge_event(answer(400, "{\"message\": \"" + words + "\"}"));
  EXPECT_THAT(said.reason, HasSubstr("first second \\x1b[31mxxx"));
  EXPECT_LT(said.reason.size(), 300U);
}

TEST(VerdictReason, ShowsWordsThatAreNoJson) {
  EXPECT_THAT(judge_event(answer(400, "{\"message\": ")).reason, HasSubstr("{\"message\": "));
  EXPECT_EQ(judge_event(answer(400, "")).reason, "400 Bad Request");
}

TEST(VerdictReason, DoesNotQuoteAPage) {
  EXPECT_THAT(judge_event(page(500)).reason, Not(HasSubstr("DOCTYPE")));
}

TEST(Waiting, TakesTheTimeItIsToldAndASecondElsewhere) {
  EXPECT_EQ(judge_event(wait(429, milliseconds(7000))).retry_after, milliseconds(7000));
  EXPECT_EQ(judge_event(wait(503, milliseconds(0))).retry_after, milliseconds(0));
  EXPECT_EQ(judge_event(answer(429)).retry_after, milliseconds(1000));
}

TEST(Success, OfASuiteTellsItsReport) {
  const SuiteAnswer suite =
      judge_suite(answer(201, R"({"project": "P", "batch": "B", "reportId": 25, "runId": 12})"), 0);
  EXPECT_EQ(suite.verdict, Verdict::accepted);
  EXPECT_EQ(suite.run_id, 12);
  EXPECT_EQ(suite.report_id, 25);
}

TEST(Success, OfASuiteWithoutAReportKeepsTheOneAskedFor) {
  EXPECT_EQ(judge_suite(answer(200, R"({"runId": 12})"), 25).report_id, 25);
}

TEST(Success, OfARunMayBeAny2xxAndAnyKindOfInteger) {
  EXPECT_EQ(judge_run(answer(200, R"({"runId": 12})")).run_id, 12);
  EXPECT_EQ(judge_run(answer(201, R"({"runId": 12.0, "more": []})")).run_id, 12);
  EXPECT_EQ(judge_run(answer(299, R"({"runId": 9007199254740993})")).run_id, 9007199254740993);
}

TEST(Success, OfARunWithoutAReadableIdIsUnknown) {
  for (const char* body : {"", "{}", "[]", "null", "{\"runId\":", "{\"runId\": \"12\"}",
                           "{\"runId\": 1.5}", "{\"runId\": -1}", "{\"runId\": 0}",
                           "{\"runId\": 1e300}", "{\"runId\": 99999999999999999999}"}) {
    const RunAnswer run = judge_run(answer(201, body));
    EXPECT_EQ(run.verdict, Verdict::outcome_unknown) << body;
    EXPECT_EQ(run.run_id, 0) << body;
    EXPECT_THAT(run.reason, HasSubstr("201 Created, but no runId")) << body;
  }
}

TEST(Success, SurvivesDeepNesting) {
  EXPECT_EQ(judge_run(answer(201, std::string(1 << 20, '['))).verdict, Verdict::outcome_unknown);
}

TEST(Success, OfAnEventIsAny2xx) {
  EXPECT_EQ(judge_event(answer(204, "", "")).verdict, Verdict::accepted);
  EXPECT_EQ(judge_event(answer(204, "", "text/html; charset=utf-8")).verdict, Verdict::accepted)
      << "a type without a body is no page";
  EXPECT_EQ(judge_event(answer(200, "\r\n", "text/html")).verdict, Verdict::accepted);
  EXPECT_EQ(judge_event(answer(201, "{ }")).verdict, Verdict::accepted);
}

TEST(Secrets, OfAnswersAreHiddenBeforeWordsAreCut) {
  const std::string nearly_too_long = std::string(198, 'x') + "canary";
  for (http::Reply reply :
       {redirect(302, "http://center/" + nearly_too_long.substr(8)),
        answer(200, "<title>" + nearly_too_long + "</title>", "text/html"),
        answer(401, R"({"message": ")" + nearly_too_long + "\"}"), answer(400, nearly_too_long)}) {
    std::get<http::Response>(reply).secrets = {"canary"};
    const std::string reason = judge_run(reply).reason;
    EXPECT_THAT(reason, HasSubstr("xx"));
    EXPECT_THAT(reason, Not(HasSubstr("xxc")));
  }
}

}  // namespace
}  // namespace testcenter::api
