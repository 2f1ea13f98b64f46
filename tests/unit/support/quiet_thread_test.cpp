#include "support/quiet_thread.hpp"

#include "support/forked_child.hpp"

#include <gtest/gtest.h>

#include <pthread.h>
#include <unistd.h>

#include <csetjmp>
#include <csignal>
#include <functional>
#include <future>
#include <memory>
#include <string>
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

sigjmp_buf out;

/// In a child: what the caller leaves behind leaks, and so it would with its owner.
void be_taken_away_and_leave() {
  const auto caller = pthread_self();
  const auto go_on = std::make_shared<std::promise<void>>();
  const auto is_done = std::make_shared<std::promise<std::string>>();
  auto done = is_done->get_future();
  const std::string text(100, 'x');
  const auto first = [=]() -> std::function<void()> {
    pthread_kill(caller, SIGUSR1);
    go_on->get_future().wait();
    return [=] { is_done->set_value(text); };
  };
  std::thread thread;
  std::signal(SIGUSR1, [](int) { siglongjmp(out, 1); });
  if (sigsetjmp(out, 1) == 0) {
    static_cast<void>(begin_in_quiet_thread(thread, "first", first));
    _exit(1);  // nothing interrupted the wait
  }
  go_on->set_value();
  _exit(done.get() == text ? 0 : 2);
}

TEST(BeginInQuietThread, LetsAHandlerTakeTheCallerAway) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a thread that nobody joins is what ThreadSanitizer reports";
#endif
  EXPECT_EQ(0, test::in_forked_child(be_taken_away_and_leave));
}

}  // namespace
}  // namespace testcenter
