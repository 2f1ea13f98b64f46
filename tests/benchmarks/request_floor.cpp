// How many requests a run takes. There is no way below one for each element, plus one for each
// stretch of events between two elements.
#include <testcenter/reporter.hpp>

#include "support/counting_server.hpp"
#include "support/run.hpp"
#include "support/table.hpp"

#include <string>

namespace testcenter::benchmarks {
namespace {

constexpr int cases = 1000;

ServerCounts report(CountingServer& server, int events_a_case) {
  const SpoolFolder spool;
  server.reset();
  Reporter reporter(live_config(server.url(), spool));
  const auto suite = reporter.open_suite(named("floor"));
  const Event event = realistic_event(EventType::pass);
  for (int i = 0; i < cases; ++i) {
    const auto test_case = suite.open_case(named("case " + std::to_string(i)));
    for (int k = 0; k < events_a_case; ++k) test_case.add(event);
    test_case.close();
  }
  suite.close();
  reporter.finish();
  const Statistics end = reporter.statistics();
  require(end.acknowledged == end.accepted, "not everything was acknowledged");
  return server.counts();
}

void measure() {
  CountingServer server;
  Table table("Number of requests, 1,000 cases");
  for (const int events_a_case : {1, 5, 50, 500}) {
    const ServerCounts counts = report(server, events_a_case);
    const auto floor = static_cast<double>(counts.elements + cases);
    const auto requests = static_cast<double>(counts.requests);
    table.row(std::to_string(events_a_case) + " events a case", count(requests),
              count(floor) + " (elements + stretches)", ratio(requests, floor));
  }
}

}  // namespace
}  // namespace testcenter::benchmarks

int main() { testcenter::benchmarks::measure(); }
