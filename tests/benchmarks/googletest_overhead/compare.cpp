// 2,000 empty tests without us, without us but with a second thread, with us but inert, and
// reporting live: interleaved runs of the programs, each round in another order, since a program
// that follows one of its own finds warm caches, and one that follows a sender cold ones. The
// kernel chooses the cores, or keeps the program on one and who reads its output, and the server,
// on another: what a pipe costs its writer depends on where the reader is.
//
//   googletest_overhead <program without the adapter> <program with it>
#include "support/child.hpp"
#include "support/counting_server.hpp"
#include "support/run.hpp"
#include "support/statistics.hpp"
#include "support/table.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace testcenter::benchmarks {
namespace {

constexpr int rounds = 61;
constexpr int tests = 2000;
constexpr const char* into_file = "a file";

class Variant {
 public:
  Variant(std::string program, std::vector<std::string> environment = {})
      : program_(std::move(program)), environment_(std::move(environment)) {}

  void run(const std::string& output, const std::vector<int>& on_cores) {
    results_.push_back(run_program({program_}, environment_, output, on_cores));
    require(results_.back().figures.size() == 2, program_ + " told no figures");
  }
  double run_all_tests() const { return figure(0); }
  double main_thread() const { return figure(1); }
  double process() const {
    return 1e3 * median_of(results_, [](const ChildResult& result) { return result.cpu; });
  }

 private:
  double figure(std::size_t index) const {
    return 1e3 * median_of(results_, [index](const ChildResult& r) { return r.figures[index]; });
  }

  std::string program_;
  std::vector<std::string> environment_;
  std::vector<ChildResult> results_;
};

void rows(Table& table, const std::string& where, const Variant& plain, const Variant& with,
          const std::string& target) {
  const auto row = [&](const std::string& what, double ours, double base, const std::string& note) {
    table.row(what + where, number("%.2f ms", ours), number("%.2f ms (without us)", base),
              ratio(ours, base) + note);
  };
  row("test thread, whole program", with.main_thread(), plain.main_thread(), target);
  row("test thread in RUN_ALL_TESTS()", with.run_all_tests(), plain.run_all_tests(), "");
  row("process, all threads", with.process(), plain.process(), "");
}

void compare(Table& table, const Place& place, const std::string& output, char** programs) {
  stay_on(place.others);
  CountingServer server;
  const SpoolFolder spool;
  Variant plain(programs[0]);
  Variant threaded(programs[0], {"BENCHMARK_IDLE_THREAD=1"});
  Variant inert(programs[1]);
  Variant live(programs[1], {"TESTCENTER_URL=" + server.url(),
                             "TESTCENTER_SPOOL_DIR=" + spool.path(), "TESTCENTER_VERBOSE=quiet"});
  const std::string file = output == into_file ? spool.path() + "/output" : output;
  std::array<Variant*, 4> order{&plain, &threaded, &inert, &live};
  std::mt19937 random;
  for (int i = 0; i < rounds; ++i) {
    std::shuffle(order.begin(), order.end(), random);
    for (Variant* variant : order) variant->run(file, place.measured);
  }
  require(server.counts().events >= rounds * tests, "not every test arrived");
  const std::string where = ", output to " + (output == into_pipe ? "a pipe" : output) + place.name;
  rows(table, ", not us but an idle second thread" + where, plain, threaded, "");
  rows(table, ", inert" + where, plain, inert, "");
  rows(table, ", live" + where, plain, live, " (target 1.10)");
  table.row("an empty test, live" + where, number("%.2f us", live.run_all_tests() * 1e3 / tests),
            number("%.2f us (without us)", plain.run_all_tests() * 1e3 / tests),
            number("+%.2f us", (live.run_all_tests() - plain.run_all_tests()) * 1e3 / tests));
}

}  // namespace
}  // namespace testcenter::benchmarks

int main(int argc, char** argv) {
  using namespace testcenter::benchmarks;
  require(argc == 3, "give the program without the adapter and the one with it");
  Table table("A GoogleTest program of 2,000 empty tests, CPU time");
  for (const Place& place : places(", on a core of its own")) {
    for (const char* output : {into_pipe, "/dev/null", into_file}) {
      compare(table, place, output, argv + 1);
    }
  }
}
