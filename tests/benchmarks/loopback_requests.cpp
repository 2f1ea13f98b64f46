// Requests a second over the loopback: cases with one event each through the reporter, against a
// bare libcurl keep-alive loop that sends the same bytes: wherever the kernel runs client and
// server, and on one core, where no waking of another core is measured.
#include <testcenter/reporter.hpp>

#include "support/counting_server.hpp"
#include "support/replay_loop.hpp"
#include "support/run.hpp"
#include "support/statistics.hpp"
#include "support/table.hpp"
#include "support/time.hpp"

#include <sched.h>

#include <string>
#include <vector>

namespace testcenter::benchmarks {
namespace {

constexpr int rounds = 11;
constexpr int cases = 2000;

double report(const std::string& url) {
  const SpoolFolder spool;
  Reporter reporter(live_config(url, spool));
  const auto begin = Clock::now();
  const auto suite = reporter.open_suite(named("loopback"));
  const Event event = realistic_event(EventType::pass);
  for (int i = 0; i < cases; ++i) {
    const auto test_case = suite.open_case(named("case " + std::to_string(i)));
    test_case.add(event);
    test_case.close();
  }
  suite.close();
  reporter.finish();
  const double took = seconds_since(begin);
  require(reporter.statistics().acknowledged == 1 + 2 * cases, "not everything was acknowledged");
  return took;
}

void stay_on_one_core() {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(sched_getcpu(), &one);
  require(sched_setaffinity(0, sizeof one, &one) == 0, "cannot stay on one core");
}

void measure(Table& table, const std::string& where) {
  CountingServer server(64 * 1024 * 1024);
  std::vector<double> ours;
  std::vector<double> bare;
  std::vector<double> ratios;
  report(server.url());
  const std::vector<std::string> requests = server.recorded();
  ReplayLoop loop(server.url(), requests);
  for (int i = 0; i < rounds; ++i) {
    server.reset();
    ours.push_back(static_cast<double>(requests.size()) / report(server.url()));
    require(server.recorded() == requests, "the reporter's bytes changed between two runs");
    server.reset();
    bare.push_back(static_cast<double>(requests.size()) / loop.run());
    require(server.recorded() == requests, "the bare loop does not send the reporter's bytes");
    ratios.push_back(ours.back() / bare.back());
  }
  table.row("requests a second" + where + " (target ratio 0.90)", count(median(ours)),
            count(median(bare)) + " (bare libcurl loop)", number("%.2f", median(ratios)));
  table.row("a request" + where, number("%.1f us", 1e6 / median(ours)),
            number("%.1f us", 1e6 / median(bare)));
}

}  // namespace
}  // namespace testcenter::benchmarks

int main() {
  using namespace testcenter::benchmarks;
  Table table("Requests over the loopback, a case and one event each, same bytes");
  measure(table, "");
  stay_on_one_core();
  measure(table, ", all on one core");
}
