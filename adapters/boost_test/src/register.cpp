#undef BOOST_TEST_MAIN  // given to the whole target; it belongs to the user's file
#undef BOOST_TEST_MODULE
#include <testcenter/boost_test.hpp>
#include <testcenter/export.hpp>

#include "arguments.hpp"
#include "formatter.hpp"

#include <boost/test/framework.hpp>
#include <boost/test/tree/observer.hpp>
#include <boost/test/unit_test_log.hpp>

#include <atomic>
#include <cstdio>
#include <new>

namespace testcenter::boost_test {

// One in a process, even where a program and its shared libraries each have a copy of this adapter.
TESTCENTER_API inline std::atomic<const void*> sink{nullptr};

namespace {

template <typename Log>
auto activate(Log& log, int /*preferred*/) -> decltype(log.configure()) {
  log.configure();
}
template <typename Log>
void activate(Log& /*log*/, long /*of old versions: they forget nothing*/) {}

/// Adding a formatter makes the log forget which ones are active, until it starts. Without --logger
/// it knows that earlier, and the console shows what configurations say in between.
void activate_as_before() {
  if (!is_logger_given()) activate(ut::unit_test_log, 0);
}

void say_that_the_slot_is_taken(const char* what_follows) {
  // Nobody is left to hear that this cannot be said.
  static_cast<void>(std::fprintf(
      stderr,
      "testcenter: this program puts a log formatter of its own into Boost.Test's only slot for "
      "them (unit_test_log.add_formatter or set_formatter); %s\n",
      what_follows));
}

/// Puts the formatter into the log before it starts, and ends the run. What
/// BOOST_TEST_GLOBAL_CONFIGURATION makes is such an observer, too.
class Registration final : public ut::test_observer {
 public:
  Registration() { ut::framework::register_observer(*this); }

#if BOOST_VERSION >= 107300
  void test_start(ut::counter_t /*cases*/, ut::test_unit_id /*root*/) override { start(); }
#else
  void test_start(ut::counter_t /*cases*/) override { start(); }
#endif
  void test_finish() override {
    if (--depth_ > 0) return;
    const bool is_replaced = is_installed_ && in_slot() != sink;
    if (is_replaced) run_.tell([](RunTree& tree) { tree.lose_rest(); });
    run_.end();
    if (is_replaced) say_that_the_slot_is_taken("nothing was reported from then on");
  }
  /// Ahead of the log's.
  void test_unit_start(const ut::test_unit& /*unit*/) override {
    if (is_installed_ && !run_.is_log_started()) enable();
  }
  void test_aborted() override {
    run_.tell([](RunTree& tree) { tree.abort_run(); });
  }
  /// That of configurations. At 0, Boost.Test has an observer of its own, and believes before its
  /// turn what it finds in it: an uninitialized flag.
  int priority() override { return 1; }

 private:
  /// A run within a run starts once more.
  void start() {
    run_.await_log();
    if (depth_++ > 0 || !run_.is_wanted()) return;
    run_.start();
    const auto* there = in_slot();
    if (there == nullptr) return install();
    if (there != sink) say_that_the_slot_is_taken("nothing is reported, the tests run on");
  }

  static const void* in_slot() { return ut::unit_test_log.get_formatter(ut::OF_CUSTOM_LOGGER); }

  void install() {
    contained([&] {
      auto* formatter = new Formatter(run_);
      sink = static_cast<ut::unit_test_log_formatter*>(formatter);
      ut::unit_test_log.add_formatter(formatter);
      activate_as_before();
      is_installed_ = true;
    });
  }

  /// Where a configuration calls set_format(), the log leaves us out from its start on.
  void enable() {
    run_.start_log();
    if (in_slot() != sink) return;
    contained([] {
      ut::unit_test_log.add_format(ut::OF_CUSTOM_LOGGER);
      activate(ut::unit_test_log, 0);
    });
  }

  Run& run_ = Run::of_this_process();
  int depth_ = 0;
  bool is_installed_ = false;
};

/// Never destroyed: Boost.Test may still look at its observers then. Of one priority they start in
/// the order of their addresses, and finish the other way round: where initialized data comes
/// before the rest, as in ELF, we hear what configurations of the user's say in their destructors.
alignas(Registration) unsigned char place[sizeof(Registration)] = {1};
const auto* const registered = new (place) Registration;

}  // namespace
}  // namespace testcenter::boost_test

namespace testcenter {

void add_boost_test_sink(const Config& config) {
  boost_test::Run::of_this_process().configure(config);
}

}  // namespace testcenter
