#include "support/quiet_thread.hpp"

#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace testcenter {
namespace {

TEST(BeginInQuietThread, ReturnsWhenTheFirstThingIsDoneAndLeavesTheRestToTheThread) {
  std::thread thread;
  std::thread::id first_by;
  std::promise<void> go_on;
  std::promise<std::thread::id> rest_by;
  ASSERT_TRUE(begin_in_quiet_thread(thread, "first", [&]() -> std::function<void()> {
    first_by = std::this_thread::get_id();
    return [&] {
      go_on.get_future().wait();
      rest_by.set_value(std::this_thread::get_id());
    };
  }));
  ASSERT_TRUE(thread.joinable());
  EXPECT_EQ(first_by, thread.get_id());
  go_on.set_value();
  EXPECT_EQ(rest_by.get_future().get(), first_by);
  thread.join();
}

TEST(BeginInQuietThread, LeavesNoThreadWhereThereIsNoRest) {
  std::thread thread;
  std::thread::id first_by;
  ASSERT_TRUE(begin_in_quiet_thread(thread, "first", [&]() -> std::function<void()> {
    first_by = std::this_thread::get_id();
    return nullptr;
  }));
  EXPECT_FALSE(thread.joinable());
  EXPECT_NE(first_by, std::thread::id());
  EXPECT_NE(first_by, std::this_thread::get_id());
}

}  // namespace
}  // namespace testcenter
