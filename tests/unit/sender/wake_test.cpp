#include "support/wake.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

namespace testcenter {
namespace {

/// A consumer that has seen no news and goes to sleep.
class Sleeper {
 public:
  explicit Sleeper(Wake& wake) {
    std::promise<void> looked;
    auto has_looked = looked.get_future();
    thread_ = std::thread([&wake, looked = std::move(looked)]() mutable {
      wake.sleep([&looked] {
        looked.set_value();
        return false;
      });
    });
    has_looked.wait();
  }
  void join() { thread_.join(); }

 private:
  std::thread thread_;
};

TEST(Wake, ABurstIsOneWake) {
  Wake wake;
  Sleeper sleeper(wake);
  for (int i = 0; i < 1000; ++i) wake.notify();
  sleeper.join();
  EXPECT_EQ(wake.wakes(), 1U);
}

TEST(Wake, NobodyIsWokenWhoIsAwake) {
  Wake wake;
  for (int i = 0; i < 1000; ++i) wake.notify();
  EXPECT_EQ(wake.wakes(), 0U);
}

TEST(Wake, DoesNotSleepOnNews) {
  Wake wake;
  wake.sleep([] { return true; });
  EXPECT_FALSE(wake.is_asleep());
}

TEST(Wake, AnInterruptEndsASleep) {
  Wake wake;
  Sleeper sleeper(wake);
  wake.interrupt();
  sleeper.join();
  EXPECT_EQ(wake.wakes(), 0U);
}

TEST(Wake, AnInterruptThatCameBeforeCountsOnce) {
  Wake wake;
  wake.interrupt();
  wake.sleep_until(TimePoint::max());
  wake.interrupt();
  wake.sleep([] { return false; });
  wake.sleep_until(TimePoint::min());
}

/// Hands numbers over one by one, each after the one before was taken: a wake that is lost here
/// hangs both.
TEST(Wake, NoneIsLost) {
  constexpr int rounds = 20000;
  Wake to_consumer;
  Wake to_producer;
  std::atomic<int> committed{0};
  std::atomic<int> taken{0};
  std::thread consumer([&] {
    for (int i = 1; i <= rounds; ++i) {
      while (committed.load() < i) to_consumer.sleep([&] { return committed.load() >= i; });
      taken.store(i);
      to_producer.notify();
    }
  });
  for (int i = 1; i <= rounds; ++i) {
    committed.store(i);
    to_consumer.notify();
    while (taken.load() < i) to_producer.sleep([&] { return taken.load() >= i; });
  }
  consumer.join();
  EXPECT_EQ(taken.load(), rounds);
}

}  // namespace
}  // namespace testcenter
