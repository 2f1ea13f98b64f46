#include "center_test.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace local_center_tests {
namespace {

Answer answer_of(const httplib::Result& result) {
  if (!result) {
    ADD_FAILURE() << "no answer: " << httplib::to_string(result.error());
    return {};
  }
  return {result->status, json::parse(result->body, nullptr, false)};
}

bool is_complete(const std::string& answer) {
  const auto body = answer.find("\r\n\r\n");
  if (body == std::string::npos) return false;
  const std::string field = "Content-Length: ";
  const auto length = answer.find(field);
  if (length > body) return true;
  return answer.size() >= body + 4 + std::stoul(answer.substr(length + field.size()));
}

}  // namespace

Answer CenterTest::post(const std::string& endpoint, const json& body) const {
  return post_raw(endpoint, body.dump(), "application/json");
}

Answer CenterTest::post_raw(const std::string& endpoint, const std::string& body,
                            const std::string& content_type,
                            const httplib::Headers& headers) const {
  httplib::Client client("127.0.0.1", center.port());
  return answer_of(
      client.Post(("/upload/" + endpoint).c_str(), headers, body, content_type.c_str()));
}

Answer CenterTest::post_form(const std::string& event_data,
                             const std::vector<Upload>& files) const {
  testcenter::test::FormParts parts = {{"eventData", event_data, "", ""}};
  for (const auto& file : files) {
    parts.push_back({"attachments[]", file.content, file.name, file.mime});
  }
  httplib::Client client("127.0.0.1", center.port());
  return answer_of(client.Post("/upload/events", parts));
}

httplib::Result CenterTest::get(const std::string& path) const {
  return httplib::Client("127.0.0.1", center.port()).Get(path.c_str());
}

int CenterTest::suite(const std::string& name, const json& more) const {
  json body = {{"project", "Project"}, {"batch", "Batch"}, {"test", {{"name", name}}}};
  body.update(more);
  const auto answer = post("suites", body);
  EXPECT_EQ(answer.status, 201) << answer.body;
  return answer.body.value("runId", 0);
}

int CenterTest::child(const std::string& endpoint, int parent, const std::string& name) const {
  const auto answer = post(endpoint, {{"runId", parent}, {"test", {{"name", name}}}});
  EXPECT_EQ(answer.status, 201) << answer.body;
  return answer.body.value("runId", 0);
}

void CenterTest::event(int run, const std::string& type, const std::string& message) const {
  const auto answer = post("events", {{"runId", run}, {"type", type}, {"message", message}});
  EXPECT_EQ(answer.status, 201) << answer.body;
}

std::string raw_exchange(int port, const std::string& bytes, Then then) {
  const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience{30, 0};
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  std::string answer;
  if (connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (then == Then::end) shutdown(connection, SHUT_WR);
    char piece[4096];
    for (ssize_t count = 0; !is_complete(answer); answer.append(piece, piece + count)) {
      count = recv(connection, piece, sizeof piece, 0);
      if (count <= 0) break;
    }
  }
  close(connection);
  return answer;
}

void expect_refused(const Answer& answer, const std::string& reason, int code) {
  EXPECT_EQ(answer.status, code);
  ASSERT_TRUE(answer.body.is_object());
  EXPECT_EQ(answer.body.size(), 2U);
  EXPECT_EQ(answer.body.value("code", 0), code);
  EXPECT_THAT(answer.body.value("message", ""), ::testing::HasSubstr(reason));
}

}  // namespace local_center_tests
