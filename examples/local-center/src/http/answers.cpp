#include "answers.hpp"

namespace local_center {
namespace {

constexpr std::size_t longest_message = 1000;

}  // namespace

void answer_json(httplib::Response& response, int status, const nlohmann::json& body) {
  // A reason may quote what is not UTF-8, or be cut inside a character.
  const auto text = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  response.status = status;
  response.set_content(text, "application/json");
}

void answer_error(httplib::Response& response, int status, const std::string& message) {
  answer_json(response, status,
              {{"code", status}, {"message", message.substr(0, longest_message)}});
}

}  // namespace local_center
