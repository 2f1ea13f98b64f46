#include "answers.hpp"

#include <memory>
#include <utility>

namespace local_center {
namespace {

constexpr std::size_t longest_message = 1000;
constexpr std::size_t worth_no_compression = 4096;

}  // namespace

void answer_bytes(httplib::Response& response, std::string bytes, const std::string& type) {
  // httplib 0.11 takes a provider of no bytes for one whose length nobody knows.
  if (bytes.empty()) return response.set_content(bytes, type.c_str());
  const auto shared = std::make_shared<const std::string>(std::move(bytes));
  response.set_content_provider(
      shared->size(), type.c_str(),
      [shared](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        return sink.write(shared->data() + offset, length);
      });
}

void answer_json(httplib::Response& response, int status, const nlohmann::json& body) {
  // A reason may quote what is not UTF-8, or be cut inside a character.
  auto text = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  response.status = status;
  if (text.size() > worth_no_compression) {
    return answer_bytes(response, std::move(text), "application/json");
  }
  response.set_content(text, "application/json");
}

void answer_error(httplib::Response& response, int status, const std::string& message) {
  answer_json(response, status,
              {{"code", status}, {"message", message.substr(0, longest_message)}});
}

}  // namespace local_center
