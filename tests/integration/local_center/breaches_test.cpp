// One row for each rule that one request can break: what is sent, and the reason that is answered.
// Every center here has suite 1 with case 2 in it.
#include "center_test.hpp"

namespace local_center_tests {
namespace {

struct Row {
  std::string title;
  std::string endpoint;
  std::string body;
  std::string reason;
  std::string content_type = "application/json";
};

class Breaches : public CenterTest, public ::testing::WithParamInterface<Row> {
 protected:
  void SetUp() override { child("cases", suite("suite"), "case"); }

  /// Without who is just connected.
  json stored() const {
    auto reports = center.get_json("/api/reports");
    for (auto& report : reports) report.erase("writers");
    return reports;
  }
};

std::string title_of(const ::testing::TestParamInfo<Row>& info) { return info.param.title; }

TEST_P(Breaches, are_answered_with_400_and_the_reason_and_store_nothing) {
  const auto& row = GetParam();
  const auto before = stored();

  expect_refused(post_raw(row.endpoint, row.body, row.content_type), row.reason);

  EXPECT_EQ(stored(), before);
  const auto status = center.get_json("/api/status");
  EXPECT_EQ(status["breaches"], 1);
  const std::string noted = status["lastBreaches"][0];
  EXPECT_EQ(noted.rfind("POST /upload/" + row.endpoint + ": ", 0), 0U) << noted;
  EXPECT_THAT(noted, ::testing::HasSubstr(row.reason));
}

INSTANTIATE_TEST_SUITE_P(
    body, Breaches,
    ::testing::Values(
        Row{"form_for_json", "suites", "project=P", "content type must be application/json",
            "application/x-www-form-urlencoded"},
        Row{"text_for_json", "cases", R"({"runId":1,"test":{"name":"T"}})",
            "content type must be application/json, not 'text/plain'", "text/plain"},
        Row{"multipart_for_suite", "suites", "--B\r\n\r\n--B--\r\n",
            "must be application/json, not 'multipart/form-data'",
            "multipart/form-data; boundary=B"},
        Row{"empty_body", "suites", "", "the body is not JSON"},
        Row{"cut_json", "suites", R"({"project":"P")", "the body is not JSON"},
        Row{"text_behind_json", "cases", R"({"runId":1,"test":{"name":"T"}} x)",
            "the body is not JSON"},
        Row{"comment", "cases", R"({"runId":1,"test":{"name":"T"}/**/})", "the body is not JSON"},
        Row{"huge_number", "cases", R"({"runId":1e999,"test":{"name":"T"}})",
            "the body is not JSON: number overflow"},
        Row{"invalid_utf8", "cases", "{\"runId\":1,\"test\":{\"name\":\"\xff\"}}",
            "ill-formed UTF-8"},
        Row{"half_surrogate", "cases", R"({"runId":1,"test":{"name":"\ud800"}})",
            "the body is not JSON"},
        Row{"raw_control_character", "cases", "{\"runId\":1,\"test\":{\"name\":\"\x01\"}}",
            "the body is not JSON"},
        Row{"key_twice", "cases", R"({"runId":1,"runId":1,"test":{"name":"T"}})",
            "the field 'runId' comes twice"},
        Row{"deep_nesting", "cases", std::string(100000, '['), "nested too deeply"},
        Row{"array_for_object", "suites", "[]", "the body must be an object"},
        Row{"text_for_object", "cases", "\"x\"", "the body must be an object"},
        Row{"null_for_event", "events", "null", "an event must be an object"}),
    title_of);

INSTANTIATE_TEST_SUITE_P(
    suite, Breaches,
    ::testing::Values(
        Row{"no_project", "suites", R"({"test":{"name":"T"}})", "missing field 'project'"},
        Row{"no_project_beside_report", "suites", R"({"reportId":1,"test":{"name":"T"}})",
            "missing field 'project'"},
        Row{"empty_project", "suites", R"({"project":"","test":{"name":"T"}})",
            "'project' must not be empty"},
        Row{"project_no_text", "suites", R"({"project":1,"test":{"name":"T"}})",
            "'project' must be a string"},
        Row{"empty_batch", "suites", R"({"project":"P","batch":"","test":{"name":"T"}})",
            "'batch' must not be empty"},
        Row{"batch_null", "suites", R"({"project":"P","batch":null,"test":{"name":"T"}})",
            "'batch' must be a string"},
        Row{"report_as_text", "suites", R"({"project":"P","reportId":"1","test":{"name":"T"}})",
            "'reportId' must be an integer"},
        Row{"report_with_fraction", "suites",
            R"({"project":"P","reportId":1.0,"test":{"name":"T"}})",
            "'reportId' must be an integer"},
        Row{"report_too_large", "suites",
            R"({"project":"P","reportId":9223372036854775808,"test":{"name":"T"}})",
            "'reportId' is too large"},
        Row{"report_unknown", "suites", R"({"project":"P","reportId":7,"test":{"name":"T"}})",
            "report 7 is unknown"},
        Row{"report_of_other_project", "suites",
            R"({"project":"P","reportId":1,"test":{"name":"T"}})",
            "report 1 does not belong to the project 'P'"},
        Row{"report_of_other_batch", "suites",
            R"({"project":"Project","batch":"B","reportId":1,"test":{"name":"T"}})",
            "report 1 does not belong to the batch 'B'"},
        Row{"report_with_other_labels", "suites",
            R"({"project":"Project","reportId":1,"labels":[{"key":"a","value":"b"}],"test":{"name":"T"}})",
            "report 1 has other labels"},
        Row{"labels_as_object", "suites",
            R"({"project":"P","labels":{"a":"b"},"test":{"name":"T"}})",
            "'labels' must be an array"},
        Row{"label_without_value", "suites",
            R"({"project":"P","labels":[{"key":"a"}],"test":{"name":"T"}})",
            "missing field 'labels[0].value'"},
        Row{"label_value_no_text", "suites",
            R"({"project":"P","labels":[{"key":"a","value":1}],"test":{"name":"T"}})",
            "'labels[0].value' must be a string"},
        Row{"label_empty_key", "suites",
            R"({"project":"P","labels":[{"key":"","value":"b"}],"test":{"name":"T"}})",
            "'labels[0].key' must not be empty"},
        Row{"label_unknown_field", "suites",
            R"({"project":"P","labels":[{"key":"a","value":"b","x":1}],"test":{"name":"T"}})",
            "unknown field 'labels[0].x'"},
        Row{"label_key_twice", "suites",
            R"({"project":"P","labels":[{"key":"a","value":"b"},{"key":"a","value":"c"}],"test":{"name":"T"}})",
            "two labels have the key 'a'"},
        Row{"unknown_field", "suites", R"({"project":"P","name":"N","test":{"name":"T"}})",
            "unknown field 'name'"},
        Row{"run_for_suite", "suites", R"({"project":"P","runId":1,"test":{"name":"T"}})",
            "unknown field 'runId'"}),
    title_of);

INSTANTIATE_TEST_SUITE_P(
    element, Breaches,
    ::testing::Values(
        Row{"no_test", "suites", R"({"project":"P"})", "missing field 'test'"},
        Row{"test_no_object", "cases", R"({"runId":1,"test":"T"})", "test must be an object"},
        Row{"no_name", "cases", R"({"runId":1,"test":{}})", "missing field 'test.name'"},
        Row{"empty_name", "cases", R"({"runId":1,"test":{"name":""}})",
            "'test.name' must not be empty"},
        Row{"summary_no_text", "cases", R"({"runId":1,"test":{"name":"T","summary":1}})",
            "'test.summary' must be a string"},
        Row{"description_null", "cases", R"({"runId":1,"test":{"name":"T","description":null}})",
            "'test.description' must be a string"},
        Row{"unknown_test_field", "cases", R"({"runId":1,"test":{"name":"T","time":1}})",
            "unknown field 'test.time'"},
        Row{"unknown_field", "cases", R"({"runId":1,"project":"P","test":{"name":"T"}})",
            "unknown field 'project'"},
        Row{"no_run", "sections", R"({"test":{"name":"T"}})", "missing field 'runId'"},
        Row{"run_as_text", "sections", R"({"runId":"1","test":{"name":"T"}})",
            "'runId' must be an integer"},
        Row{"run_unknown", "sections", R"({"runId":99,"test":{"name":"T"}})", "run 99 is unknown"},
        Row{"run_negative", "sections", R"({"runId":-1,"test":{"name":"T"}})", "run -1 is unknown"},
        Row{"case_in_case", "cases", R"({"runId":2,"test":{"name":"T"}})",
            "the parent of a case must be a suite, not a case"},
        Row{"scenario_in_case", "scenarios", R"({"runId":2,"test":{"name":"T"}})",
            "the parent of a scenario must be a feature, not a case"},
        Row{"step_in_suite", "steps", R"({"runId":1,"test":{"name":"T"}})",
            "the parent of a step must be a scenario, not a suite"}),
    title_of);

INSTANTIATE_TEST_SUITE_P(
    event, Breaches,
    ::testing::Values(
        Row{"no_run", "events", R"({"type":"LOG"})", "missing field 'runId'"},
        Row{"run_unknown", "events", R"({"runId":99,"type":"LOG"})", "run 99 is unknown"},
        Row{"no_type", "events", R"({"runId":2})", "missing field 'type'"},
        Row{"unknown_type", "events", R"({"runId":2,"type":"PASSED"})",
            "unknown event type 'PASSED'"},
        Row{"lower_case_type", "events", R"({"runId":2,"type":"pass"})",
            "unknown event type 'pass'"},
        Row{"message_no_text", "events", R"({"runId":2,"type":"LOG","message":7})",
            "'message' must be a string"},
        Row{"detail_no_text", "events", R"({"runId":2,"type":"LOG","detail":[]})",
            "'detail' must be a string"},
        Row{"unknown_field", "events", R"({"runId":2,"type":"LOG","time":7})",
            "unknown field 'time'"},
        Row{"location_no_object", "events", R"({"runId":2,"type":"LOG","location":"a.cpp:1"})",
            "location must be an object"},
        Row{"location_without_line", "events",
            R"({"runId":2,"type":"LOG","location":{"uri":"a.cpp"}})",
            "missing field 'location.line'"},
        Row{"location_without_uri", "events", R"({"runId":2,"type":"LOG","location":{"line":1}})",
            "missing field 'location.uri'"},
        Row{"location_empty_uri", "events",
            R"({"runId":2,"type":"LOG","location":{"uri":"","line":1}})",
            "'location.uri' must not be empty"},
        Row{"line_as_text", "events",
            R"({"runId":2,"type":"LOG","location":{"uri":"a.cpp","line":"1"}})",
            "'location.line' must be an integer"},
        Row{"line_negative", "events",
            R"({"runId":2,"type":"LOG","location":{"uri":"a.cpp","line":-1}})",
            "'location.line' must not be negative"},
        Row{"location_unknown_field", "events",
            R"({"runId":2,"type":"LOG","location":{"uri":"a.cpp","line":1,"column":1}})",
            "unknown field 'location.column'"},
        Row{"trace_no_array", "events", R"({"runId":2,"type":"LOG","trace":{}})",
            "'trace' must be an array"},
        Row{"trace_line_negative", "events",
            R"({"runId":2,"type":"LOG","trace":[{"uri":"a","line":1},{"uri":"a","line":-3}]})",
            "'trace[1].line' must not be negative"},
        Row{"vp_without_uri", "events", R"({"runId":2,"type":"PASS","vp":{}})",
            "missing field 'vp.uri'"},
        Row{"vp_unknown_field", "events", R"({"runId":2,"type":"PASS","vp":{"uri":"u","x":1}})",
            "unknown field 'vp.x'"},
        Row{"vp_beside_attachment", "events",
            R"({"runId":2,"type":"PASS","vp":{"uri":"u"},"attachment":"a.txt"})",
            "'vp' and 'attachment' exclude each other"},
        Row{"attachment_in_json", "events", R"({"runId":2,"type":"LOG","attachment":"a.txt"})",
            "the file 'a.txt' was not uploaded with this request"},
        Row{"screenshot_in_json", "events", R"({"runId":2,"type":"LOG","screenshot":"a.png"})",
            "the file 'a.png' was not uploaded with this request"},
        Row{"vp_file_in_json", "events",
            R"({"runId":2,"type":"LOG","vp":{"uri":"u","attachment":"b.png"}})",
            "the file 'b.png' was not uploaded with this request"},
        Row{"empty_attachment", "events", R"({"runId":2,"type":"LOG","attachment":""})",
            "'attachment' must not be empty"},
        Row{"array_of_events_as_json", "events", R"([{"runId":2,"type":"LOG"}])",
            "an event must be an object"}),
    title_of);

using OddRequests = CenterTest;

TEST_F(OddRequests, without_a_content_type_are_refused) {
  const auto answer =
      raw_exchange(center.port(),
                   "POST /upload/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                   "Content-Length: 2\r\n\r\n{}");
  EXPECT_EQ(answer.rfind("HTTP/1.1 400 ", 0), 0U) << answer;
  EXPECT_THAT(answer, ::testing::HasSubstr("content type must be application/json, not ''"));
  EXPECT_EQ(breaches(), 1);
}

TEST_F(OddRequests, with_an_encoding_are_refused_whether_or_not_it_is_known) {
  httplib::Client client("127.0.0.1", center.port());
  client.set_keep_alive(true);
  const std::string body = R"({"project":"P","test":{"name":"T"}})";
  for (const auto* encoding : {"gzip", "deflate", "br", "unknown"}) {
    const auto answer =
        client.Post("/upload/suites", {{"Content-Encoding", encoding}}, body, "application/json");
    ASSERT_TRUE(answer) << encoding;
    EXPECT_EQ(answer->status, 415) << encoding;
    EXPECT_EQ(json::parse(answer->body)["message"], "a body must come without Content-Encoding");
  }
  EXPECT_EQ(client.Post("/upload/suites", body, "application/json")->status, 201);
}

TEST_F(OddRequests, that_are_too_large_are_refused) {
  constexpr std::size_t size = 256 * 1024 * 1024 + 1;
  const std::string piece(std::size_t{1024} * 1024, ' ');
  httplib::Client client("127.0.0.1", center.port());
  client.set_read_timeout(60);
  const auto answer = client.Post(
      "/upload/events", size,
      [&](std::size_t offset, std::size_t, httplib::DataSink& sink) {
        return sink.write(piece.data(), std::min(piece.size(), size - offset));
      },
      "application/json");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 413);
  EXPECT_THAT(answer->body, ::testing::HasSubstr("the request is larger than 256 MiB"));
  EXPECT_EQ(breaches(), 1);
}

TEST_F(OddRequests, that_are_no_http_do_no_harm) {
  raw_exchange(center.port(), "\x16\x03\x01 hello\r\n\r\n");
  raw_exchange(center.port(), "GET " + std::string(20000, '/') + " HTTP/1.1\r\n\r\n");
  EXPECT_EQ(center.get_json("/api/reports"), json::array());
}

TEST_F(OddRequests, that_lose_their_connection_are_no_breach) {
  // A client that is killed leaves such a request; what came of it is not kept.
  raw_exchange(center.port(),
               "POST /upload/suites HTTP/1.1\r\nHost: localhost\r\n"
               "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n"
               R"({"project":"P","test":{"name":"T"}})",
               Then::end);
  EXPECT_EQ(breaches(), 0);
  EXPECT_EQ(center.get_json("/api/reports"), json::array());
}

TEST_F(OddRequests, whose_pieces_are_broken_are_breaches) {
  raw_exchange(center.port(),
               "POST /upload/suites HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
               "Content-Type: application/json\r\nContent-Length: 100\r\n"
               "Transfer-Encoding: chunked\r\n\r\nno number\r\n");
  EXPECT_EQ(breaches(), 1);
}

using UnknownEndpoints = CenterTest;

TEST_F(UnknownEndpoints, are_answered_with_404_and_counted) {
  expect_refused(post("nothing", json::object()), "there is no such endpoint", 404);
  expect_refused(post("suite", json::object()), "there is no such endpoint", 404);
  expect_refused(post("suites/", json::object()), "there is no such endpoint", 404);
  expect_refused(post("", json::object()), "there is no such endpoint", 404);
  EXPECT_EQ(breaches(), 4);
}

TEST_F(UnknownEndpoints, include_other_methods_on_upload_paths) {
  const auto answer = get("/upload/suites");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 404);
  EXPECT_EQ(json::parse(answer->body)["message"], "there is no GET /upload/suites");
  EXPECT_EQ(breaches(), 1);
}

TEST_F(UnknownEndpoints, that_are_no_upload_are_no_breach) {
  const auto answer = get("/nothing");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 404);
  EXPECT_EQ(breaches(), 0);
}

TEST_F(OddRequests, are_not_quoted_at_length) {
  const auto answer = post("suites", {{std::string(100000, 'x'), 1}});
  expect_refused(answer, "unknown field 'xxx");
  EXPECT_LE(answer.body["message"].get<std::string>().size(), 1000U);
}

}  // namespace
}  // namespace local_center_tests
