#pragma once

#include <testcenter/export.hpp>
#include <testcenter/model.hpp>

#include <cstdint>
#include <string_view>

/// What a test calls, whatever its framework. Everything goes to the innermost open element of the
/// reporter that is current; where nothing reports, every call is a no-op that costs a few
/// nanoseconds. Any thread; nothing throws.
namespace testcenter {

/// True if the calls below go anywhere: to save the cost of building a text nobody reads.
TESTCENTER_API bool reporting();

TESTCENTER_API void log(std::string_view message, std::string_view detail = {});
TESTCENTER_API void warning(std::string_view message, std::string_view detail = {});

/// Copies the file at the call; it may change or go afterwards. A file that cannot be read, is a
/// folder, is empty or exceeds `attachment_limit` becomes a WARNING that names it.
TESTCENTER_API void attach(std::string_view path);
TESTCENTER_API void attach(const File& file, std::string_view message = {});

/// Like attach(), for a picture: its MIME type has to be image/*, in any case.
TESTCENTER_API void screenshot(std::string_view path);
TESTCENTER_API void screenshot(const File& picture, std::string_view message = {});

/// Reports how a comparison of two pictures ended: PASS or FAIL, as the caller says. `reference` is
/// the path of the expected picture inside the repository; `actual` is what was seen.
TESTCENTER_API void verify_screenshot(std::string_view reference, const File& actual, bool passed,
                                      std::string_view message = {});

namespace core {

/// An element that is open as long as this object lives. One that an exception leaves is not told
/// to have passed: its last event is a LOG `Left by an exception after 12 ms`.
class TESTCENTER_API Scope {
 public:
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 protected:
  Scope(ElementKind kind, const Test& test);
  ~Scope();

 private:
  void* core_ = nullptr;
  std::uint32_t id_ = 0;
  int exceptions_ = 0;  // on their way when it was opened
};

}  // namespace core

/// A part of a test: may stand anywhere, nested as well. What is reported while it lives goes into
/// it. Open scopes on one thread at a time; close them in reverse order, as blocks do.
class Section : core::Scope {
 public:
  explicit Section(std::string_view name, std::string_view summary = {})
      : Scope(ElementKind::section, {name, summary, {}, {}}) {}
};

/// Below a suite or a case. Where the API allows no feature (say, below a section) it is reported
/// as a section of the same name; so are the two below.
class Feature : core::Scope {
 public:
  explicit Feature(std::string_view name, std::string_view summary = {})
      : Scope(ElementKind::feature, {name, summary, {}, {}}) {}
};

/// Directly below a feature.
class Scenario : core::Scope {
 public:
  explicit Scenario(std::string_view name, std::string_view summary = {})
      : Scope(ElementKind::scenario, {name, summary, {}, {}}) {}
};

/// Directly below a scenario.
class Step : core::Scope {
 public:
  explicit Step(std::string_view name, std::string_view summary = {})
      : Scope(ElementKind::step, {name, summary, {}, {}}) {}
};

}  // namespace testcenter
