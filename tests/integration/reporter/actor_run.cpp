#include "integration/reporter/actor_run.hpp"

#include <filesystem>
#include <sstream>

namespace testcenter::test {

ActorRun Actor::run(const std::vector<std::string>& script, const std::string& program) const {
  std::vector<std::string> command{program};
  command.insert(command.end(), script.begin(), script.end());
  std::map<std::string, std::string> environment = environment_;
  environment.emplace("TESTCENTER_SPOOL_DIR", spool());
  environment.emplace("TESTCENTER_STALL_TIMEOUT", "5");
  ActorRun run{run_program(command, environment), {}};
  std::istringstream lines(run.out);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) {
      run.counts[line.substr(0, equals)] = std::stoull(line.substr(equals + 1));
    }
  }
  return run;
}

std::vector<std::string> Actor::kept() const {
  std::vector<std::string> names;
  std::error_code nothing_there;
  for (const auto& entry : std::filesystem::directory_iterator(spool(), nothing_there)) {
    names.push_back(entry.path().string());
  }
  return names;
}

bool adds_up(const ActorRun& run) {
  return run.counts.count("accepted") == 1 &&
         run.count("accepted") == run.count("acknowledged") + run.count("pending") +
                                      run.count("rejected") + run.count("dropped");
}

}  // namespace testcenter::test
