#pragma once

#include <stdexcept>
#include <string>

namespace local_center {

/// A request, or one entry of it, that the API does not allow. The text is what the client reads.
class Breach : public std::runtime_error {
 public:
  explicit Breach(const std::string& reason, int code = 400)
      : std::runtime_error(reason), code_(code) {}

  int code() const { return code_; }

 private:
  int code_;
};

}  // namespace local_center
