// Requests a second over the loopback: cases with one event each through the reporter, against a
// bare libcurl keep-alive loop that sends the same bytes, with client and server on cores that the
// kernel chooses, on one each, and on the same. The loop runs in a thread of its own, as the sender
// does: where the kernel chooses, it puts a program's first thread elsewhere.
#include <testcenter/reporter.hpp>

#include "support/cores.hpp"
#include "support/counting_server.hpp"
#include "support/replay_loop.hpp"
#include "support/run.hpp"
#include "support/statistics.hpp"
#include "support/table.hpp"
#include "support/time.hpp"

#include <string>
#include <thread>
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

double run_in_thread(ReplayLoop& loop) {
  double took = 0;
  std::thread([&] { took = loop.run(); }).join();
  return took;
}

std::vector<Place> all_places() {
  std::vector<Place> all = places(", on a core each");
  const int core = cores().front();
  all.push_back({", on the same core", {core}, {core}});
  return all;
}

struct Rates {
  std::vector<double> ours;
  std::vector<double> bare;
  std::vector<double> first_thread;
};

Rates measure(const Place& place) {
  stay_on(place.others);
  CountingServer server(64 * 1024 * 1024);
  stay_on(place.measured);
  report(server.url());
  const std::vector<std::string> requests = server.recorded();
  ReplayLoop loop(server.url(), requests);
  const auto rate = [&](auto&& run) {
    server.reset();
    const double took = run();
    require(server.recorded() == requests, "not the bytes of the first run");
    return static_cast<double>(requests.size()) / took;
  };
  Rates rates;
  for (int i = 0; i < rounds; ++i) {
    rates.ours.push_back(rate([&] { return report(server.url()); }));
    rates.bare.push_back(rate([&] { return run_in_thread(loop); }));
    rates.first_thread.push_back(rate([&] { return loop.run(); }));
  }
  return rates;
}

double median_ratio(const std::vector<double>& ours, const std::vector<double>& bare) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < ours.size(); ++i) ratios.push_back(ours[i] / bare[i]);
  return median(ratios);
}

void rows(Table& table, const Place& place, const Rates& rates) {
  table.row("requests a second" + place.name + " (target ratio 0.90)", count(median(rates.ours)),
            count(median(rates.bare)) + " (bare libcurl loop)",
            number("%.2f", median_ratio(rates.ours, rates.bare)));
  table.row("a request" + place.name, number("%.1f us", 1e6 / median(rates.ours)),
            number("%.1f us", 1e6 / median(rates.bare)));
  table.row("the bare loop in the program's first thread" + place.name,
            count(median(rates.first_thread)), count(median(rates.bare)) + " (in another)",
            number("%.2f", median_ratio(rates.first_thread, rates.bare)));
}

}  // namespace
}  // namespace testcenter::benchmarks

int main() {
  using namespace testcenter::benchmarks;
  Table table("Requests over the loopback, a case and one event each, same bytes");
  for (const Place& place : all_places()) rows(table, place, measure(place));
}
