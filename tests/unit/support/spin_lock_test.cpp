#include "support/spin_lock.hpp"

#include <gtest/gtest.h>

#include <mutex>
#include <thread>
#include <vector>

using testcenter::SpinLock;

namespace {

TEST(SpinLock, LetsOneThreadInAtATime) {
  SpinLock lock;
  int count = 0;  // not atomic on purpose
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 20'000; ++j) {
        const std::lock_guard<SpinLock> guard(lock);
        ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(count, 80'000);
}

TEST(SpinLock, CanBeTried) {
  SpinLock lock;
  EXPECT_TRUE(lock.try_lock());
  EXPECT_FALSE(lock.try_lock());
  lock.unlock();
  EXPECT_TRUE(lock.try_lock());
}

TEST(SpinLock, IsGivenUpOnWhenItsHolderNeverComesBack) {
  SpinLock lock;
  lock.lock();
  EXPECT_FALSE(lock.try_lock_for(std::chrono::milliseconds(1)));
  lock.unlock();
  EXPECT_TRUE(lock.try_lock_for(std::chrono::milliseconds(0)));
}

TEST(SpinLock, WaitsForAHolderThatLeaves) {
  SpinLock lock;
  lock.lock();
  std::thread holder([&] { lock.unlock(); });
  EXPECT_TRUE(lock.try_lock_for(std::chrono::minutes(1)));
  holder.join();
}

}  // namespace
