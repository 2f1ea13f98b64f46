#include "reporter/process.hpp"

#include "reporter/reporter_core.hpp"
#include "support/fork_guard.hpp"
#include "support/leak_check.hpp"

#include <atomic>
#include <cstdlib>

namespace testcenter::core::process {
namespace {

struct State {
  std::atomic<ReporterCore*> first{nullptr};  // a list that only grows: signal handlers walk it
  std::atomic<ReporterCore*> current{nullptr};
  std::atomic<unsigned> count{0};
};

State& state() {
  static auto* const state = new State;
  return *state;
}

template <typename Action>
void for_each_core(Action action) {
  ReporterCore* core = state().first.load();
  for (; core != nullptr; core = core->next().load()) action(*core);
}

void append(ReporterCore* core) {
  std::atomic<ReporterCore*>* end = &state().first;
  ReporterCore* there = nullptr;
  while (!end->compare_exchange_strong(there, core)) {
    end = &there->next();
    there = nullptr;
  }
}

void finish_at_exit() {
  for_each_core([](ReporterCore& core) {
    core.finish("The process exited inside of this: exit() was called");
  });
}

void finish_at_quick_exit() {
  for_each_core([](ReporterCore& core) {
    core.finish("The process exited inside of this: quick_exit() was called");
  });
}

void install_hooks() {
  static const bool installed = [] {
    // Where it is refused, finish() has to be called: there is no other net.
    static_cast<void>(std::atexit(finish_at_exit));
    static_cast<void>(std::at_quick_exit(finish_at_quick_exit));
    fork_guard::on_fork(let_go_in_child);
    return true;
  }();
  static_cast<void>(installed);
}

}  // namespace

void adopt(ReporterCore* core) {
  append(core);
  install_hooks();
}

void let_go_in_child() {
  leak_check::leave_this_process_out();
  for_each_core([](ReporterCore& core) { core.forget_in_child(); });
}

void crash(int signal, bool is_last) {
  for_each_core([=](ReporterCore& core) { core.crash(signal, is_last); });
}

ReporterCore* current() { return state().current.load(std::memory_order_acquire); }

void make_current(ReporterCore* core) { state().current.store(core, std::memory_order_release); }

void resign(ReporterCore* core) {
  state().current.compare_exchange_strong(core, nullptr, std::memory_order_acq_rel);
}

unsigned next_number() { return ++state().count; }

}  // namespace testcenter::core::process
