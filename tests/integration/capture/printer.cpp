// A harness that prints as its arguments say, one after the other, inside of cases it reports: the
// process under test of these tests. `\n` in a text is a newline.

#include <testcenter/reporter.hpp>

#include "support/all_descriptors.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

using testcenter::handle::Case;
using testcenter::handle::Section;
using testcenter::handle::Suite;

struct Stage {
  testcenter::Reporter reporter;
  Suite suite;
  Case test;
  Section section;
};

std::string with_newlines(const std::string& text) {
  std::string lines;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_newline = text.compare(i, 2, "\\n") == 0;
    lines += is_newline ? '\n' : text[i];
    i += is_newline ? 1 : 0;
  }
  return lines;
}

void put(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0) std::abort();
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// The child leaves as a death test's does, with all its exit handlers.
void print_in_a_child(Stage& stage, const std::string& text) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    std::printf("%s", text.c_str());
    stage.test.fail("never seen");
    stage.test.close();
    stage.reporter.finish();
    std::exit(0);
  }
  waitpid(child, nullptr, 0);
}

/// One that wants nothing more of our console, and ends when somebody opens the FIFO for writing.
void start_a_daemon(const std::string& fifo) {
  if (fork() != 0) return;
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) close(descriptor);
  _exit(open(fifo.c_str(), O_RDONLY) < 0 ? 1 : 0);
}

std::string link_of(const std::string& path) {
  char target[256];
  const ssize_t size = readlink(path.c_str(), target, sizeof target);
  return {target, size > 0 ? static_cast<std::size_t>(size) : 0};
}

std::vector<std::string> entries_of(const std::string& folder) {
  std::vector<std::string> names;
  DIR* const open_folder = opendir(folder.c_str());
  if (open_folder == nullptr) return names;
  while (const dirent* const entry = readdir(open_folder)) names.emplace_back(entry->d_name);
  closedir(open_folder);
  return names;
}

/// A forked child's descriptors that lead there.
void print_those_of_a_child(const std::string& folder) {
  const pid_t child = fork();
  if (child == 0) {
    int count = 0;
    for (const std::string& descriptor : entries_of("/proc/self/fd")) {
      count += link_of("/proc/self/fd/" + descriptor).rfind(folder, 0) == 0 ? 1 : 0;
    }
    _exit(count);
  }
  int status = 0;
  waitpid(child, &status, 0);
  put(STDOUT_FILENO, std::to_string(WEXITSTATUS(status)));
}

/// The other process that holds the pipe that stdout is.
pid_t relay() {
  const std::string pipe = link_of("/proc/self/fd/1");
  for (const std::string& process : entries_of("/proc")) {
    std::string name;
    std::ifstream("/proc/" + process + "/comm") >> name;
    if (name != "testcenter-out") continue;
    const std::string descriptors = "/proc/" + process + "/fd/";
    for (const std::string& descriptor : entries_of(descriptors)) {
      if (link_of(descriptors + descriptor) == pipe) return std::stoi(process);
    }
  }
  std::abort();
}

void print_lines(int count) {
  for (int i = 0; i < count; ++i) std::printf("line %07d of many\n", i);
}

using Action = std::function<void(Stage&, const std::string&)>;

const std::map<std::string, Action>& actions() {
  static const std::map<std::string, Action> all = {
      {"case",
       [](Stage& s, const std::string& name) {
         s.test = s.suite.open_case({name, {}, {}, {}});
       }},
      {"section",
       [](Stage& s, const std::string& name) {
         s.section = s.test.open_section({name, {}, {}, {}});
       }},
      {"fail", [](Stage& s, const std::string& text) { s.test.fail(text); }},
      {"fail_below", [](Stage& s, const std::string& text) { s.section.fail(text); }},
      {"close", [](Stage& s, const std::string&) { s.test.close(); }},
      {"suite", [](Stage& s, const std::string& name) { s.suite = s.reporter.open_suite({name}); }},
      {"printf", [](Stage&, const std::string& text) { std::printf("%s", text.c_str()); }},
      {"flush", [](Stage&, const std::string&) { std::fflush(stdout); }},
      {"cout", [](Stage&, const std::string& text) { std::cout << text; }},
      {"unsynced", [](Stage&, const std::string&) { std::ios_base::sync_with_stdio(false); }},
      {"cerr", [](Stage&, const std::string& text) { std::cerr << text; }},
      {"out", [](Stage&, const std::string& text) { put(STDOUT_FILENO, text); }},
      {"err", [](Stage&, const std::string& text) { put(STDERR_FILENO, text); }},
      {"shell",
       [](Stage&, const std::string& text) {
         if (std::system(text.c_str()) != 0) std::abort();
       }},
      {"fork", print_in_a_child},
      {"daemon", [](Stage&, const std::string& fifo) { start_a_daemon(fifo); }},
      {"lines", [](Stage&, const std::string& count) { print_lines(std::stoi(count)); }},
      {"close_stdout", [](Stage&, const std::string&) { close(STDOUT_FILENO); }},
      {"take_all_descriptors",
       [](Stage&, const std::string& folder) { testcenter::test::take_all_descriptors(folder); }},
      {"print_those_of_a_child",
       [](Stage&, const std::string& folder) { print_those_of_a_child(folder); }},
      {"is_terminal",
       [](Stage&, const std::string&) {
         put(STDOUT_FILENO, isatty(STDOUT_FILENO) == 1 ? "terminal" : "no terminal");
       }},
      {"await",
       [](Stage&, const std::string&) {
         char byte = 0;
         if (read(STDIN_FILENO, &byte, 1) != 1) std::abort();
       }},
      // What stdout is, to a descriptor that nobody captures.
      {"tell_stdout",
       [](Stage&, const std::string& file) { std::ofstream(file) << link_of("/proc/self/fd/1"); }},
      {"tell_children",
       [](Stage&, const std::string& file) {
         std::ofstream(file) << (waitpid(-1, nullptr, WNOHANG) < 0 ? "none" : "some");
       }},
      {"kill_relay", [](Stage&, const std::string&) { kill(relay(), SIGKILL); }},
      {"raise", [](Stage&, const std::string& signal) { std::raise(std::stoi(signal)); }},
      {"_exit", [](Stage&, const std::string& code) { _exit(std::stoi(code)); }},
      {"exit", [](Stage&, const std::string& code) { std::exit(std::stoi(code)); }},
      {"finish", [](Stage& s, const std::string&) { s.reporter.finish(); }},
      {"again",
       [](Stage& s, const std::string&) {
         static std::vector<testcenter::Reporter> later;
         later.push_back(testcenter::Reporter::attached({"printer", {}}));
         s.suite = later.back().open_suite({"again"});
       }},
      {"return", [](Stage&, const std::string&) {}},
  };
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  testcenter::Config config;  // bytes, where the environment knows only MiB
  if (const char* const limit = std::getenv("PRINTER_ATTACHMENT_LIMIT"); limit != nullptr) {
    config.attachment_limit = std::stoull(limit);
  }
  Stage stage{testcenter::Reporter(config, {"printer", {}}), {}, {}, {}};
  stage.suite = stage.reporter.open_suite({"suite"});
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const std::size_t colon = argument.find(':');
    const auto action = actions().find(argument.substr(0, colon));
    if (action == actions().end()) return 99;
    action->second(stage,
                   colon == std::string::npos ? "" : with_newlines(argument.substr(colon + 1)));
  }
  stage.reporter.finish();
  return 3;
}
