#include <testcenter/reporter.hpp>

#include "config/settings.hpp"
#include "reporter/guarded.hpp"
#include "reporter/process.hpp"
#include "reporter/reporter_core.hpp"

namespace testcenter {
namespace handle {
namespace {

bool is_recording(const core::ReporterCore* core) {
  return core != nullptr && core->is_recording();
}

}  // namespace

void Element::add(const Event& event) const {
  if (is_recording(core_)) core_->add(id_, event);
}

void Element::add(const Event& event, FileRole role, const File& file) const {
  if (!is_recording(core_)) return;
  core::guarded([&] { core_->add(id_, event, role, file, {}); });
}

void Element::add_verification(const Event& event, std::string_view reference,
                               const File& actual) const {
  if (!is_recording(core_)) return;
  core::guarded([&] { core_->add(id_, event, FileRole::verification, actual, reference); });
}

void Element::pass(std::string_view message, Location location) const {
  add({EventType::pass, message, {}, location, {}});
}

void Element::fail(std::string_view message, std::string_view detail, Location location) const {
  add({EventType::fail, message, detail, location, {}});
}

void Element::log(std::string_view message, std::string_view detail) const {
  add({EventType::log, message, detail, {}, {}});
}

void Element::warning(std::string_view message, std::string_view detail) const {
  add({EventType::warning, message, detail, {}, {}});
}

void Element::skip(std::string_view reason, Location location) const {
  add({EventType::skipped, reason, {}, location, {}});
}

void Element::close() const { close({}); }

void Element::close(const Tally& tally) const {
  if (is_recording(core_)) core_->close(id_, tally);
}

bool Element::enter() const { return is_recording(core_) && core_->enter(id_); }

Element Element::open(ElementKind kind, const Test& test) const {
  if (id_ == 0 || !is_recording(core_)) return {core_, 0};
  return {core_, core_->open(id_, kind, test)};
}

}  // namespace handle

Reporter::Reporter(const Config& config, const Origin& origin, const Config& command_line)
    : core_(nullptr) {
  core::guarded([&] { core_ = core::ReporterCore::start(config, origin, command_line); });
}

bool Reporter::is_requested() {
  bool wanted = false;
  core::guarded([&] { wanted = config::is_requested(config::Surroundings::of_environment()); });
  return wanted;
}

Reporter Reporter::attached(const Origin& origin) {
  return is_requested() ? Reporter({}, origin) : Reporter(nullptr);
}

Reporter Reporter::after(const Reporter* before, const std::optional<Config>& config,
                         const Origin& origin, const Config& command_line) {
  const std::int64_t report = before != nullptr ? before->report_id() : 0;
  Reporter reporter(nullptr);
  if (!config && report == 0 && !is_requested()) return reporter;
  // What is told outside of runs may come from anywhere, a static destructor say.
  auto* const start =
      origin.is_outside_of_runs ? core::ReporterCore::start : core::ReporterCore::start_in_thread;
  core::guarded([&] {
    Config code = config.value_or(Config{});
    if (report != 0) code.report_id = report;
    reporter.core_ = start(code, origin, command_line);
  });
  return reporter;
}

Reporter::~Reporter() { finish(); }

Reporter::Reporter(Reporter&& other) noexcept : core_(other.core_) { other.core_ = nullptr; }

bool Reporter::active() const { return handle::is_recording(core_); }

bool Reporter::finished() const { return core_ != nullptr && core_->has_finished_well(); }

handle::Suite Reporter::open_suite(const Test& test) {
  if (!active()) return {};
  return handle::Suite(handle::Element(core_, core_->open(0, ElementKind::suite, test)));
}

void Reporter::add(const Event& event) {
  handle::Element(core_, core::innermost_element).add(event);
}

void Reporter::add(const Event& event, FileRole role, const File& file) {
  handle::Element(core_, core::innermost_element).add(event, role, file);
}

void Reporter::add_verification(const Event& event, std::string_view reference,
                                const File& actual) {
  handle::Element(core_, core::innermost_element).add_verification(event, reference, actual);
}

handle::Element Reporter::innermost() const {
  return active() ? handle::Element(core_, core_->innermost()) : handle::Element();
}

handle::Suite Reporter::suite() const {
  return handle::Suite(active() ? handle::Element(core_, core_->suite()) : handle::Element());
}

void Reporter::set_home(std::string_view suite) {
  if (active()) core::guarded([&] { core_->set_home(suite); });
}

void Reporter::make_current() {
  if (!active()) return;
  core::guarded([&] { core_->start_capture(); });
  core::process::make_current(core_);
}

void Reporter::resign() {
  if (active()) core::process::resign(core_);
}

void Reporter::forget_interrupted() {
  if (active()) core_->forget_interrupted();
}

void Reporter::finish() {
  if (core_ == nullptr) return;
  core::guarded([&] { core_->finish({}); });
}

void Reporter::finish_in_handler(std::chrono::milliseconds at_most) {
  if (core_ != nullptr) core_->finish_in_handler(at_most);
}

Statistics Reporter::statistics() const {
  return core_ == nullptr ? Statistics{} : core_->statistics();
}

std::int64_t Reporter::report_id() const { return core_ == nullptr ? 0 : core_->report_id(); }

std::string Reporter::journal_path() const {
  std::string path;
  if (core_ != nullptr) core::guarded([&] { path = core_->journal_path(); });
  return path;
}

}  // namespace testcenter
