// How much longer a program takes to end because of us, where the server is well and has
// everything.
#include <testcenter/reporter.hpp>

#include "support/child.hpp"
#include "support/counting_server.hpp"
#include "support/run.hpp"
#include "support/statistics.hpp"
#include "support/table.hpp"
#include "support/time.hpp"

#include <thread>
#include <vector>

namespace testcenter::benchmarks {
namespace {

constexpr int rounds = 51;
constexpr double limit = 5;  // ms

void wait_until_all_is_sent(const Reporter& reporter) {
  const auto begin = Clock::now();
  while (reporter.statistics().pending != 0) {
    require(seconds_since(begin) < 10, "the server did not take everything");
    std::this_thread::yield();
  }
  spin_until(Clock::now() + std::chrono::milliseconds(30));  // the sender went to sleep
}

/// Says when finish() began and when it returned, then ends.
ChildResult end_process(const CountingServer& server, Mode mode) {
  const SpoolFolder spool;
  return in_child([&](const auto& say) {
    Config config = live_config(server.url(), spool);
    config.mode = mode;
    Reporter reporter(config);
    const auto suite = reporter.open_suite(named("exit"));
    const auto test_case = suite.open_case(named("case"));
    test_case.add(realistic_event(EventType::pass));
    test_case.close();
    suite.close();
    wait_until_all_is_sent(reporter);
    const double begin = seconds_now();
    reporter.finish();
    const double end = seconds_now();
    say(begin);
    say(end);
  });
}

double finish_ms(const ChildResult& result) {
  return (result.figures[1] - result.figures[0]) * 1e3;
}
double whole_end_ms(const ChildResult& result) {
  return (result.gone_at - result.figures[0]) * 1e3;
}

void measure() {
  const CountingServer server;
  std::vector<ChildResult> live;
  std::vector<ChildResult> off;
  for (int i = 0; i < rounds; ++i) {
    live.push_back(end_process(server, Mode::live));
    off.push_back(end_process(server, Mode::off));
  }
  const double finish = median_of(live, finish_ms);
  const double whole = median_of(live, whole_end_ms);
  const double without = median_of(off, whole_end_ms);
  std::vector<double> all;
  for (const ChildResult& result : live) all.push_back(finish_ms(result));
  Table table("Ending a program, nothing pending");
  table.row("finish(), median", number("%.2f ms", finish), number("%.0f ms (target)", limit),
            ratio(finish, limit));
  table.row("finish(), p95", number("%.2f ms", percentile(all, 0.95)));
  table.row("from finish() until the process is gone", number("%.2f ms", whole),
            number("%.2f ms (without us)", without), number("+%.2f ms", whole - without));
}

}  // namespace
}  // namespace testcenter::benchmarks

int main() { testcenter::benchmarks::measure(); }
