#include "integration/command_line/reporter_program.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace testcenter::test {

ReporterProgram::ReporterProgram(const std::string& url) {
  set("TESTCENTER_SPOOL_DIR", spool());
  set("HOME", folder_.path());
  if (!url.empty()) set("TESTCENTER_URL", url);
}

ProgramRun ReporterProgram::run(const std::vector<std::string>& arguments) const {
  std::vector<std::string> command{REPORTER_PROGRAM};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_program(command, environment_);
}

nlohmann::json ReporterProgram::json(const std::vector<std::string>& arguments) const {
  std::vector<std::string> with_json = arguments;
  const auto dashes = std::find(with_json.begin(), with_json.end(), "--");
  with_json.insert(dashes, "--json");
  std::string out = run(with_json).out;
  while (!out.empty() && out.back() == '\n') out.pop_back();
  const std::size_t line = out.rfind('\n');
  return nlohmann::json::parse(line == std::string::npos ? out : out.substr(line + 1));
}

ProgramRun ReporterProgram::supervise(const std::vector<std::string>& command) const {
  std::vector<std::string> arguments{"run", "--"};
  arguments.insert(arguments.end(), command.begin(), command.end());
  return run(arguments);
}

std::vector<std::string> ReporterProgram::kept() const {
  std::vector<std::string> names;
  std::error_code nothing_there;
  for (const auto& entry : std::filesystem::directory_iterator(spool(), nothing_there)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

RunningProgram::RunningProgram(const std::vector<std::string>& command,
                               const std::map<std::string, std::string>& environment, int ignored) {
  std::vector<std::string> words = command;
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("cannot fork");
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (ignored != 0) ::signal(ignored, SIG_IGN);
    for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
    dup2(ends[1], STDOUT_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(ends[1]);
  out_ = ends[0];
}

RunningProgram::~RunningProgram() {
  if (pid_ > 0) {
    signal(SIGKILL);
    wait();
  }
  close(out_);
}

std::string RunningProgram::read_line() {
  std::string line;
  for (char c = 0; read(out_, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

void RunningProgram::signal(int number) const { kill(pid_, number); }

bool RunningProgram::has_ended() { return wait(WNOHANG); }

int RunningProgram::wait() {
  wait(0);
  return exit_code_;
}

bool RunningProgram::wait(int options) {
  if (pid_ <= 0) return true;
  int status = 0;
  if (waitpid(pid_, &status, options) != pid_) return false;
  pid_ = -1;
  exit_code_ = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  return true;
}

bool adds_up(const nlohmann::json& counts) {
  return counts["accepted"] ==
         counts["acknowledged"].get<std::uint64_t>() + counts["pending"].get<std::uint64_t>() +
             counts["rejected"].get<std::uint64_t>() + counts["dropped"].get<std::uint64_t>();
}

}  // namespace testcenter::test
