#pragma once

#include <nlohmann/json.hpp>

#include <sys/types.h>

#include <string>
#include <vector>

namespace testcenter::test {

/// The real local-center program as a child process, on a free port of its own.
///
/// Construct it on a thread that lives as long as the center is needed: the kernel kills the center
/// when that thread is gone, so that a crashed test leaves no server behind.
class LocalCenterProcess {
 public:
  /// Starts the program and returns when it accepts connections. `arguments` come after `--port 0`,
  /// unless they have a port that another center left. Throws std::runtime_error when it does not
  /// start; what it said is on stderr.
  explicit LocalCenterProcess(std::vector<std::string> arguments = {});

  /// Stops it, however the test ended.
  ~LocalCenterProcess();

  LocalCenterProcess(const LocalCenterProcess&) = delete;
  LocalCenterProcess& operator=(const LocalCenterProcess&) = delete;

  /// `http://127.0.0.1:PORT`, without a slash at the end.
  const std::string& url() const { return url_; }
  int port() const { return port_; }
  pid_t pid() const { return pid_; }

  /// The JSON at `path` ("/api/reports"). Signs in when the arguments had --token or --user.
  /// Throws std::runtime_error on anything but 200 with JSON.
  nlohmann::json get_json(const std::string& path) const;

  /// Ends it with SIGTERM and waits. Its exit code, or -N when signal N killed it; the same answer
  /// when called again.
  int stop();

  /// SIGKILL, as a crash of the server would be; waits until it is gone.
  void kill();

 private:
  void start(const std::vector<std::string>& arguments);
  std::string read_first_line(int pipe) const;
  int wait_for_end();

  pid_t pid_ = -1;
  std::string url_;
  int port_ = 0;
  std::string authorization_;
  int exit_code_ = 0;
};

}  // namespace testcenter::test
