#pragma once

#include "integration/command_line/reporter_program.hpp"
#include "integration/reporter/tree.hpp"
#include "support/local_center/local_center_process.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace testcenter::test {

/// Runs the actor with each script, one after the other.
inline std::vector<std::string> actors(const std::vector<std::string>& scripts) {
  std::string text;
  for (const std::string& script : scripts) {
    text += std::string("'") + ACTOR_PROGRAM + "' " + script + " >/dev/null; ";
  }
  return {"/bin/sh", "-c", text};
}

/// `testcenter-reporter run` and the center that it reports to.
class Run : public testing::Test {
 protected:
  void TearDown() override {
    EXPECT_EQ(0, center.get_json("/api/status")["breaches"].get<int>())
        << center.get_json("/api/status").dump(2);
  }
  std::vector<std::string> tree(int id = 1) const {
    return outline(center.get_json("/api/reports/" + std::to_string(id)));
  }
  nlohmann::json json_of(const std::vector<std::string>& command) const {
    std::vector<std::string> arguments{"run", "--"};
    arguments.insert(arguments.end(), command.begin(), command.end());
    return program.json(arguments);
  }

  const LocalCenterProcess center;
  ReporterProgram program{center.url()};
};

}  // namespace testcenter::test
