#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// The words of Test Center's Result Reporting API. Everything here is a view: it is copied while
/// the call that takes it runs, and need not outlive it.
namespace testcenter {

/// The elements of a result tree, and the endpoint that makes each (`POST /upload/suites` …).
enum class ElementKind : std::uint8_t { suite = 1, test_case, feature, scenario, step, section };

/// The types of `POST /upload/events`. Test Center counts `xpass` as a failure and `xfail` as a
/// pass.
enum class EventType : std::uint8_t {
  pass = 1,
  xpass,
  fail,
  xfail,
  warning,
  error,
  fatal,
  log,
  skipped,
  attachment,
};

/// As Test Center writes it: `XFAIL`.
constexpr std::string_view name_of(EventType type) {
  constexpr std::string_view names[] = {"?",     "PASS",    "XPASS",     "FAIL",
                                        "XFAIL", "WARNING", "ERROR",     "FATAL",
                                        "LOG",   "SKIPPED", "ATTACHMENT"};
  return names[static_cast<std::size_t>(type)];
}

/// A place in the source. An empty file means that there is none; so does a line below 0. The file
/// is sent relative to the source root (`Config::source_root`).
struct Location {
  std::string_view file{};
  int line = 0;
};

/// What an element executes. The name is an identity: Test Center follows a test through its
/// history by project and name, so what varies between runs belongs into summary or description.
struct Test {
  std::string_view name{};
  std::string_view summary{};
  std::string_view description{};
  Location location{};  ///< of the test's code; sent as the last line of the description
};

/// Places in the source, innermost first.
struct Trace {
  const Location* data = nullptr;
  std::size_t size = 0;

  Trace() = default;
  Trace(const std::vector<Location>& frames) : data(frames.data()), size(frames.size()) {}
  const Location* begin() const { return data; }
  const Location* end() const { return data + size; }
};

/// A file to send along with an event: one on disk, or bytes in memory.
struct File {
  /// On disk; it is copied at the call, so it may change or go afterwards.
  static File at(std::string_view path) {
    File file;
    file.path = path;
    return file;
  }
  /// In memory, under the name that people shall see.
  static File of(std::string_view bytes, std::string_view name, std::string_view mime_type = {}) {
    File file;
    file.bytes = bytes;
    file.name = name;
    file.mime_type = mime_type;
    return file;
  }

  std::string_view path{};
  std::string_view bytes{};
  std::string_view name{};       ///< default: the last part of the path
  std::string_view mime_type{};  ///< default: by content for images, else by the name's extension
};

/// How an event uses its file.
enum class FileRole : std::uint8_t { attachment = 1, screenshot, verification };

/// One result or message.
struct Event {
  EventType type = EventType::log;
  std::string_view message{};  ///< one line that a person can read in a list
  std::string_view detail{};   ///< everything else: operands, context
  Location location{};
  Trace trace{};
};

/// A name of a configuration. A key that begins with `.` is hidden from Test Center's analysis.
struct Label {
  std::string key;
  std::string value;

  friend bool operator==(const Label& a, const Label& b) {
    return a.key == b.key && a.value == b.value;
  }
};

}  // namespace testcenter
