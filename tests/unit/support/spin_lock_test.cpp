#include "support/spin_lock.hpp"

#include <gtest/gtest.h>

#include <future>
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
        ASSERT_TRUE(lock.enter());
        ++count;
        lock.unlock();
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
  std::thread([&] { ASSERT_TRUE(lock.enter()); }).join();
  EXPECT_FALSE(lock.is_held_here());
  EXPECT_FALSE(lock.try_lock_for(std::chrono::milliseconds(1)));
  lock.unlock();
  EXPECT_TRUE(lock.try_lock_for(std::chrono::milliseconds(0)));
}

TEST(SpinLock, WaitsForAHolderThatLeaves) {
  SpinLock lock;
  std::promise<void> held;
  std::thread holder([&] {
    ASSERT_TRUE(lock.enter());
    held.set_value();
    lock.unlock();
  });
  held.get_future().wait();
  EXPECT_TRUE(lock.try_lock_for(std::chrono::minutes(1)));
  holder.join();
}

TEST(SpinLock, TurnsItsHolderAway) {
  SpinLock lock;
  ASSERT_TRUE(lock.enter());
  EXPECT_TRUE(lock.is_held_here());
  EXPECT_FALSE(lock.enter());
  EXPECT_FALSE(lock.try_lock_for(std::chrono::minutes(1)));
}

}  // namespace
