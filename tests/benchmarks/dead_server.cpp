// A million events while nothing listens at the server's address: what stays in memory, and how
// long the process takes to end.
#include <testcenter/reporter.hpp>

#include "support/child.hpp"
#include "support/dead_port.hpp"
#include "support/run.hpp"
#include "support/statistics.hpp"
#include "support/table.hpp"
#include "support/time.hpp"

#include <fstream>
#include <string>
#include <vector>

namespace testcenter::benchmarks {
namespace {

constexpr int rounds = 5;
constexpr int events = 1'000'000;
constexpr double memory_limit = 16;  // MiB
constexpr std::chrono::milliseconds stall_timeout{1000};

double anonymous_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.compare(0, 8, "RssAnon:") == 0) return std::stod(line.substr(8)) / 1024;
  }
  fail("/proc/self/status tells no RssAnon");
}

/// Says: MiB more after the appends, MiB more after finish(), seconds of appending, seconds of
/// finish(), and when that returned.
ChildResult report() {
  const SpoolFolder spool;
  const DeadPort port;
  return in_child([&](const auto& say) {
    Config config = live_config(port.url(), spool);
    config.stall_timeout = stall_timeout;
    const double before = anonymous_mib();
    Reporter reporter(config);
    const Event event = realistic_event();
    const auto begin = Clock::now();
    const auto test_case = reporter.open_suite(named("dead")).open_case(named("a million"));
    for (int i = 0; i < events; ++i) test_case.add(event);
    const double appended = seconds_since(begin);
    say(anonymous_mib() - before);
    const auto end = Clock::now();
    reporter.finish();
    const double finished = seconds_since(end);
    say(anonymous_mib() - before);
    const Statistics statistics = reporter.statistics();
    require(statistics.pending + statistics.dropped == statistics.accepted, "something was sent");
    require(statistics.pending > events, "the journal did not keep everything");
    say(appended);
    say(finished);
    say(seconds_now());
  });
}

void measure() {
  std::vector<ChildResult> all;
  for (int i = 0; i < rounds; ++i) all.push_back(report());
  const auto figure = [&](std::size_t index) {
    return median_of(all, [index](const ChildResult& result) { return result.figures[index]; });
  };
  const double gone =
      median_of(all, [](const ChildResult& result) { return result.gone_at - result.figures[4]; });
  const double limit = std::chrono::duration<double>(stall_timeout).count();
  Table table("A million events of 256 bytes, no server");
  table.row("growth of RssAnon after the appends", number("%.1f MiB", figure(0)),
            number("%.0f MiB (target)", memory_limit), ratio(figure(0), memory_limit));
  table.row("growth of RssAnon after finish()", number("%.1f MiB", figure(1)),
            number("%.0f MiB (target)", memory_limit), ratio(figure(1), memory_limit));
  table.row("finish()", number("%.3f s", figure(3)), number("%.3f s (stall_timeout)", limit),
            ratio(figure(3), limit));
  table.row("from finish() until the process is gone", number("%.3f s", gone));
  table.row("an append", number("%.0f ns", figure(2) / events * 1e9));
}

}  // namespace
}  // namespace testcenter::benchmarks

int main() { testcenter::benchmarks::measure(); }
