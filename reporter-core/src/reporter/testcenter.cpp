#include <testcenter/testcenter.hpp>

#include "reporter/guarded.hpp"
#include "reporter/process.hpp"
#include "reporter/reporter_core.hpp"

#include <exception>

namespace testcenter {
namespace {

core::ReporterCore* recording() {
  core::ReporterCore* const core = core::process::current();
  return core != nullptr && core->is_recording() ? core : nullptr;
}

void add(EventType type, std::string_view message, std::string_view detail) {
  core::ReporterCore* const core = recording();
  if (core == nullptr) return;
  Event event;
  event.type = type;
  event.message = message;
  event.detail = detail;
  core->add(core::innermost_element, event);
}

std::string_view name_of(const File& file) {
  if (!file.name.empty()) return file.name;
  return file.path.substr(file.path.rfind('/') + 1);
}

void add_file(EventType type, std::string_view message, FileRole role, const File& file,
              std::string_view reference) {
  core::ReporterCore* const core = recording();
  if (core == nullptr) return;
  Event event;
  event.type = type;
  event.message = message.empty() ? name_of(file) : message;
  core::guarded([&] { core->add(core::innermost_element, event, role, file, reference); });
}

}  // namespace

bool reporting() { return recording() != nullptr; }

void log(std::string_view message, std::string_view detail) {
  add(EventType::log, message, detail);
}

void warning(std::string_view message, std::string_view detail) {
  add(EventType::warning, message, detail);
}

void attach(std::string_view path) { attach(File::at(path)); }

void attach(const File& file, std::string_view message) {
  add_file(EventType::attachment, message, FileRole::attachment, file, {});
}

void screenshot(std::string_view path) { screenshot(File::at(path)); }

void screenshot(const File& picture, std::string_view message) {
  add_file(EventType::attachment, message, FileRole::screenshot, picture, {});
}

void verify_screenshot(std::string_view reference, const File& actual, bool passed,
                       std::string_view message) {
  add_file(passed ? EventType::pass : EventType::fail, message, FileRole::verification, actual,
           reference);
}

namespace core {

Scope::Scope(ElementKind kind, const Test& test) {
  ReporterCore* const core = recording();
  if (core == nullptr) return;
  core_ = core;
  exceptions_ = std::uncaught_exceptions();
  id_ = core->open(innermost_element, kind, test);
}

Scope::~Scope() {
  auto* const core = static_cast<ReporterCore*>(core_);
  if (core == nullptr || !core->is_recording()) return;
  const bool is_left = std::uncaught_exceptions() > exceptions_;
  core->close(id_, {}, is_left ? Left::by_exception : Left::normally);
}

}  // namespace core
}  // namespace testcenter
