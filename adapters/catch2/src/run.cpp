#include <testcenter/catch2/run.hpp>
#include <testcenter/contained.hpp>
#include <testcenter/reporter.hpp>

#include "options.hpp"
#include "run_tree.hpp"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace testcenter::catch2 {
namespace {

constexpr std::chrono::seconds patience_in_handler{2};

/// One that was asked for by name wins over the attached one.
std::atomic<int> asked_by_name{0};

using Reporters = std::vector<std::unique_ptr<Reporter>>;

/// Those of one way to ask, one for each run of the tests: Catch2 makes listeners and reporters
/// anew for each Session::run(). Never destroyed: a thread of the tests may be late.
Reporters& reporters_of(Asked asked, const Run::Options& options) {
  static auto* const all = new std::map<std::pair<Asked, Run::Options>, Reporters>;
  return (*all)[{asked, options}];
}

}  // namespace

struct Run::State {
  explicit State(Asked how) : asked(how) {}

  Reporter make(const Reporters& earlier, std::string_view framework, const Options& options) {
    std::optional<Config> code;
    if (asked == Asked::by_name) code.emplace();
    Config command_line;
    if (const auto taken = add_options(options, command_line); !taken) {
      // Nobody is left to hear that this cannot be said.
      static_cast<void>(std::fprintf(stderr, "testcenter: %s; reporting is off, the tests run on\n",
                                     taken.error().message.c_str()));
      code.emplace().mode = Mode::off;
    }
    // One that is active stands beside us.
    const bool goes_on = !earlier.empty() && !earlier.back()->active();
    const auto* before = goes_on ? earlier.back().get() : nullptr;
    return Reporter::after(before, code, {std::string(framework), {}}, command_line);
  }

  const Asked asked;
  std::atomic<Reporter*> current{nullptr};
  RunTree tree;
  std::atomic<bool> has_crashed{false};
};

Run::Run(Asked asked) : state_(std::make_unique<State>(asked)) {
  if (asked == Asked::by_name) ++asked_by_name;
}

Run::~Run() {
  end();
  if (state_->asked == Asked::by_name) --asked_by_name;
}

bool Run::is_wanted(Asked asked) { return asked == Asked::by_name || Reporter::is_requested(); }

void Run::begin(std::string_view name, std::string_view framework, const Options& options) {
  if (state_->asked == Asked::attached && asked_by_name > 0) return;
  contained([&] {
    auto& reporters = reporters_of(state_->asked, options);
    auto reporter = std::make_unique<Reporter>(state_->make(reporters, framework, options));
    if (!reporter->active()) return;
    reporter->make_current();
    state_->tree.start_run(*reporter, name);
    reporters.push_back(std::move(reporter));
    state_->current = reporters.back().get();
  });
}

bool Run::is_reporting() const {
  const Reporter* reporter = state_->current.load(std::memory_order_acquire);
  return reporter != nullptr && reporter->active();
}

template <typename Action>
void Run::while_reporting(Action action) noexcept {
  // Ahead of the tree's lock: in a forked child another thread may have held it.
  if (!is_reporting()) return;
  if (state_->has_crashed && !state_->tree.is_usable_in_handler()) return;
  contained([&] { action(state_->tree); });
}

void Run::log(std::string_view message, std::string_view detail) {
  while_reporting([&](RunTree& tree) { tree.log(message, detail); });
}

void Run::start_case(const CaseStart& start) {
  while_reporting([&](RunTree& tree) { tree.start_case(start); });
}

void Run::start_section(std::string_view name, const Location& location) {
  while_reporting([&](RunTree& tree) { tree.start_section(name, location); });
}

void Run::add(const Assertion& assertion) {
  while_reporting([&](RunTree& tree) { tree.add(assertion); });
}

void Run::end_section(bool lacks_assertions) {
  while_reporting([=](RunTree& tree) { tree.end_section(lacks_assertions); });
}

void Run::end_case(const CaseEnd& end) {
  while_reporting([&](RunTree& tree) { tree.end_case(end); });
}

void Run::lack_cases(std::string_view selection) {
  while_reporting([=](RunTree& tree) { tree.lack_cases(selection); });
}

void Run::crash() { state_->has_crashed = true; }

void Run::end() {
  while_reporting([](RunTree& tree) { tree.end_run(); });
  auto* reporter = state_->current.exchange(nullptr);
  if (reporter == nullptr) return;
  contained([&] {
    state_->has_crashed ? reporter->finish_in_handler(patience_in_handler) : reporter->finish();
  });
}

}  // namespace testcenter::catch2
