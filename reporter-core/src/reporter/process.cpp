#include "reporter/process.hpp"

#include "reporter/reporter_core.hpp"
#include "support/fork_guard.hpp"
#include "support/leak_check.hpp"

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <vector>

namespace testcenter::core::process {
namespace {

struct State {
  std::mutex mutex;
  std::vector<ReporterCore*> cores;
  std::atomic<ReporterCore*> current{nullptr};
  std::atomic<unsigned> count{0};
};

State& state() {
  static auto* const state = new State;
  return *state;
}

/// A copy, because finishing waits; empty if the lock cannot be had: exit() in a signal handler.
std::vector<ReporterCore*> adopted() {
  const std::unique_lock<std::mutex> lock(state().mutex, std::try_to_lock);
  return lock.owns_lock() ? state().cores : std::vector<ReporterCore*>{};
}

void finish_at_exit() {
  for (ReporterCore* core : adopted())
    core->finish("The process exited inside of this: exit() was called");
}

void forget_in_child() {
  leak_check::leave_this_process_out();
  // The child's only thread was forked; the lock may be held by one that does not exist here.
  for (ReporterCore* core : state().cores) core->forget_in_child();
}

void install_hooks() {
  static const bool installed = [] {
    // Where it is refused, finish() has to be called: there is no other net.
    static_cast<void>(std::atexit(finish_at_exit));
    fork_guard::on_fork(forget_in_child);
    return true;
  }();
  static_cast<void>(installed);
}

}  // namespace

void adopt(ReporterCore* core) {
  const std::lock_guard<std::mutex> lock(state().mutex);
  state().cores.push_back(core);
  install_hooks();
}

ReporterCore* current() { return state().current.load(std::memory_order_acquire); }

void make_current(ReporterCore* core) { state().current.store(core, std::memory_order_release); }

void resign(ReporterCore* core) {
  state().current.compare_exchange_strong(core, nullptr, std::memory_order_acq_rel);
}

unsigned next_number() { return ++state().count; }

}  // namespace testcenter::core::process
