#pragma once

#include <testcenter/config.hpp>
#include <testcenter/reporter.hpp>

#include "support/fail.hpp"

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace testcenter::benchmarks {

/// A spool folder of our own, gone at the end; in TMPDIR, so on a disk as a user's is.
class SpoolFolder {
 public:
  SpoolFolder() {
    std::string name =
        (std::filesystem::temp_directory_path() / "testcenter-bench-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) fail("cannot make a folder like " + name);
    path_ = name;
  }
  ~SpoolFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  SpoolFolder(const SpoolFolder&) = delete;
  SpoolFolder& operator=(const SpoolFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline Config live_config(const std::string& url, const SpoolFolder& spool) {
  Config config;
  config.url = url;
  config.project = "benchmark";
  config.mode = Mode::live;
  config.spool_dir = spool.path();
  config.verbose = Verbosity::quiet;
  return config;
}

inline Test named(std::string_view name) {
  Test test;
  test.name = name;
  return test;
}

/// A failed comparison as an adapter reports it: 256 bytes of text, and a place.
inline Event realistic_event(EventType type = EventType::log) {
  static const std::string message =
      "Expected equality of these values: parsed.total() and expected.total()";
  static const std::string detail = [] {
    std::string text =
        "/src/shop/tests/invoice_test.cpp:417: Failure\nExpected equality of these values:\n"
        "  parsed.total()\n    Which is: 1204.50 EUR\n  expected.total()\n    Which is: ";
    text.resize(256 - message.size(), '9');
    return text;
  }();
  Event event;
  event.type = type;
  event.message = message;
  event.detail = detail;
  event.location = {"/src/shop/tests/invoice_test.cpp", 417};
  return event;
}

}  // namespace testcenter::benchmarks
