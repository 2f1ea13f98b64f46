// A home-made harness that reports by itself: a suite, and below it features, scenarios and steps.
// It goes to http://localhost:8800, or wherever TESTCENTER_URL says.
#include <testcenter/reporter.hpp>
#include <testcenter/testcenter.hpp>

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace {

/// What is under test.
class Door {
 public:
  bool open() { return !locked_ && (open_ = true); }
  void close() { open_ = false; }
  void lock() { locked_ = true; }  // the bug: an open door can be locked
  bool is_open() const { return open_; }
  bool is_locked() const { return locked_; }

 private:
  bool open_ = false;
  bool locked_ = false;
};

struct Step {
  std::string text;
  std::function<bool(Door&)> passes;
};

struct Scenario {
  std::string name;
  std::vector<Step> steps;
};

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> all = {
      {"A closed door opens",
       {{"Given a closed door", [](Door& door) { return !door.is_open(); }},
        {"When somebody opens it", [](Door& door) { return door.open(); }},
        {"Then it is open", [](Door& door) { return door.is_open(); }}}},
      {"A locked door stays closed",
       {{"Given a locked door", [](Door& door) { return door.lock(), door.is_locked(); }},
        {"When somebody opens it", [](Door& door) { return !door.open(); }},
        {"Then it is closed", [](Door& door) { return !door.is_open(); }}}},
      {"An open door cannot be locked",
       {{"Given an open door", [](Door& door) { return door.open(); }},
        {"When somebody locks it", [](Door& door) { return door.lock(), true; }},
        {"Then it is not locked", [](Door& door) { return !door.is_locked(); }}}},
  };
  return all;
}

/// Runs the steps up to the first that fails; the rest are reported as skipped.
bool run(const Scenario& scenario, const testcenter::handle::Scenario& reported) {
  Door door;
  bool passed = true;
  for (const auto& step : scenario.steps) {
    const auto element = reported.open_step({step.text, {}, {}, {}});
    if (!passed) {
      element.skip("a step before this one failed");
      continue;
    }
    passed = step.passes(door);
    if (passed) {
      element.pass(step.text);
    } else {
      element.fail(step.text, "in the scenario: " + scenario.name);
    }
    std::printf("%s  %s\n", passed ? "ok    " : "FAILED", step.text.c_str());
  }
  return passed;
}

}  // namespace

int main() {
  testcenter::Reporter reporter({}, {"home-made", {}});
  reporter.make_current();  // so that testcenter::log() and the like go there, too

  const auto suite = reporter.open_suite({"House", "the doors of a house", {}, {}});
  const auto doors = suite.open_case({"Doors", {}, {}, {}});
  const auto feature = doors.open_feature({"A door can be opened, closed and locked", {}, {}, {}});
  int failed = 0;
  for (const auto& scenario : scenarios()) {
    std::printf("%s\n", scenario.name.c_str());
    const auto reported = feature.open_scenario({scenario.name, {}, {}, {}});
    if (!run(scenario, reported)) ++failed;
    reported.close();
  }
  const std::string outcome =
      std::to_string(failed) + " of " + std::to_string(scenarios().size()) + " scenarios failed";
  testcenter::log(outcome);
  suite.close();

  reporter.finish();  // sends what is left, and says where the report is
  std::printf("%s\n", outcome.c_str());
  return failed == 0 ? 0 : 1;
}
