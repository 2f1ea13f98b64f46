// 2,000 empty tests without us, without us but with a second thread, with us but inert, and
// reporting live: interleaved runs of the programs.
//
//   googletest_overhead <program without the adapter> <program with it>
#include "support/child.hpp"
#include "support/counting_server.hpp"
#include "support/run.hpp"
#include "support/statistics.hpp"
#include "support/table.hpp"

#include <string>
#include <vector>

namespace testcenter::benchmarks {
namespace {

constexpr int rounds = 41;
constexpr int tests = 2000;

struct Variant {
  std::string program;
  std::vector<std::string> environment;
  std::vector<ChildResult> results;

  void run(const std::string& output) {
    results.push_back(run_program({program}, environment, output));
    require(results.back().figures.size() == 2, program + " told no figures");
  }
  double run_all_tests() const { return figure(0); }
  double main_thread() const { return figure(1); }
  double process() const {
    return 1e3 * median_of(results, [](const ChildResult& result) { return result.cpu; });
  }

 private:
  double figure(std::size_t index) const {
    return 1e3 * median_of(results, [index](const ChildResult& r) { return r.figures[index]; });
  }
};

/// `target` stands behind the ratio of the figure that has one.
void rows(Table& table, const std::string& where, const Variant& plain, const Variant& with,
          const std::string& target) {
  const auto row = [&](const std::string& what, double ours, double base, const std::string& note) {
    table.row(what + where, number("%.2f ms", ours), number("%.2f ms (without us)", base),
              ratio(ours, base) + note);
  };
  row("test thread in RUN_ALL_TESTS()", with.run_all_tests(), plain.run_all_tests(), target);
  row("test thread, whole program", with.main_thread(), plain.main_thread(), "");
  row("process, all threads", with.process(), plain.process(), "");
}

void compare(Table& table, const std::string& where, const std::string& output, char** programs) {
  CountingServer server;
  const SpoolFolder spool;
  Variant plain{programs[0], {}, {}};
  Variant threaded{programs[0], {"BENCHMARK_IDLE_THREAD=1"}, {}};
  Variant inert{programs[1], {}, {}};
  Variant live{programs[1],
               {"TESTCENTER_URL=" + server.url(), "TESTCENTER_SPOOL_DIR=" + spool.path(),
                "TESTCENTER_VERBOSE=quiet"},
               {}};
  const std::string file = output.empty() ? spool.path() + "/output" : output;
  for (int i = 0; i < rounds; ++i) {
    plain.run(file);
    threaded.run(file);
    inert.run(file);
    live.run(file);
  }
  require(server.counts().events >= rounds * tests, "not every test arrived");
  table.row("test thread in RUN_ALL_TESTS(), not us but an idle second thread, " + where,
            number("%.2f ms", threaded.run_all_tests()),
            number("%.2f ms (without us)", plain.run_all_tests()),
            ratio(threaded.run_all_tests(), plain.run_all_tests()));
  rows(table, ", inert, " + where, plain, inert, "");
  rows(table, ", live, " + where, plain, live, " (target 1.10)");
  table.row("an empty test, live, " + where, number("%.2f us", live.run_all_tests() * 1e3 / tests),
            number("%.2f us (without us)", plain.run_all_tests() * 1e3 / tests),
            number("+%.2f us", (live.run_all_tests() - plain.run_all_tests()) * 1e3 / tests));
}

}  // namespace
}  // namespace testcenter::benchmarks

int main(int argc, char** argv) {
  using namespace testcenter::benchmarks;
  require(argc == 3, "give the program without the adapter and the one with it");
  Table table("A GoogleTest program of 2,000 empty tests, CPU time");
  compare(table, "output to a pipe", into_pipe, argv + 1);
  compare(table, "output to /dev/null", "/dev/null", argv + 1);
  compare(table, "output to a file", "", argv + 1);
}
