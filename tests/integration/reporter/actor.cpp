// A harness that does what its arguments say, one after the other, with a Reporter: the process
// under test of these tests. Ends by printing the statistics as `name=value` lines.

#include <testcenter/reporter.hpp>
#include <testcenter/testcenter.hpp>

#include "integration/reporter/looks.hpp"
#include "support/all_descriptors.hpp"

#include <dlfcn.h>
#include <sched.h>

#include <fcntl.h>
#include <sys/resource.h>
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#endif
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using testcenter::handle::Case;
using testcenter::handle::Suite;

struct Stage {
  testcenter::Reporter reporter;
  Suite suite;
  Case test;
};

/// `\xNN` stands for a byte.
std::string bytes_of(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "\\x") == 0 && i + 4 <= text.size()) {
      bytes += static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16));
      i += 3;
    } else {
      bytes += text[i];
    }
  }
  return bytes;
}

/// Allocates nothing between the events: a signal that comes meanwhile finds this program in a
/// report, not in the middle of malloc(), where nobody's exit handlers could allocate any more.
void add_many(Stage& stage, testcenter::EventType type, int count, std::size_t size) {
  constexpr std::size_t digits = 10;
  std::string message(digits + 1 + size, 'x');
  testcenter::Event event;
  event.type = type;
  for (int i = 0; i < count; ++i) {
    char* const end = std::to_chars(&message[0], &message[digits], i).ptr;
    std::fill(end, &message[digits + 1], ' ');
    event.message = message;
    stage.reporter.add(event);
  }
}

void add_from_threads(Stage& stage, int count) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&stage, t, count] {
      for (int i = 0; i < count; ++i) {
        stage.test.log("thread " + std::to_string(t) + " event " + std::to_string(i));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

/// The child reports as hard as it can, finishes, and leaves through exit().
void fork_a_busy_child(Stage& stage) {
  const pid_t child = fork();
  if (child == 0) {
    stage.test.fail("in the child");
    stage.suite.open_case({"a case of the child"});
    testcenter::log("in the child");
    testcenter::attach(testcenter::File::of("bytes", "child.txt"));
    stage.reporter.finish();
    std::exit(0);
  }
  waitpid(child, nullptr, 0);
}

/// The page faults that they cost this thread.
void count_faults_of_logs(Stage& stage, int count) {
  add_many(stage, testcenter::EventType::log, 10, 200);  // its code is there from here on
  rusage before{};
  rusage after{};
  getrusage(RUSAGE_THREAD, &before);
  add_many(stage, testcenter::EventType::log, count, 200);
  getrusage(RUSAGE_THREAD, &after);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  std::cout << "sanitized=1\n";
#endif
  std::cout << "faults=" << after.ru_minflt - before.ru_minflt << "\n";
}

std::string surroundings_at_start;

/// Adapters' reports, while other threads fork children that look what they got.
void start_beside_forks(int reports) {
  std::atomic<bool> is_over{false};
  std::atomic<int> held{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (!is_over) {
        const pid_t child = fork();
        if (child == 0) _exit(testcenter::test::open_journals());
        int status = 0;
        waitpid(child, &status, 0);
        held += WEXITSTATUS(status);
      }
    });
  }
  for (int i = 0; i < reports; ++i) {
    testcenter::Reporter::after(nullptr, std::nullopt, {"actor", {}}).finish();
  }
  is_over = true;
  for (std::thread& thread : threads) thread.join();
  std::cout << "held_by_children=" << held << "\n";
}

using Action = std::function<void(Stage&, const std::string&)>;

const std::map<std::string, Action>& actions() {
  static const std::map<std::string, Action> all = {
      {"suite",
       [](Stage& s, const std::string& name) {
         const std::string bytes = bytes_of(name);
         s.suite = s.reporter.open_suite({bytes});
       }},
      {"case",
       [](Stage& s, const std::string& name) {
         const std::string bytes = bytes_of(name);
         s.test = s.suite.open_case({bytes});
       }},
      {"close", [](Stage& s, const std::string&) { s.test.close(); }},
      {"pass", [](Stage& s, const std::string& text) { s.test.pass(bytes_of(text)); }},
      {"fail",
       [](Stage& s, const std::string& text) { s.test.fail(bytes_of(text), bytes_of(text)); }},
      {"long",
       [](Stage& s, const std::string& size) {
         s.test.fail("long", std::string(std::stoul(size), 'L'));
       }},
      {"logs",
       [](Stage& s, const std::string& n) {
         add_many(s, testcenter::EventType::log, std::stoi(n), 200);
       }},
      {"count_faults",
       [](Stage& s, const std::string& n) { count_faults_of_logs(s, std::stoi(n)); }},
      {"fails",
       [](Stage& s, const std::string& n) {
         add_many(s, testcenter::EventType::fail, std::stoi(n), 200);
       }},
      {"passes",
       [](Stage& s, const std::string& n) {
         add_many(s, testcenter::EventType::pass, std::stoi(n), 10);
       }},
      {"threads", [](Stage& s, const std::string& n) { add_from_threads(s, std::stoi(n)); }},
      {"count_threads",
       [](Stage&, const std::string& most) {
         std::cout << "own_threads=" << testcenter::test::threads_that_stay(std::stoi(most))
                   << "\n";
#if __has_include(<sys/single_threaded.h>)
         std::cout << "never_had_another=" << int{__libc_single_threaded} << "\n";
#endif
       }},
      {"load",
       [](Stage&, const std::string& library) {
         if (dlopen(library.c_str(), RTLD_LAZY) == nullptr) std::abort();
       }},
      {"start_beside_forks",
       [](Stage&, const std::string& n) { start_beside_forks(std::stoi(n)); }},
      {"await_acknowledged",
       [](Stage& s, const std::string& n) {
         const std::uint64_t wanted = std::stoull(n);
         while (s.reporter.statistics().acknowledged < wanted) std::this_thread::yield();
       }},
      {"reports",
       [](Stage&, const std::string& count) {
         for (int i = 0; i < std::stoi(count); ++i) {
           testcenter::Reporter::attached({"actor", {}}).open_suite({"again"}).close();
         }
       }},
      {"use_up_descriptors",
       [](Stage&, const std::string&) {
         rlimit limit{};
         getrlimit(RLIMIT_NOFILE, &limit);
         limit.rlim_cur = std::min<rlim_t>(limit.rlim_cur, 256);
         setrlimit(RLIMIT_NOFILE, &limit);
         int last = -1;
         for (int next = last; (next = open("/", O_RDONLY | O_CLOEXEC)) >= 0;) last = next;
#if defined(__SANITIZE_ADDRESS__)
         constexpr int its_own = 4;  // UndefinedBehaviorSanitizer opens pipes
         for (int i = 0; i < its_own; ++i) close(last - i);
#endif
         static_cast<void>(last);
       }},
      {"remove_spool_folder",
       [](Stage&, const std::string&) {
         std::filesystem::remove_all(std::getenv("TESTCENTER_SPOOL_DIR"));
       }},
      {"count_children",
       [](Stage&, const std::string&) {
         const auto own = static_cast<int>(__WALL);
         std::cout << "children=" << (waitpid(-1, nullptr, own | WNOHANG) < 0 ? 0 : 1) << "\n";
       }},
      {"tell_surroundings",
       [](Stage&, const std::string&) {
         const std::string now = testcenter::test::surroundings();
         if (now != surroundings_at_start) std::cout << surroundings_at_start << "now\n" << now;
         std::cout << "same_surroundings=" << (now == surroundings_at_start ? 1 : 0) << "\n";
       }},
      {"count_descriptors",
       [](Stage&, const std::string&) { testcenter::test::count_descriptors(); }},
      {"close_descriptor", [](Stage&, const std::string& number) { close(std::stoi(number)); }},
      {"take_all_descriptors",
       [](Stage&, const std::string& folder) { testcenter::test::take_all_descriptors(folder); }},
      {"attach", [](Stage&, const std::string& path) { testcenter::attach(path); }},
      {"screenshot", [](Stage&, const std::string& path) { testcenter::screenshot(path); }},
      {"section",
       [](Stage&, const std::string& name) {
         const testcenter::Section section(name);
         testcenter::log("inside");
       }},
      // Our lines go into a pipe without a reader from here on.
      {"close_stderr",
       [](Stage&, const std::string&) {
         std::array<int, 2> ends{};
         if (pipe(ends.data()) != 0) std::abort();
         dup2(ends[1], STDERR_FILENO);
         close(ends[0]);
         close(ends[1]);
       }},
      {"exit_while_another_finishes",
       [](Stage& s, const std::string& code) {
         std::thread([&s] { s.reporter.finish(); }).detach();
         while (s.reporter.active()) std::this_thread::yield();
         std::exit(std::stoi(code));
       }},
      {"exit_on_alarm",
       [](Stage&, const std::string& code) {
         static int exit_code = std::stoi(code);
         std::signal(SIGALRM, [](int) { std::exit(exit_code); });
         const itimerval soon{{0, 0}, {0, 50000}};
         setitimer(ITIMER_REAL, &soon, nullptr);
       }},
      {"bdd",
       [](Stage&, const std::string& name) {
         const testcenter::Feature feature(name);
         const testcenter::Scenario scenario("scenario");
         const testcenter::Step step("step");
         testcenter::warning("in the step", "with a detail");
       }},
      {"step_without_scenario",
       [](Stage&, const std::string& name) { const testcenter::Step step(name); }},
      {"verify",
       [](Stage&, const std::string& path) {
         const auto seen = testcenter::File::at(path);
         testcenter::verify_screenshot("expected/good.png", seen, true, "as expected");
         testcenter::verify_screenshot("expected/other.png", seen, false);
       }},
      {"fork", [](Stage& s, const std::string&) { fork_a_busy_child(s); }},
      {"exit", [](Stage&, const std::string& code) { std::exit(std::stoi(code)); }},
      {"raise", [](Stage&, const std::string& signal) { std::raise(std::stoi(signal)); }},
      {"ready", [](Stage&, const std::string&) { std::cout << "ready" << std::endl; }},
      {"stop",
       [](Stage&, const std::string&) {
         while (true) pause();
       }},
      {"_exit", [](Stage&, const std::string& code) { _exit(std::stoi(code)); }},
      {"finish", [](Stage& s, const std::string&) { s.reporter.finish(); }},
  };
  return all;
}

void print(const testcenter::Statistics& all) {
  std::cout << "accepted=" << all.accepted << "\nacknowledged=" << all.acknowledged
            << "\npending=" << all.pending << "\nrejected=" << all.rejected
            << "\ndropped=" << all.dropped << "\nelements=" << all.elements
            << "\nevents=" << all.events << "\nfailures=" << all.failures
            << "\npossible_duplicates=" << all.possible_duplicates << "\nrequests=" << all.requests
            << "\nretries=" << all.retries << "\nrerouted=" << all.rerouted << "\n";
}

testcenter::Reporter make_reporter(const testcenter::Origin& origin) {
  if (std::getenv("ACTOR_IS_AN_ADAPTER") == nullptr) return testcenter::Reporter::attached(origin);
  return testcenter::Reporter::after(nullptr, std::nullopt, origin);
}

void stay_on(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  if (sched_setaffinity(0, sizeof set, &set) != 0) std::abort();
}

}  // namespace

int main(int argc, char** argv) {
  if (const char* core = std::getenv("ACTOR_CORE")) stay_on(std::atoi(core));
  if (const char* variable = std::getenv("ACTOR_UNSETS")) unsetenv(variable);
  surroundings_at_start = testcenter::test::surroundings();
  Stage stage{make_reporter({"actor", {}}), {}, {}};
  stage.reporter.make_current();
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const std::size_t colon = argument.find(':');
    const auto action = actions().find(argument.substr(0, colon));
    if (action == actions().end()) return 99;
    action->second(stage, colon == std::string::npos ? "" : argument.substr(colon + 1));
  }
  stage.reporter.finish();
  print(stage.reporter.statistics());
  return 0;
}
