#include "request_log.hpp"

namespace local_center {
namespace {

constexpr std::size_t kept_breaches = 20;
constexpr std::size_t longest_breach = 1000;

}  // namespace

void RequestLog::request() {
  const std::lock_guard lock(mutex_);
  ++requests_;
}

void RequestLog::upload(const std::string& endpoint) {
  const std::lock_guard lock(mutex_);
  ++uploads_[endpoint];
}

void RequestLog::breach(const std::string& request, const std::string& reason) {
  const std::lock_guard lock(mutex_);
  ++breaches_;
  last_breaches_.push_back((request + ": " + reason).substr(0, longest_breach));
  if (last_breaches_.size() > kept_breaches) last_breaches_.pop_front();
}

nlohmann::json RequestLog::to_json() const {
  const std::lock_guard lock(mutex_);
  return {{"requests", requests_},
          {"uploadRequests", uploads_},
          {"breaches", breaches_},
          {"lastBreaches", last_breaches_}};
}

}  // namespace local_center
