#include "local_center/local_center_process.hpp"

#include <httplib.h>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <stdexcept>

namespace testcenter::test {
namespace {

std::string authorization_for(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
    if (arguments[i] == "--token") return "Token " + arguments[i + 1];
    if (arguments[i] == "--user") {
      const auto& user = arguments[i + 1];
      const auto colon = user.find(':');
      return httplib::make_basic_authentication_header(user.substr(0, colon),
                                                       user.substr(colon + 1))
          .second;
    }
  }
  return {};
}

std::vector<char*> argument_vector(std::vector<std::string>& words) {
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  return argv;
}

}  // namespace

LocalCenterProcess::LocalCenterProcess(std::vector<std::string> arguments)
    : authorization_(authorization_for(arguments)) {
  start(arguments);
}

LocalCenterProcess::~LocalCenterProcess() { stop(); }

void LocalCenterProcess::start(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {LOCAL_CENTER_PROGRAM};
  if (std::find(arguments.begin(), arguments.end(), "--port") == arguments.end()) {
    words.insert(words.end(), {"--port", "0"});
  }
  words.insert(words.end(), arguments.begin(), arguments.end());
  auto argv = argument_vector(words);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");

  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("cannot fork");
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(ends[1], STDOUT_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(ends[1]);
  const auto line = read_first_line(ends[0]);
  close(ends[0]);

  const auto colon = line.rfind(':');
  if (line.rfind("http://", 0) != 0 || line.back() != '/') {
    throw std::runtime_error(words[0] + " did not start (exit code " + std::to_string(stop()) +
                             "), first line: '" + line + "'");
  }
  url_ = line.substr(0, line.size() - 1);
  port_ = std::stoi(line.substr(colon + 1));
}

std::string LocalCenterProcess::read_first_line(int pipe) const {
  std::string line;
  char c = 0;
  while (true) {
    const auto count = read(pipe, &c, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0 || c == '\n') return line;
    line += c;
  }
}

nlohmann::json LocalCenterProcess::get_json(const std::string& path) const {
  httplib::Client client("127.0.0.1", port_);
  client.set_read_timeout(30);
  httplib::Headers headers;
  if (!authorization_.empty()) headers.emplace("Authorization", authorization_);
  const auto answer = client.Get(path.c_str(), headers);
  if (!answer) {
    throw std::runtime_error("GET " + url_ + path + ": " + httplib::to_string(answer.error()));
  }
  if (answer->status != 200) {
    throw std::runtime_error("GET " + url_ + path + ": " + std::to_string(answer->status) + " " +
                             answer->body);
  }
  return nlohmann::json::parse(answer->body);
}

int LocalCenterProcess::stop() {
  if (pid_ > 0) ::kill(pid_, SIGTERM);
  return wait_for_end();
}

void LocalCenterProcess::kill() {
  if (pid_ > 0) ::kill(pid_, SIGKILL);
  wait_for_end();
}

int LocalCenterProcess::wait_for_end() {
  if (pid_ <= 0) return exit_code_;
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  exit_code_ = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  return exit_code_;
}

}  // namespace testcenter::test
