// A GoogleTest program that dies in a test, in the way that its arguments say: WAY [HANDLER]. The
// process under test of these tests.

#include <testcenter/testcenter.hpp>

#include "integration/crash/forks.hpp"
#include "integration/crash/senders_thread.hpp"
#include "integration/crash/use_after_free.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using Action = void (*)();

std::string way;
std::string handler;

// Ways to die. `volatile` keeps the compiler from seeing what is wrong with them.

int* volatile nowhere = nullptr;
volatile int zero = 0;

void segv() { *nowhere = 1; }

void bus() {
  char name[] = "/tmp/testcenter-bus-XXXXXX";
  const int fd = mkstemp(name);
  unlink(name);
  auto* const memory =
      static_cast<volatile char*>(mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
  memory[0] = 1;  // the file has no byte there
}

void fpe() { zero = 100 / zero; }

int overflow(int depth) {
  volatile char room[4096];
  room[0] = static_cast<char>(depth);
  if (zero != 0) return 0;
  return overflow(depth + 1) + room[0];
}

void heap() {
  for (int i = 0; i < 1000; ++i) {
    void* volatile memory = std::malloc(3000);
    std::memset(memory, 0x41, 3100);  // over the next block's head
    std::free(memory);
    nowhere = static_cast<int*>(std::malloc(200000));
  }
}

void throw_it() { throw std::runtime_error("nobody catches this"); }
Action volatile thrower = throw_it;
void exception() noexcept { thrower(); }

void on_another_thread() { std::thread(segv).join(); }

void on_many_threads() {
  std::atomic<int> waiting{8};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&waiting] {
      --waiting;
      while (waiting.load() > 0) {
      }
      segv();
    });
  }
  for (std::thread& thread : threads) thread.join();
}

void queued() {
  sigval value{};
  value.sival_int = 42;
  sigqueue(getpid(), SIGSEGV, value);
}

const std::map<std::string, Action> ways = {
    {"nothing", [] {}},
    {"segv", segv},
    {"bus", bus},
    {"fpe", fpe},
    {"ill", [] { __builtin_trap(); }},
    {"abort", [] { std::abort(); }},
    {"overflow", [] { std::printf("%d\n", overflow(0)); }},
    {"overflow_on_a_thread_with_a_section",
     [] {
       std::thread([] {
         const testcenter::Section section("of the thread");
         std::printf("%d\n", overflow(0));
       }).join();
     }},
    {"heap", heap},
    {"use_after_free", testcenter::test::use_after_free},
    {"exception", exception},
    {"exception_on_a_thread", [] { std::thread(throw_it).join(); }},
    {"exit", [] { std::exit(3); }},
    {"_exit", [] { _exit(4); }},
    {"quick_exit", [] { std::quick_exit(5); }},
    {"term", [] { raise(SIGTERM); }},
    {"int", [] { kill(getpid(), SIGINT); }},
    {"thread", on_another_thread},
    {"threads", on_many_threads},
    {"queued", queued},
    {"sender_segv", [] { testcenter::test::in_the_senders_thread(segv); }},
    {"sender_is_sent_segv", [] { testcenter::test::signal_the_senders_thread(SIGSEGV); }},
    {"sender_is_sent_abort", [] { testcenter::test::signal_the_senders_thread(SIGABRT); }},
    {"sender_abort", [] { testcenter::test::in_the_senders_thread(std::abort); }},
    {"forks", [] { testcenter::test::fork_under_load(std::stoi(handler)); }},
};

// Handlers of the program.

void put(const std::string& text) {
  if (write(STDOUT_FILENO, text.data(), text.size()) < 0) _exit(99);
}

/// What a handler can see of how it was called.
void tell(const char* who, int number, const siginfo_t* info) {
  sigset_t mask;
  pthread_sigmask(SIG_BLOCK, nullptr, &mask);
  struct sigaction now {};
  sigaction(number, nullptr, &now);
  std::string text = std::string(who) + ": signal " + std::to_string(number);
  if (info != nullptr) {
    const bool is_sent = info->si_code <= 0;
    text += ", code " + std::to_string(info->si_code);
    if (is_sent) text += info->si_pid == getpid() ? ", from us" : ", from another";
    if (info->si_code == SI_QUEUE) text += ", value " + std::to_string(info->si_value.sival_int);
    if (!is_sent && number == SIGSEGV) text += info->si_addr == nullptr ? ", at 0" : ", elsewhere";
  }
  for (const int blocked : {SIGSEGV, SIGABRT, SIGTERM, SIGUSR1}) {
    if (sigismember(&mask, blocked) == 1) text += ", blocks " + std::to_string(blocked);
  }
  put(text + (now.sa_handler == SIG_DFL ? ", reset" : "") + "\n");
}

struct sigaction older;
sigjmp_buf back;

void leave(int number, siginfo_t* info, void* /*context*/) {
  tell("leaves", number, info);
  _exit(77);
}
void come_back(int number) { tell("comes back", number, nullptr); }
void survive(int /*number*/) { siglongjmp(back, 1); }
void fault(int number) {
  tell("faults", number, nullptr);
  segv();
}
void chain(int number, siginfo_t* info, void* context) {
  put("chains\n");
  if ((older.sa_flags & SA_SIGINFO) != 0) return older.sa_sigaction(number, info, context);
  sigaction(number, &older, nullptr);  // so that it happens again
  if (info->si_code <= 0) raise(number);
}

void install(int flags, void (*with_info)(int, siginfo_t*, void*), void (*plain)(int)) {
  for (const int number : {SIGSEGV, SIGABRT, SIGTERM}) {
    struct sigaction action {};
    action.sa_flags = flags;
    sigaddset(&action.sa_mask, SIGUSR1);
    if (with_info != nullptr) {
      action.sa_flags |= SA_SIGINFO;
      action.sa_sigaction = with_info;
    } else {
      action.sa_handler = plain;
    }
    sigaction(number, &action, &older);
  }
}

const std::map<std::string, Action> before_the_tests = {
    {"leaves", [] { install(0, leave, nullptr); }},
    {"leaves_unmasked", [] { install(SA_NODEFER, leave, nullptr); }},
    {"resets", [] { install(static_cast<int>(SA_RESETHAND), nullptr, come_back); }},
    {"faults", [] { install(0, nullptr, fault); }},
    {"survives", [] { install(0, nullptr, survive); }},
    {"ignores", [] { std::signal(SIGINT, SIG_IGN); }},
};

const std::map<std::string, Action> within_the_test = {
    {"leaves_later", [] { install(0, leave, nullptr); }},
    {"chains", [] { install(0, chain, nullptr); }},
};

void run(const std::map<std::string, Action>& actions, const std::string& name) {
  const auto found = actions.find(name);
  if (found != actions.end()) found->second();
}

TEST(Before, IsGood) { EXPECT_TRUE(true); }

TEST(Crashing, Here) {
  testcenter::log("last words");
  run(within_the_test, handler);
  if (sigsetjmp(back, 1) == 0) run(ways, way);
}

TEST(Later, IsGoodAsWell) { testcenter::log("it goes on"); }

void allow_cores() {
  rlimit limit{};
  getrlimit(RLIMIT_CORE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_CORE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  way = argc > 1 ? argv[1] : "nothing";
  handler = argc > 2 ? argv[2] : "none";
  if (ways.count(way) == 0) return 98;
  allow_cores();
  // Whoever runs this in the background may have them ignored.
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  run(before_the_tests, handler);
  return RUN_ALL_TESTS();
}
