#include "integration/capture/printer_run.hpp"

#include "journal/reader.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>

extern char** environ;  // NOLINT(readability-redundant-declaration): not in every unistd.h

namespace testcenter::test {
namespace {

constexpr int patience_ms = 60'000;

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) std::abort();
  return ends;
}

/// As a terminal's driver would be, but for the changes to newlines: what arrives is what was
/// printed.
std::array<int, 2> make_terminal() {
  const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) std::abort();
  return {master, open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC)};
}

/// Readable once the last who holds what writes to the file lets go of it.
int watch_closing(const std::string& file) {
  const int closings = inotify_init1(IN_CLOEXEC);
  if (inotify_add_watch(closings, file.c_str(), IN_CLOSE_WRITE) < 0) std::abort();
  return closings;
}

std::vector<std::string> assignments(const Environment& ours) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (std::strncmp(*entry, "TESTCENTER_", 11) != 0) all.emplace_back(*entry);
  }
  for (const auto& [name, value] : ours) all.push_back(name + "=" + value);
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> all;
  for (std::string& string : strings) all.push_back(string.data());
  all.push_back(nullptr);
  return all;
}

/// Calls `visit` with each record of each journal, and the names of the elements before it.
template <typename Visit>
void for_each_record(const std::string& spool, Visit visit) {
  for (const auto& entry : std::filesystem::directory_iterator(spool)) {
    if (entry.path().extension() != ".journal") continue;
    const std::string bytes = content_of(entry.path());
    std::vector<std::uint64_t> words(bytes.size() / 8 + 1);
    std::memcpy(words.data(), bytes.data(), bytes.size());
    const std::atomic<std::uint64_t> size{bytes.size()};
    journal::Reader reader({reinterpret_cast<std::byte*>(words.data()), &size});
    std::map<std::uint32_t, std::string> names;
    journal::Record record;
    while (reader.next(record) == journal::Reader::State::record) {
      if (record.kind == journal::RecordKind::open) names[record.element] = record.name.text;
      auto files = entry.path();
      visit(record, names[record.element], files.replace_extension(".files").string());
    }
  }
}

}  // namespace

Running::Running(const std::vector<std::string>& command, const Environment& environment,
                 Console console)
    : is_file_(console == Console::file) {
  std::vector<std::string> arguments = command;
  std::vector<std::string> entries = assignments(environment);
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> envp = pointers(entries);
  const auto input = make_pipe();
  auto out = console == Console::terminal ? make_terminal() : make_pipe();
  auto err = make_pipe();
  const int file = open(folder_.path("console").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  closings_ = watch_closing(folder_.path("console"));
  child_ = fork();
  if (child_ == 0) {
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    dup2(input[0], STDIN_FILENO);
    dup2(is_file_ ? file : out[1], STDOUT_FILENO);
    dup2(console == Console::two_pipes ? err[1] : STDOUT_FILENO, STDERR_FILENO);
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  // The child's exec() takes none of these with it.
  for (const int end : {input[0], out[1], err[1], file}) close(end);
  input_ = input[1];
  out_ = out[0];
  err_ = err[0];
}

Running::~Running() {
  if (child_ > 0) kill(child_, SIGKILL);
  wait();
  for (const int end : {input_, out_, err_, closings_}) close(end);
}

bool Running::read_some() {
  std::array<pollfd, 2> polled{pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0}};
  if (out_ < 0 && err_ < 0) return false;
  if (poll(polled.data(), polled.size(), patience_ms) <= 0) {
    ADD_FAILURE() << "the console does not end; it has:\n" << printed_.out << printed_.err;
    kill(child_, SIGKILL);
    return false;
  }
  for (std::size_t i = 0; i < polled.size(); ++i) {
    if (polled[i].revents == 0) continue;
    std::array<char, 65536> bytes{};
    const ssize_t got = read(polled[i].fd, bytes.data(), bytes.size());
    int& end = i == 0 ? out_ : err_;
    if (got <= 0) {
      close(end);
      end = -1;
    } else {
      (i == 0 ? printed_.out : printed_.err).append(bytes.data(), static_cast<std::size_t>(got));
    }
  }
  return true;
}

/// Whoever outlives the program may still write into it.
bool Running::is_file_closed() const {
  pollfd polled{closings_, POLLIN, 0};
  return poll(&polled, 1, patience_ms) == 1;
}

bool Running::wait_for_output(const std::string& text) {
  while (printed_.out.find(text) == std::string::npos) {
    if (!read_some()) return false;
  }
  return true;
}

void Running::go_on() const { EXPECT_EQ(write(input_, "\n", 1), 1); }

bool Running::wait_for_exit() const {
  siginfo_t info{};
  return waitid(P_PID, static_cast<id_t>(child_), &info, WEXITED | WNOWAIT) == 0;
}

void Running::close_stdout() {
  close(out_);
  out_ = -1;
}

Printed Running::wait() {
  if (child_ < 0) return printed_;
  while (read_some()) {
  }
  EXPECT_TRUE(!is_file_ || is_file_closed());
  int status = 0;
  waitpid(child_, &status, 0);
  child_ = -1;
  printed_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  if (is_file_) printed_.out = content_of(folder_.path("console"));
  return printed_;
}

Environment PrinterRuns::environment(const std::string& capture) const {
  return {{"TESTCENTER_MODE", "spool"},
          {"TESTCENTER_VERBOSE", "quiet"},
          {"TESTCENTER_SPOOL_DIR", folder_.path("spool")},
          {"TESTCENTER_CAPTURE", capture}};
}

std::vector<std::string> PrinterRuns::command(const Script& script) {
  std::vector<std::string> words{PRINTER_PROGRAM};
  words.insert(words.end(), script.begin(), script.end());
  return words;
}

Printed PrinterRuns::run(const std::string& capture, const Script& script, Console console) const {
  return Running(command(script), environment(capture), console).wait();
}

std::map<std::string, std::string> PrinterRuns::attached() const {
  std::map<std::string, std::string> all;
  for_each_record(folder_.path("spool"), [&](const journal::Record& record,
                                             const std::string& element, const std::string& files) {
    if (!record.has_file) return;
    EXPECT_EQ(record.mime_type, "text/plain");
    const std::string name = element + "/" + std::string(record.file_name);
    EXPECT_EQ(all.count(name), 0U) << name << " is attached twice";
    all[name] = content_of(files + "/" + std::string(record.file_path));
  });
  return all;
}

std::vector<std::string> PrinterRuns::events() const {
  std::vector<std::string> all;
  for_each_record(folder_.path("spool"),
                  [&](const journal::Record& record, const std::string&, const std::string&) {
                    const bool is_event = record.kind == journal::RecordKind::event;
                    if (is_event && !record.has_file && !record.closes)
                      all.emplace_back(record.message.text);
                  });
  return all;
}

}  // namespace testcenter::test
