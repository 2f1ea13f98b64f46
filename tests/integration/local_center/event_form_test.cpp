// POST /upload/events as multipart/form-data.
#include "center_test.hpp"

namespace local_center_tests {
namespace {

const Upload picture = {"shot.png", "image/png", "not really a picture"};
const Upload text = {"log.txt", "text/plain", "line one\nline two\n"};

class EventForm : public CenterTest {
 protected:
  explicit EventForm(std::vector<std::string> arguments = {})
      : CenterTest(std::move(arguments)), run_(suite("suite")) {}

  json event_json(json more = json::object()) const {
    json event = {{"runId", run_}, {"type", "LOG"}};
    event.update(more);
    return event;
  }

  Answer post_events(const json& events, const std::vector<Upload>& files = {}) const {
    return post_form(events.dump(), files);
  }

  json stored() const { return tree()["elements"][0]["events"]; }

  int run_;
};

const json good = {{"code", 201}, {"body", ""}};

TEST_F(EventForm, is_answered_with_one_entry_for_each_event) {
  const auto answer = post_events(
      json::array({event_json({{"type", "FAIL"}, {"screenshot", "shot.png"}}),
                   event_json({{"attachment", "log.txt"}}),
                   event_json({{"vp", {{"uri", "ref.png"}, {"attachment", "shot.png"}}}})}),
      {picture, text});

  EXPECT_EQ(answer.status, 207);
  EXPECT_EQ(answer.body, json({good, good, good}));
  EXPECT_EQ(stored().size(), 3U);
}

TEST_F(EventForm, may_have_no_files) {
  const auto answer = post_events(json::array({event_json(), event_json()}));
  EXPECT_EQ(answer.status, 207);
  EXPECT_EQ(answer.body, json({good, good}));
}

TEST_F(EventForm, takes_event_data_with_file_name_and_type_too) {
  httplib::Client client("127.0.0.1", center.port());
  const auto answer =
      client.Post("/upload/events",
                  testcenter::test::FormParts{{"eventData", json::array({event_json()}).dump(),
                                               "blob", "application/json"}});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 207);
}

TEST_F(EventForm, takes_a_type_in_any_case) {
  const auto answer = post_events(json::array({event_json({{"screenshot", "shot.png"}})}),
                                  {{"shot.png", "IMAGE/PNG; Q=1", "x"}});
  EXPECT_EQ(answer.body, json::array({good}));
  EXPECT_EQ(stored()[0]["screenshot"]["mime"], "image/png; Q=1");
}

TEST_F(EventForm, judges_each_event_by_itself) {
  const auto closed = child("cases", run_, "first");
  child("cases", run_, "second");
  const auto answer = post_events(
      {event_json({{"message", "one"}}), event_json({{"type", "NONSENSE"}}),
       event_json({{"runId", 99}}), event_json({{"runId", closed}}),
       event_json({{"attachment", "missing.txt"}}), event_json({{"screenshot", "log.txt"}}),
       "no object", event_json({{"message", "two"}, {"attachment", "log.txt"}})},
      {text});

  EXPECT_EQ(answer.status, 207);
  ASSERT_EQ(answer.body.size(), 8U);
  const std::vector<std::string> reasons = {"",
                                            "unknown event type 'NONSENSE'",
                                            "run 99 is unknown",
                                            "run " + std::to_string(closed) + " is closed",
                                            "the file 'missing.txt' was not uploaded",
                                            "the screenshot 'log.txt' is no image",
                                            "an event must be an object",
                                            ""};
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    const auto& entry = answer.body[i];
    EXPECT_EQ(entry["code"], reasons[i].empty() ? 201 : 400) << i;
    EXPECT_THAT(entry["body"].get<std::string>(), ::testing::HasSubstr(reasons[i])) << i;
  }
  ASSERT_EQ(stored().size(), 2U);
  EXPECT_EQ(stored()[0]["message"], "one");
  EXPECT_EQ(stored()[1]["message"], "two");
}

TEST_F(EventForm, counts_each_refused_event_as_a_breach) {
  post_events(
      json::array({event_json(), event_json({{"runId", 99}}), event_json({{"type", "X"}})}));
  const auto status = center.get_json("/api/status");
  EXPECT_EQ(status["breaches"], 2);
  EXPECT_EQ(status["lastBreaches"][0], "POST /upload/events, event 1: run 99 is unknown");
}

TEST_F(EventForm, gives_a_file_that_two_events_name_to_both) {
  post_events(json::array({event_json({{"attachment", "log.txt"}}),
                           event_json({{"attachment", "log.txt"}})}),
              {text});
  EXPECT_EQ(stored()[0]["attachment"], stored()[1]["attachment"]);
}

TEST_F(EventForm, takes_files_of_any_bytes_and_of_none) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  bytes += "\r\n--boundary\r\n";
  post_events(
      json::array({event_json({{"attachment", "bytes"}}), event_json({{"attachment", "empty"}})}),
      {{"bytes", "application/octet-stream", bytes}, {"empty", "", ""}});

  const auto file = get(stored()[0]["attachment"]["url"]);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->body, bytes);
  EXPECT_EQ(stored()[1]["attachment"]["size"], 0);
  EXPECT_EQ(stored()[1]["attachment"]["mime"], "application/octet-stream");
}

TEST_F(EventForm, takes_five_hundred_events_at_once) {
  const auto answer = post_events(json::array_t(500, event_json({{"message", "again"}})));
  EXPECT_EQ(answer.body, json(json::array_t(500, good)));
  EXPECT_EQ(stored().size(), 500U);
}

TEST_F(EventForm, is_refused_as_a_whole_when_its_event_data_is_no_array_of_events) {
  expect_refused(post_form("[{]", {}), "eventData is not JSON");
  expect_refused(post_form(event_json().dump(), {}), "eventData must be an array");
  expect_refused(post_form("[]", {}), "eventData must not be empty");
  expect_refused(post_form("[\"\xff\"]", {}), "eventData is not JSON");
}

TEST_F(EventForm, is_refused_as_a_whole_when_a_file_is_not_in_order) {
  const auto named = json::array({event_json({{"attachment", "log.txt"}})}).dump();
  expect_refused(post_form(named, {text, picture}), "no event names the file 'shot.png'");
  expect_refused(post_form(named, {text, text}), "two files have the name 'log.txt'");
  expect_refused(post_form(named, {text, {"", "text/plain", "x"}}), "has no file name");
  expect_refused(post_form(named, {text, {"\xff", "text/plain", "x"}}), "not valid UTF-8");
  EXPECT_EQ(stored().size(), 0U);
}

TEST_F(EventForm, may_carry_a_file_that_only_a_refused_event_names) {
  const auto answer = post_events(
      json::array({event_json(), event_json({{"runId", 99}, {"attachment", "log.txt"}})}), {text});
  EXPECT_EQ(answer.status, 207);
  EXPECT_EQ(answer.body[0], good);
  EXPECT_EQ(get("/api/attachments/1")->status, 404);
}

TEST_F(EventForm, is_refused_as_a_whole_when_its_parts_are_not_as_described) {
  const auto events = json::array({event_json()}).dump();
  httplib::Client client("127.0.0.1", center.port());
  const auto refused = [&](const testcenter::test::FormParts& parts) -> std::string {
    const auto answer = client.Post("/upload/events", parts);
    EXPECT_TRUE(answer && answer->status == 400);
    return answer ? json::parse(answer->body)["message"] : "";
  };
  EXPECT_EQ(refused({{"attachments[]", "x", "x.txt", "text/plain"}}), "missing part 'eventData'");
  EXPECT_EQ(refused({{"eventData", events, "", ""}, {"eventData", events, "", ""}}),
            "the part 'eventData' comes twice");
  EXPECT_EQ(refused({{"eventData", events, "", ""}, {"attachments", "x", "x.txt", ""}}),
            "unknown part 'attachments'");
}

TEST_F(EventForm, is_refused_when_it_is_no_multipart_text) {
  for (const auto* type : {"multipart/form-data", "multipart/form-data; boundary=",
                           "multipart/form-data; boundary=other"}) {
    const auto answer = post_raw("events", "--B\r\n\r\nx\r\n--B--\r\n", type);
    EXPECT_EQ(answer.status, 400) << type;
    EXPECT_EQ(answer.body.value("code", 0), 400) << type;
  }
}

/// Forms as other clients than ours write them.
class WrittenForm : public EventForm {
 protected:
  Answer send(const std::string& disposition, const std::string& file_name,
              const std::string& content_type = "multipart/form-data; boundary=XX") const {
    const auto events = json::array({event_json({{"attachment", file_name}})}).dump();
    const auto body = "--XX\r\nContent-Disposition: form-data; name=\"eventData\"\r\n\r\n" +
                      events + "\r\n--XX\r\nContent-Disposition: " + disposition +
                      "\r\nContent-Type: text/plain\r\n\r\nx\r\n--XX--\r\n";
    return post_raw("events", body, content_type);
  }
};

TEST_F(WrittenForm, may_name_a_file_with_any_sign) {
  for (const std::string name :
       {"a;b.txt", "a=b.txt", "a; filename=b", "<img src=x id=1>.png", "a'b", "a, (b)", " a ",
        "\xC3\xA4", "a%22b", "a\\b", "a/b", ";", "="}) {
    const auto answer = send(R"(form-data; name="attachments[]"; filename=")" + name + '"', name);
    EXPECT_EQ(answer.body, json({good})) << name;
    EXPECT_EQ(stored().back()["attachment"]["name"], name);
  }
}

TEST_F(WrittenForm, may_describe_its_parts_in_any_legal_way) {
  for (const auto* disposition :
       {R"(form-data; filename="a"; name="attachments[]")",
        R"(Form-Data;NAME="attachments[]";FileName=a)",
        R"(form-data; name=attachments[] ; filename=a)",
        "form-data;\r\n name=\"attachments[]\";\r\n\tfilename=a",
        R"(form-data; name="attachments[]"; filename="a"; filename*=UTF-8''b)"}) {
    EXPECT_EQ(send(disposition, "a").body, json({good})) << disposition;
  }
  EXPECT_EQ(send(R"(form-data; name="attachments[]"; filename="a\"b\\.txt")", "a\"b\\.txt").body,
            json({good}));
}

TEST_F(WrittenForm, may_tell_its_boundary_in_any_legal_way) {
  for (const auto* type :
       {"multipart/form-data; boundary=XX; charset=utf-8", "Multipart/Form-Data; Boundary=XX",
        "multipart/form-data;boundary=\"XX\"",
        "multipart/form-data ; charset=\"a;b\"; boundary=XX"}) {
    EXPECT_EQ(send(R"(form-data; name="attachments[]"; filename="a")", "a", type).body,
              json({good}))
        << type;
  }
}

TEST_F(WrittenForm, is_refused_with_what_is_wrong_with_it) {
  const auto refuse = [&](const std::string& body, const std::string& reason) {
    expect_refused(post_raw("events", body, "multipart/form-data; boundary=XX"), reason);
  };
  refuse("", "its boundary never comes");
  refuse("--XY\r\n", "its boundary never comes");
  refuse("--XX\r\n\r\nx", "its last boundary is missing");
  refuse("--XXY\r\n\r\nx\r\n--XX--", "a boundary that does not end its line");
  refuse("--XX\r\n\r\nx\r\n--XX--", "a part has no name");
  refuse("--XX--", "missing part 'eventData'");
  expect_refused(post_raw("events", "--XX--", "multipart/form-data"), "names no boundary");
}

TEST_F(WrittenForm, has_at_most_1024_parts) {
  std::string body;
  for (int i = 0; i < 1025; ++i) body += "--XX\r\n\r\n\r\n";
  expect_refused(post_raw("events", body + "--XX--\r\n", "multipart/form-data; boundary=XX"),
                 "more than 1024 parts");
}

class RequiredAttachments : public EventForm {
 protected:
  RequiredAttachments() : EventForm({"--require-attachments"}) {}
};

TEST_F(RequiredAttachments, refuse_a_form_without_files) {
  expect_refused(post_events(json::array({event_json()})), "missing part 'attachments[]'");
  EXPECT_EQ(post_events(json::array({event_json({{"attachment", "log.txt"}})}), {text}).status,
            207);
  EXPECT_EQ(post("events", event_json()).status, 201);
}

}  // namespace
}  // namespace local_center_tests
