#pragma once

#include <testcenter/model.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace testcenter::boost_test {

/// As Boost.Test's log calls them.
enum class EntryKind : std::uint8_t { passed, message, warning, error, fatal_error, exception };

/// A place and a text that the log knows.
struct Checkpoint {
  Location location;
  std::string_view message;
};

struct Exception {
  int code = 0;  ///< boost::execution_exception::error_code
  std::string_view what;
  std::string_view function;  ///< that threw it, where somebody said so
  Location thrown_at;
  Checkpoint last_checkpoint;
};

/// One log entry, gathered from the pieces in which it comes. Its strings are kept for their
/// memory: a passing assertion allocates nothing.
class Entry {
 public:
  void start(EntryKind kind, Location location);
  void start(const Exception& exception);
  void add_value(std::string_view value);
  /// The same, as long as there is room. A jump out of a signal's handler may leave it at any
  /// point: then the value is there or not.
  bool gather(std::string_view value);
  void add_context(std::string_view frame);

  /// Writes message and detail. The views below are valid until the next start().
  void finish();

  EntryKind kind() const { return kind_; }
  /// A signal or a timeout, of the exceptions.
  bool is_fatal() const { return is_fatal_; }
  std::string_view message() const { return message_; }  ///< one line
  std::string_view detail() const { return detail_; }
  Location location() const { return {file_, line_}; }
  /// The outermost context; empty if there is none.
  std::string_view first_context() const { return first_context_; }

 private:
  void place(const Location& location);
  void take_gathered();

  EntryKind kind_ = EntryKind::message;
  bool is_fatal_ = false;
  std::string text_;
  std::array<char, 1024> gathered_{};  // behind it
  std::size_t gathered_size_ = 0;
  std::string contexts_;  // a line each, indented
  std::string first_context_;
  std::string remarks_;  // further lines of the detail
  std::string file_;
  int line_ = 0;
  std::string diagnosis_;  // the message, where it is not the beginning of the text
  std::string_view message_;
  std::string detail_;
};

/// False for what Boost.Test writes where it knows no place.
bool is_place(const Location& location);

}  // namespace testcenter::boost_test
