#include "posting.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>
#include <string>

namespace testcenter::test {
namespace {

using http::Failure;
using testing::HasSubstr;
using testing::StartsWith;

http::Part field(std::string_view name, std::string_view body) {
  http::Part part;
  part.name = name;
  part.body = body;
  return part;
}

http::Part file(std::string_view file_name, std::string_view path) {
  http::Part part;
  part.name = "attachments[]";
  part.file_name = file_name;
  part.content_type = "text/plain";
  part.path = path;
  return part;
}

class Forms : public testing::Test {
 protected:
  void TearDown() override { std::remove(path_.c_str()); }

  void write_file(const std::string& content) { std::ofstream(path_, std::ios::binary) << content; }

  http::Reply send(const std::vector<http::Part>& parts) {
    http::Request request;
    request.path = "/upload/events";
    request.parts = parts;
    return transport_->post(request);
  }

  SeenRequest last() const { return server_.requests().back(); }

  const std::string path_ = testing::TempDir() + "forms-" +
                            testing::UnitTest::GetInstance()->current_test_info()->name() + ".txt";
  ScriptedServer server_;
  std::unique_ptr<http::Transport> transport_ =
      http::make_curl_transport(settings_for(server_.url()));
};

TEST_F(Forms, HoldPlainFields) {
  EXPECT_EQ(answer_of(send({field("eventData", "[{}]")})).status, 207);
  EXPECT_THAT(last().header("Content-Type"), StartsWith("multipart/form-data; boundary="));
  EXPECT_EQ(last().part("eventData"), "[{}]");
  EXPECT_THAT(last().body, HasSubstr("Content-Disposition: form-data; name=\"eventData\"\r\n\r\n"));
  EXPECT_FALSE(last().has_header("Transfer-Encoding"));
}

TEST_F(Forms, HoldFilesFromDisk) {
  write_file("what was attached");
  EXPECT_EQ(answer_of(send({field("eventData", "[{}]"), file("notes.txt", path_)})).status, 207);
  EXPECT_EQ(last().part("attachments[]"), "what was attached");
  EXPECT_THAT(last().body, HasSubstr("Content-Disposition: form-data; name=\"attachments[]\"; "
                                     "filename=\"notes.txt\"\r\nContent-Type: text/plain\r\n"));
}

TEST_F(Forms, HoldLargeAndBinaryFiles) {
  std::string content(5 << 20, '\0');
  for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(i * 31 >> 3);
  write_file(content);
  EXPECT_EQ(answer_of(send({field("eventData", "[{}]"), file("large", path_)})).status, 207);
  EXPECT_TRUE(last().body.find(content) != std::string::npos);
}

TEST_F(Forms, HoldEmptyFiles) {
  write_file("");
  EXPECT_EQ(answer_of(send({field("eventData", "[{}]"), file("empty", path_)})).status, 207);
  EXPECT_EQ(last().part("attachments[]"), "");
  EXPECT_THAT(last().body, HasSubstr("filename=\"empty\""));
}

TEST_F(Forms, AreNotSentIfAFileIsMissing) {
  const std::string reason =
      reason_of(send({field("eventData", "[{}]"), file("gone", path_)}), Failure::Kind::not_sent);
  EXPECT_THAT(reason, HasSubstr(path_));
  EXPECT_EQ(server_.connections(), 0);
}

TEST_F(Forms, AndJsonTakeTurnsOnOneConnection) {
  answer_of(send({field("eventData", "[{}]")}));
  EXPECT_EQ(answer_of(post(*transport_, "{\"a\": 1}")).status, 201);
  EXPECT_EQ(last().header("Content-Type"), "application/json");
  EXPECT_EQ(last().body, "{\"a\": 1}");
  EXPECT_EQ(answer_of(send({field("eventData", "[{}, {}]")})).status, 207);
  EXPECT_EQ(last().part("eventData"), "[{}, {}]");
  EXPECT_EQ(server_.connections(), 1);
}

TEST_F(Forms, CarryTheToken) {
  auto settings = settings_for(server_.url());
  settings.token = "zX4A";
  transport_ = http::make_curl_transport(settings);
  send({field("eventData", "[{}]")});
  EXPECT_EQ(last().header("Authorization"), "Token zX4A");
}

}  // namespace
}  // namespace testcenter::test
