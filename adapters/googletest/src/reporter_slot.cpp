#include "reporter_slot.hpp"

#include <testcenter/export.hpp>

#include <unistd.h>

#include <utility>

namespace testcenter::googletest {
namespace {

constexpr const char* framework = "GoogleTest";
constexpr bool is_outside_of_runs = true;

}  // namespace

// One in a process, even where a program and its shared libraries each have a copy of this adapter.
TESTCENTER_API inline std::atomic<int> made_by_hand{0};
TESTCENTER_API inline std::atomic<const ReporterSlot*> attached_one{nullptr};

ReporterSlot::ReporterSlot(std::optional<Config> config) : config_(std::move(config)) {
  if (config_) ++made_by_hand;
}

ReporterSlot::~ReporterSlot() {
  if (config_) --made_by_hand;
  const ReporterSlot* self = this;
  attached_one.compare_exchange_strong(self, nullptr);
}

void ReporterSlot::begin() {
  if (stays_out()) return;
  home_ = getpid();
  if (current() == nullptr) start({framework, {}});
  // During runs only: behind them nobody would close what testcenter::log() and its kin open.
  if (auto* reporter = current()) reporter->make_current();
}

void ReporterSlot::resume() {
  if (!may_resume()) return;
  current_ = nullptr;
  end_ = End::none;
  start({framework, {}, false, is_outside_of_runs});
}

Reporter* ReporterSlot::begin_end() {
  auto* reporter = current();
  if (reporter == nullptr) return nullptr;
  current_ = nullptr;
  end_ = End::begun;
  return reporter;
}

void ReporterSlot::end() {
  if (is_ending()) end_ = End::reached;
}

Reporter* ReporterSlot::current() const {
  auto* reporter = current_.load(std::memory_order_acquire);
  return reporter != nullptr && reporter->active() ? reporter : nullptr;
}

bool ReporterSlot::may_resume() const {
  const auto* reporter = current_.load(std::memory_order_acquire);
  return end_ == End::reached || (reporter != nullptr && reporter->finished());
}

bool ReporterSlot::has_reported_here() const {
  return current() != nullptr || (has_started_ && home_ == getpid());
}

bool ReporterSlot::stays_out() {
  if (home_ != 0 && home_ != getpid()) return true;
  if (config_) return false;
  if (made_by_hand > 0) return true;
  const ReporterSlot* first = nullptr;
  return !attached_one.compare_exchange_strong(first, this) && first != this;
}

void ReporterSlot::start(const Origin& origin) {
  const auto* before = reporters_.empty() ? nullptr : reporters_.back().get();
  auto reporter = std::make_unique<Reporter>(Reporter::after(before, config_, origin));
  if (!reporter->active()) return;
  reporters_.push_back(std::move(reporter));
  end_ = End::none;
  current_.store(reporters_.back().get(), std::memory_order_release);
  has_started_ = true;
}

}  // namespace testcenter::googletest
