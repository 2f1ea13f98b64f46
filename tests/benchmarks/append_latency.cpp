// What one event costs the test thread while the sender follows live: one each 50 us, as tests do.
//
// With --traced it only runs the workload, between marks that count-syscalls.sh looks for.
#include <testcenter/reporter.hpp>

#include "support/allocations.hpp"
#include "support/counting_server.hpp"
#include "support/run.hpp"
#include "support/statistics.hpp"
#include "support/table.hpp"
#include "support/time.hpp"

#include <spdlog/async.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>

#include <unistd.h>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace testcenter::benchmarks {
namespace {

constexpr std::chrono::microseconds pace{50};
constexpr int rounds = 9;
constexpr int events_a_round = 10000;
constexpr int bursts = 60;
constexpr int events_a_burst = 20;
constexpr std::chrono::milliseconds silence{30};

struct Round {
  std::vector<double> ns;
  std::uint64_t allocations = 0;

  double at(double share) const { return percentile(ns, share); }
};

template <typename Append>
double timed(const Append& append) {
  const auto begin = Clock::now();
  append();
  return std::chrono::duration<double, std::nano>(Clock::now() - begin).count();
}

template <typename Append>
Round paced(int events, const Append& append) {
  Round round;
  round.ns.reserve(static_cast<std::size_t>(events));
  const std::uint64_t before = allocations_of_this_thread();
  auto due = Clock::now();
  for (int i = 0; i < events; ++i) {
    spin_until(due += pace);
    round.ns.push_back(timed(append));
  }
  round.allocations = allocations_of_this_thread() - before;
  return round;
}

/// The first event of each burst finds everybody asleep.
struct Bursts {
  std::vector<double> first;
  std::vector<double> others;
};

template <typename Append>
Bursts in_bursts(int count, const Append& append) {
  Bursts result;
  for (int i = 0; i < count; ++i) {
    spin_until(Clock::now() + silence);
    const Round burst = paced(events_a_burst, append);
    result.first.push_back(burst.ns.front());
    result.others.insert(result.others.end(), burst.ns.begin() + 1, burst.ns.end());
  }
  return result;
}

/// Reports into a case that stays open.
class Ours {
 public:
  explicit Ours(const CountingServer& server) : reporter_(live_config(server.url(), spool_)) {
    require(reporter_.active(), "the reporter is off");
    case_ = reporter_.open_suite(named("latency")).open_case(named("paced"));
  }
  ~Ours() {
    reporter_.finish();
    const Statistics end = reporter_.statistics();
    require(end.acknowledged == end.accepted, "not everything was acknowledged");
  }
  Ours(const Ours&) = delete;
  Ours& operator=(const Ours&) = delete;

  void append() const { case_.add(event_); }

 private:
  SpoolFolder spool_;
  Reporter reporter_;
  handle::Case case_;
  Event event_ = realistic_event();
};

/// The usual asynchronous logger, with a sink that costs its thread nothing.
class Spdlog {
 public:
  Spdlog()
      : pool_(std::make_shared<spdlog::details::thread_pool>(8192, 1)),
        logger_(std::make_shared<spdlog::async_logger>(
            "benchmark", std::make_shared<spdlog::sinks::null_sink_mt>(), pool_)) {}

  void append() const { logger_->log(place_, spdlog::level::info, text_); }

 private:
  std::shared_ptr<spdlog::details::thread_pool> pool_;
  std::shared_ptr<spdlog::async_logger> logger_;
  std::string text_ = std::string(256, 'x');
  spdlog::source_loc place_{"/src/shop/tests/invoice_test.cpp", 417, "TestBody"};
};

double of_rounds(const std::vector<Round>& all, double share) {
  return median_of(all, [share](const Round& round) { return round.at(share); });
}

double allocations_an_event(const std::vector<Round>& all) {
  return median_of(all, [](const Round& round) { return round.allocations; }) / events_a_round;
}

void row(Table& table, const char* what, double ours, double other) {
  table.row(what, number("%.0f ns", ours), number("%.0f ns (spdlog)", other), ratio(ours, other));
}

void measure() {
  const CountingServer server;
  const Ours ours(server);
  const Spdlog spdlog;
  const auto append_ours = [&] { ours.append(); };
  const auto append_spdlog = [&] { spdlog.append(); };
  paced(1000, append_ours);
  paced(1000, append_spdlog);
  std::vector<Round> us;
  std::vector<Round> them;
  for (int i = 0; i < rounds; ++i) {
    us.push_back(paced(events_a_round, append_ours));
    them.push_back(paced(events_a_round, append_spdlog));
  }
  const Bursts our_bursts = in_bursts(bursts, append_ours);
  const Bursts their_bursts = in_bursts(bursts, append_spdlog);
  const Round clock = paced(events_a_round, [] {});

  Table table("Appending an event of 256 bytes, one each 50 us, sender live");
  row(table, "median (target 200 ns)", of_rounds(us, 0.5), of_rounds(them, 0.5));
  row(table, "p99 (target 2000 ns)", of_rounds(us, 0.99), of_rounds(them, 0.99));
  row(table, "p99.9", of_rounds(us, 0.999), of_rounds(them, 0.999));
  row(table, "max of a round, median", of_rounds(us, 1), of_rounds(them, 1));
  table.row("allocations an event (target 0)", number("%.2f", allocations_an_event(us)),
            number("%.2f (spdlog)", allocations_an_event(them)));
  row(table, "first event after 30 ms of silence, median", median(our_bursts.first),
      median(their_bursts.first));
  row(table, "the 19 events after it, median", median(our_bursts.others),
      median(their_bursts.others));
  table.row("of all that: reading the clock", number("%.0f ns", clock.at(0.5)));
}

void mark(std::string_view text) {
  if (write(STDERR_FILENO, text.data(), text.size()) < 0) fail("cannot write to stderr");
}

void run_traced() {
  const CountingServer server;
  const Ours ours(server);
  const auto append = [&] { ours.append(); };
  paced(100, append);
  mark("begin paced\n");
  paced(5000, append);
  mark("end paced\n");
  mark("begin bursts\n");
  in_bursts(bursts, append);
  mark("end bursts\n");
}

}  // namespace
}  // namespace testcenter::benchmarks

int main(int argc, char** argv) {
  const bool is_traced = argc > 1 && std::string_view(argv[1]) == "--traced";
  is_traced ? testcenter::benchmarks::run_traced() : testcenter::benchmarks::measure();
}
