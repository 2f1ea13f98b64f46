// As gtest_main, but tells what it cost: CPU seconds of this thread in RUN_ALL_TESTS(), then in
// all.
#include "support/time.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <thread>

namespace {

void say(double figure) {
  const char* descriptor = std::getenv("BENCHMARK_FIGURES");
  if (descriptor == nullptr) return;
  if (write(std::atoi(descriptor), &figure, sizeof figure) < 0) std::exit(1);
}

/// A second thread makes locks, reference counts and file descriptors dearer, whatever it does.
void start_idle_thread_if_asked() {
  if (std::getenv("BENCHMARK_IDLE_THREAD") == nullptr) return;
  std::thread([] { pause(); }).detach();
}

}  // namespace

int main(int argc, char** argv) {
  using testcenter::benchmarks::thread_cpu;
  testing::InitGoogleTest(&argc, argv);
  start_idle_thread_if_asked();
  const double before = thread_cpu();
  const int result = RUN_ALL_TESTS();
  const double after = thread_cpu();
  say(after - before);
  say(after);
  return result;
}
