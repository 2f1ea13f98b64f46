#include "reporter/finish_wait.hpp"

#include <algorithm>

namespace testcenter::core {
namespace {

constexpr std::chrono::seconds progress_interval{1};

std::string seconds(std::chrono::milliseconds time) {
  std::string text = std::to_string(time.count() / 1000);
  if (const auto rest = time.count() % 1000; rest != 0) {
    text += "." + std::to_string(1000 + rest).substr(1);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + " s";
}

std::string with_cause(const std::string& text, const std::string& problem) {
  return problem.empty() ? text : text + ": " + problem;
}

}  // namespace

std::string wait_for_sender(sender::SenderThread& thread, const FinishLimits& limits,
                            const std::function<bool()>& is_complete,
                            const std::function<void()>& say_progress) {
  thread.flush();
  const TimePoint end = SteadyClock().now() + limits.total;
  TimePoint stall_end = SteadyClock().now() + limits.stall;
  TimePoint progress_line = SteadyClock().now() + progress_interval;
  auto seen = thread.snapshot();
  while (!is_complete()) {
    if (seen.is_over()) return seen.problem.empty() ? "the sender ended early" : seen.problem;
    const TimePoint now = SteadyClock().now();
    if (now >= end) {
      return with_cause("not done within " + seconds(limits.total) + " (TESTCENTER_EXIT_TIMEOUT)",
                        seen.problem);
    }
    if (now >= stall_end) {
      return with_cause("no progress for " + seconds(limits.stall) + " (TESTCENTER_STALL_TIMEOUT)",
                        seen.problem);
    }
    if (now >= progress_line) {
      say_progress();
      progress_line = now + progress_interval;
    }
    const auto next = thread.wait(std::min({end, stall_end, progress_line, now + limits.look}));
    if (next.progress != seen.progress) stall_end = SteadyClock().now() + limits.stall;
    seen = next;
  }
  return {};
}

}  // namespace testcenter::core
