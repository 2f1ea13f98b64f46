#include "support/program_run.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace testcenter::test {
namespace {

constexpr const char* handed_on[] = {"PATH",         "HOME",           "TMPDIR",
                                     "ASAN_OPTIONS", "UBSAN_OPTIONS",  "TSAN_OPTIONS",
                                     "GCOV_PREFIX",  "LD_LIBRARY_PATH"};

/// A file without a name, for what a program says: unlike a pipe it never fills up.
class Capture {
 public:
  Capture() : file_(std::tmpfile()) {
    if (file_ == nullptr) throw std::runtime_error("cannot make a temporary file");
  }
  ~Capture() { std::fclose(file_); }
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;

  int descriptor() const { return fileno(file_); }

  std::string text() const {
    std::rewind(file_);
    std::string text;
    char part[65536];
    while (const auto size = std::fread(part, 1, sizeof part, file_)) text.append(part, size);
    return text;
  }

 private:
  std::FILE* file_;
};

std::vector<std::string> assignments(Environment environment) {
  for (const char* name : handed_on) {
    if (const char* value = std::getenv(name)) environment.emplace(name, value);
  }
  std::vector<std::string> all;
  for (const auto& [name, value] : environment) all.push_back(name + "=" + value);
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (auto& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

}  // namespace

ProgramRun run_program(const std::vector<std::string>& words, const Environment& environment) {
  const Capture output;
  const Capture errors;
  auto arguments = words;
  auto variables = assignments(environment);
  const auto argv = pointers(arguments);
  const auto envp = pointers(variables);

  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) {
    dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    dup2(output.descriptor(), STDOUT_FILENO);
    dup2(errors.descriptor(), STDERR_FILENO);
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  const int code = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  return {code, output.text(), errors.text()};
}

}  // namespace testcenter::test
