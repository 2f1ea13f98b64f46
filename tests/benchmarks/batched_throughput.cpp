// A million events in one case, from the first append until finish() returned, into a server that
// only counts.
#include <testcenter/reporter.hpp>

#include "support/counting_server.hpp"
#include "support/run.hpp"
#include "support/statistics.hpp"
#include "support/table.hpp"
#include "support/time.hpp"

#include <vector>

namespace testcenter::benchmarks {
namespace {

constexpr int rounds = 5;
constexpr int events = 1'000'000;
constexpr double target = 200'000;

struct Round {
  double appended = 0;  ///< seconds until the last append returned
  double all = 0;       ///< seconds until finish() returned
  double sender_cpu = 0;
};

double process_cpu() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

Round report(CountingServer& server) {
  const SpoolFolder spool;
  server.reset();
  Reporter reporter(live_config(server.url(), spool));
  const Event event = realistic_event();
  Round round;
  const double others_before = process_cpu() - thread_cpu();
  const auto begin = Clock::now();
  const auto test_case = reporter.open_suite(named("batched")).open_case(named("a million"));
  for (int i = 0; i < events; ++i) test_case.add(event);
  round.appended = seconds_since(begin);
  reporter.finish();
  round.all = seconds_since(begin);
  round.sender_cpu = process_cpu() - thread_cpu() - others_before;
  require(reporter.statistics().acknowledged >= events, "not everything was acknowledged");
  require(server.counts().events >= events, "not everything arrived");
  return round;
}

void measure() {
  CountingServer server;
  std::vector<Round> all;
  for (int i = 0; i < rounds; ++i) all.push_back(report(server));
  const double took = median_of(all, [](const Round& round) { return round.all; });
  const double appended = median_of(all, [](const Round& round) { return round.appended; });
  const double cpu = median_of(all, [](const Round& round) { return round.sender_cpu; });
  Table table("A million events of 256 bytes in one case");
  table.row("events a second, end to end", count(events / took), count(target) + " (target)",
            ratio(events / took, target));
  table.row("of it, appending: an event", number("%.0f ns", appended / events * 1e9));
  table.row("the sender's CPU time: an event", number("%.0f ns", cpu / events * 1e9));
  table.row("requests", count(static_cast<double>(server.counts().requests)));
}

}  // namespace
}  // namespace testcenter::benchmarks

int main() { testcenter::benchmarks::measure(); }
