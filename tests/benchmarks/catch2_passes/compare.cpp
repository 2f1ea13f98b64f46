// A Catch2 case of 1,000,000 CHECKs that pass: without us, inert, and reporting live, attached and
// by name; interleaved runs of the programs.
//
//   catch2_passes <program without the adapter> <program with it>
#include "support/child.hpp"
#include "support/counting_server.hpp"
#include "support/run.hpp"
#include "support/statistics.hpp"
#include "support/table.hpp"

#include <string>
#include <vector>

namespace testcenter::benchmarks {
namespace {

constexpr int rounds = 11;
constexpr int checks = 1'000'000;

struct Variant {
  std::string name;
  std::vector<std::string> command;
  std::vector<std::string> environment;
  std::vector<ChildResult> results;

  void run() {
    results.push_back(run_program(command, environment, "/dev/null"));
    require(results.back().figures.size() == 1, command[0] + " told no figure");
  }
  double nanoseconds() const {
    return 1e9 / checks *
           median_of(results, [](const ChildResult& result) { return result.figures[0]; });
  }
};

void compare(const std::string& plain, const std::string& reporting) {
  CountingServer server;
  const SpoolFolder spool;
  const std::vector<std::string> live = {"TESTCENTER_URL=" + server.url(),
                                         "TESTCENTER_SPOOL_DIR=" + spool.path(),
                                         "TESTCENTER_VERBOSE=quiet"};
  std::vector<Variant> variants = {{"without us", {plain}, {}, {}},
                                   {"without us, every assertion printed", {plain, "-s"}, {}, {}},
                                   {"inert", {reporting}, {}, {}},
                                   {"attached", {reporting}, live, {}},
                                   {"by name", {reporting, "-r", "testcenter"}, live, {}}};
  for (int i = 0; i < rounds; ++i) {
    for (auto& variant : variants) variant.run();
  }
  require(server.counts().events >= 2 * rounds * 1001, "not every pass arrived");
  Table table("A Catch2 case of 1,000,000 CHECKs that pass, CPU time of the test thread");
  const double base = variants[0].nanoseconds();
  for (const auto& variant : variants) {
    const bool is_ours = &variant >= &variants[3];
    table.row("a CHECK, " + variant.name, number("%.0f ns", variant.nanoseconds()),
              number("%.0f ns (without us)", base),
              number("+%.0f ns", variant.nanoseconds() - base) + (is_ours ? " (target 150)" : ""));
  }
}

}  // namespace
}  // namespace testcenter::benchmarks

int main(int argc, char** argv) {
  using namespace testcenter::benchmarks;
  require(argc == 3, "give the program without the adapter and the one with it");
  compare(argv[1], argv[2]);
}
