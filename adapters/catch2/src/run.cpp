#include <testcenter/catch2/run.hpp>
#include <testcenter/contained.hpp>
#include <testcenter/reporter.hpp>

#include "options.hpp"
#include "run_tree.hpp"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

namespace testcenter::catch2 {
namespace {

constexpr std::chrono::seconds patience_in_handler{2};

/// One that was asked for by name wins over the attached one.
std::atomic<int> asked_by_name{0};

}  // namespace

struct Run::State {
  explicit State(Asked how) : asked(how) {}

  Reporter make(std::string_view framework, const Options& options) {
    std::optional<Config> code;
    if (asked == Asked::by_name) code.emplace();
    Config command_line;
    if (const auto taken = add_options(options, command_line); !taken) {
      // Nobody is left to hear that this cannot be said.
      static_cast<void>(std::fprintf(stderr, "testcenter: %s; reporting is off, the tests run on\n",
                                     taken.error().message.c_str()));
      code.emplace().mode = Mode::off;
    }
    const auto* before = reporters.empty() ? nullptr : reporters.back().get();
    return Reporter::after(before, code, {std::string(framework), {}}, command_line);
  }

  const Asked asked;
  std::vector<std::unique_ptr<Reporter>> reporters;  // one for each run of the tests
  std::atomic<Reporter*> current{nullptr};
  RunTree tree;
  std::atomic<bool> has_crashed{false};
};

Run::Run(Asked asked) : state_(std::make_unique<State>(asked)) {
  if (asked == Asked::by_name) ++asked_by_name;
}

Run::~Run() {
  if (state_->asked == Asked::by_name) --asked_by_name;
}

bool Run::is_wanted(Asked asked) { return asked == Asked::by_name || Reporter::is_requested(); }

void Run::begin(std::string_view name, std::string_view framework, const Options& options) {
  if (state_->asked == Asked::attached && asked_by_name > 0) return;
  contained([&] {
    auto reporter = std::make_unique<Reporter>(state_->make(framework, options));
    if (!reporter->active()) return;
    reporter->make_current();
    state_->tree.start_run(*reporter, name);
    state_->reporters.push_back(std::move(reporter));
    state_->current = state_->reporters.back().get();
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
