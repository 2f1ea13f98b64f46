#include <testcenter/contained.hpp>
#include <testcenter/googletest.hpp>

#include "reporter_slot.hpp"
#include "result_tree.hpp"

#include <unistd.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace testcenter {

namespace {

/// Adds what GoogleTest was told outside of tests since. Not while a thread may be telling more.
void catch_up(std::vector<::testing::TestPartResult>& parts) {
  const auto& result = ::testing::UnitTest::GetInstance()->ad_hoc_test_result();
  for (auto i = static_cast<int>(parts.size()); i < result.total_part_count(); ++i) {
    parts.push_back(result.GetTestPartResult(i));
  }
}

}  // namespace

struct GoogleTestListener::State {
  explicit State(std::optional<Config> config) : slot(std::move(config)) { catch_up(early); }

  /// After the end of a run: in the same report, with another Reporter.
  void go_on() {
    slot.resume();
    if (auto* reporter = slot.current()) tree.go_on(*reporter);
  }

  void begin(const ::testing::UnitTest& unit_test) {
    slot.begin();
    if (auto* reporter = slot.current()) {
      tree.start_run(*reporter, unit_test, has_begun ? nullptr : &early);
    }
    has_begun = true;
    early.clear();
  }

  /// From any thread, ahead of the lock: in a forked child it may be held forever.
  bool may_add() const {
    if (beginner == 0 || slot.has_reported_here()) return true;
    return !has_begun && beginner == getpid();
  }

  /// From any thread, at any time.
  void add(const ::testing::TestPartResult& part) {
    if (!has_begun) return catch_up(early);  // GoogleTest holds its mutex
    if ((slot.is_ending() || slot.may_resume()) && tree.was_told(part)) return;
    // Nobody waits here for the server: not this thread, nor GoogleTest's mutex that it holds.
    if (slot.is_ending()) return late.push_back(part);
    if (slot.may_resume()) go_on();
    if (slot.current() != nullptr) tree.add(part);
  }

  void report_late() {
    if (late.empty()) return;
    go_on();
    if (slot.current() == nullptr) return;
    for (const auto& part : late) tree.add_late(part);
    late.clear();
  }

  // Results come from any thread, under GoogleTest's own mutex, everything else from the thread
  // that runs the tests. While this is held nothing of GoogleTest that locks may be called.
  std::mutex mutex;
  googletest::ReporterSlot slot;
  googletest::ResultTree tree;
  std::vector<::testing::TestPartResult> early;  // before the first run
  std::atomic<pid_t> beginner{0};                // the process in which a run began last
  std::atomic<bool> has_begun{false};            // and we know whether we report
  std::vector<::testing::TestPartResult> late;   // came while a run was being finished
};

GoogleTestListener::GoogleTestListener(const Config& config)
    : state_(std::make_unique<State>(config)) {}
GoogleTestListener::GoogleTestListener(googletest::Attached /*unused*/)
    : state_(std::make_unique<State>(std::nullopt)) {}
GoogleTestListener::~GoogleTestListener() = default;

template <typename Action>
void GoogleTestListener::while_reporting(Action action) noexcept {
  // Before the lock: in a forked child it may be held forever.
  if (state_->slot.current() == nullptr) return;
  contained([&] {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    action(state_->tree);
  });
}

void GoogleTestListener::OnTestProgramStart(const ::testing::UnitTest& unit_test) {
  state_->beginner = getpid();
  contained([&] {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    state_->begin(unit_test);
  });
}

void GoogleTestListener::OnTestIterationStart(const ::testing::UnitTest& /*unit_test*/,
                                              int iteration) {
  while_reporting([=](googletest::ResultTree& tree) { tree.start_iteration(iteration); });
}

void GoogleTestListener::OnTestSuiteStart(const ::testing::TestSuite& suite) {
  while_reporting([&](googletest::ResultTree& tree) { tree.start_suite(suite); });
}

void GoogleTestListener::OnTestStart(const ::testing::TestInfo& test) {
  while_reporting([&](googletest::ResultTree& tree) { tree.start_test(test); });
}

void GoogleTestListener::OnTestPartResult(const ::testing::TestPartResult& part) {
  if (!state_->may_add()) return;
  contained([&] {
    // Whatever the run comes to meanwhile, it is decided once, under the lock.
    const std::lock_guard<std::mutex> lock(state_->mutex);
    state_->add(part);
  });
}

void GoogleTestListener::OnTestEnd(const ::testing::TestInfo& /*test*/) {
  while_reporting([](googletest::ResultTree& tree) { tree.end_test(); });
}

void GoogleTestListener::OnTestSuiteEnd(const ::testing::TestSuite& /*suite*/) {
  while_reporting([](googletest::ResultTree& tree) { tree.end_suite(); });
}

void GoogleTestListener::OnEnvironmentsTearDownStart(const ::testing::UnitTest& /*unit_test*/) {
  while_reporting([](googletest::ResultTree& tree) { tree.end_suites(); });
}

void GoogleTestListener::OnTestIterationEnd(const ::testing::UnitTest& /*unit_test*/,
                                            int /*iteration*/) {
  while_reporting([](googletest::ResultTree& tree) { tree.end_iteration(); });
}

void GoogleTestListener::OnTestProgramEnd(const ::testing::UnitTest& /*unit_test*/) {
  while_reporting([](googletest::ResultTree& tree) { tree.end_run(); });
  Reporter* reporter = nullptr;
  contained([&] {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    reporter = state_->slot.begin_end();
  });
  if (reporter == nullptr) return;
  reporter->finish();
  contained([&] {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    state_->slot.end();
    state_->report_late();
  });
}

}  // namespace testcenter
