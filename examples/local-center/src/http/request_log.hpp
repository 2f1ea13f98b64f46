#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace local_center {

/// What was asked since the program started, and which uploads were refused. Thread-safe.
class RequestLog {
 public:
  void request();
  void upload(const std::string& endpoint);

  /// An upload, or one event of it, that was refused.
  void breach(const std::string& request, const std::string& reason);

  /// {requests, uploadRequests: {endpoint: N}, breaches, lastBreaches: [up to 20, oldest first]}
  nlohmann::json to_json() const;

 private:
  mutable std::mutex mutex_;
  std::uint64_t requests_ = 0;
  std::uint64_t breaches_ = 0;
  std::map<std::string, std::uint64_t> uploads_;
  std::deque<std::string> last_breaches_;
};

}  // namespace local_center
