#pragma once

#include <string>
#include <utility>
#include <variant>

namespace testcenter {

/// What went wrong, in one line a person can act on. Never holds a secret.
struct Error {
  std::string message;
};

/// A value, or the reason why there is none. Nothing in this library throws across its boundary.
template <typename T>
class Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  explicit operator bool() const { return std::holds_alternative<T>(state_); }

  /// Precondition of the four below: the result holds a value.
  T& value() { return *std::get_if<T>(&state_); }
  const T& value() const { return *std::get_if<T>(&state_); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  /// Precondition: the result holds no value.
  const Error& error() const { return *std::get_if<Error>(&state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success, or the reason why not.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)), ok_(false) {}

  explicit operator bool() const { return ok_; }
  const Error& error() const { return error_; }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace testcenter
