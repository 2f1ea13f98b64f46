#include "support/quiet_thread.hpp"

#include "support/forked_child.hpp"

#include <gtest/gtest.h>

#include <pthread.h>
#include <unistd.h>

#include <csetjmp>
#include <csignal>
#include <future>
#include <memory>
#include <string>
#include <thread>

namespace testcenter {
namespace {

TEST(RunInQuietThread, ReturnsWhenTheJobIsDone) {
  std::thread::id done_by;
  ASSERT_TRUE(run_in_quiet_thread("job", [&] { done_by = std::this_thread::get_id(); }));
  EXPECT_NE(done_by, std::thread::id());
  EXPECT_NE(done_by, std::this_thread::get_id());
}

sigjmp_buf out;

/// In a child: what the caller leaves behind leaks, and so it would with its owner.
void be_taken_away_and_leave() {
  const auto caller = pthread_self();
  const auto go_on = std::make_shared<std::promise<void>>();
  const auto is_done = std::make_shared<std::promise<std::string>>();
  auto done = is_done->get_future();
  const std::string text(100, 'x');
  const auto job = [=] {
    pthread_kill(caller, SIGUSR1);
    go_on->get_future().wait();
    is_done->set_value(text);
  };
  std::signal(SIGUSR1, [](int) { siglongjmp(out, 1); });
  if (sigsetjmp(out, 1) == 0) {
    static_cast<void>(run_in_quiet_thread("job", job));
    _exit(1);  // nothing interrupted the wait
  }
  go_on->set_value();
  _exit(done.get() == text ? 0 : 2);
}

TEST(RunInQuietThread, LetsAHandlerTakeTheCallerAway) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a thread that nobody joins is what ThreadSanitizer reports";
#endif
  EXPECT_EQ(0, test::in_forked_child(be_taken_away_and_leave));
}

}  // namespace
}  // namespace testcenter
