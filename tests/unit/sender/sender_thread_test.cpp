#include "sender/sender_thread.hpp"

#include "fake_center.hpp"
#include "support/journal_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <string>

namespace testcenter::test {
namespace {

using sender::SenderThread;
using State = sender::Step::State;
using std::chrono::hours;
using std::chrono::seconds;

TimePoint soon() { return std::chrono::steady_clock::now() + seconds(20); }

/// Passes on to a FakeCenter that the test keeps.
class ToCenter final : public http::Transport {
 public:
  explicit ToCenter(FakeCenter& center) : center_(center) {}
  http::Reply post(const http::Request& request) override {
    return center_.transport.post(request);
  }
  void abort() override { center_.transport.abort(); }
  std::uint64_t moved() const override { return center_.transport.moved(); }

 private:
  FakeCenter& center_;
};

class SenderThreadTest : public ::testing::Test {
 protected:
  /// `gather`: with an hour, nothing but a flush or an Open sends.
  void start(std::chrono::milliseconds gather = hours(1), std::function<void()> prepare = {},
             std::function<void()> when_done = {}) {
    sender::SenderOptions options;
    options.gather = gather;
    start_with(options, std::move(prepare), std::move(when_done));
  }

  void start_with(sender::SenderOptions options, std::function<void()> prepare = {},
                  std::function<void()> when_done = {}) {
    options.project = "P";
    thread_ = std::make_unique<SenderThread>(
        sender::SenderThreadParts{journal_.region(), std::make_unique<ToCenter>(center_), options,
                                  [this] {
                                    begun_in_ = std::this_thread::get_id();
                                    return true;
                                  },
                                  std::move(prepare), std::move(when_done)});
    const Status started = thread_->start();
    ASSERT_TRUE(started) << started.error().message;
    ASSERT_NE(begun_in_, std::thread::id()) << "start() waits for it";
    EXPECT_NE(begun_in_, std::this_thread::get_id());
  }

  std::uint32_t start_case() {
    const auto test_case = journal_.test_case(journal_.suite());
    thread_->wake().notify();
    EXPECT_TRUE(center_.transport.wait_for_requests(2));
    return test_case;
  }

  void event(std::uint32_t element, const std::string& message) {
    journal_.event(element, message);
    thread_->wake().notify();
  }

  /// As a finisher does.
  SenderThread::Snapshot finish() {
    journal_.finish();
    thread_->wake().notify();
    thread_->flush();
    return thread_->wait(soon());
  }

  FakeCenter center_;
  JournalFixture journal_;
  std::thread::id begun_in_;
  std::unique_ptr<SenderThread> thread_;
};

TEST_F(SenderThreadTest, SendsEverythingAndEnds) {
  start();
  const auto test_case = start_case();
  for (int i = 0; i < 1000; ++i) event(test_case, std::to_string(i));
  const auto last = finish();
  EXPECT_EQ(last.state, State::done);
  EXPECT_GE(last.progress, 4U);
  EXPECT_TRUE(thread_->join_for(seconds(20)));
  EXPECT_EQ(center_.events().size(), 1000U);
  EXPECT_EQ(thread_->counters().acknowledged, 1002U);
  EXPECT_EQ(center_.requests().size(), 4U);
}

TEST_F(SenderThreadTest, ABurstWakesItOnce) {
  start();
  while (!thread_->wake().is_asleep()) std::this_thread::yield();
  const auto test_case = journal_.test_case(journal_.suite());
  for (int i = 0; i < 1000; ++i) event(test_case, "e");
  EXPECT_EQ(finish().state, State::done);
  EXPECT_EQ(thread_->wake().wakes(), 1U);
}

TEST_F(SenderThreadTest, NoEventIsForgottenInItsSleep) {
  start(std::chrono::milliseconds(0));
  const auto test_case = start_case();
  for (std::size_t i = 0; i < 2000; ++i) {
    event(test_case, "e");
    ASSERT_TRUE(center_.transport.wait_for_requests(3 + i)) << "event " << i << " was not sent";
  }
  EXPECT_EQ(finish().state, State::done);
}

TEST_F(SenderThreadTest, FlushEndsTheGathering) {
  start();
  const auto test_case = start_case();
  event(test_case, "a");
  thread_->flush();
  EXPECT_TRUE(center_.transport.wait_for_requests(3));
}

TEST_F(SenderThreadTest, AbortEndsARequestThatHangs) {
  start();
  center_.transport.reply_with(
      [this](const FakeTransport::Sent&) { return center_.transport.wait_for_abort(); });
  journal_.suite();
  thread_->wake().notify();
  ASSERT_TRUE(center_.transport.wait_for_requests(1));
  thread_->abort();
  EXPECT_TRUE(thread_->join_for(seconds(20)));
  EXPECT_EQ(thread_->snapshot().state, State::stopped);
  EXPECT_EQ(thread_->snapshot().problem, "aborted");
  EXPECT_LT(journal_.acknowledged(), journal_.end());
}

TEST_F(SenderThreadTest, AbortEndsABackoffAndASleep) {
  start();
  center_.transport.abort();
  thread_->abort();
  EXPECT_TRUE(thread_->join_for(seconds(20)));
  EXPECT_TRUE(thread_->snapshot().is_over());
}

/// A transport that nothing can interrupt, like a resolver.
class Stubborn final : public http::Transport {
 public:
  struct Signals {
    std::promise<void> posting;
    std::promise<void> go_on;
    std::promise<void> gone;
  };

  explicit Stubborn(Signals& signals) : signals_(signals) {}
  ~Stubborn() override { signals_.gone.set_value(); }
  http::Reply post(const http::Request&) override {
    signals_.posting.set_value();
    signals_.go_on.get_future().wait();
    return http::Failure{http::Failure::Kind::aborted, "at last"};
  }
  void abort() override {}

 private:
  Signals& signals_;
};

TEST(SenderThreadLeftBehind, FindsItsMemory) {
  JournalFixture journal;
  Stubborn::Signals signals;
  journal.suite();
  {
    SenderThread thread({journal.region(), std::make_unique<Stubborn>(signals), {}, {}, {}, {}});
    ASSERT_TRUE(thread.start());
    ASSERT_EQ(signals.posting.get_future().wait_for(seconds(20)), std::future_status::ready);
    thread.abort();
    EXPECT_FALSE(thread.join_for(seconds(0)));
    EXPECT_FALSE(thread.snapshot().is_over());
  }
  signals.go_on.set_value();
  EXPECT_EQ(signals.gone.get_future().wait_for(seconds(20)), std::future_status::ready);
}

TEST_F(SenderThreadTest, MovingBytesAreProgressUnlessTheServerIsNotWell) {
  start();
  center_.transport.reply_with([this](const FakeTransport::Sent& sent) {
    if (!center_.transport.wait_until_let_go()) return center_.transport.wait_for_abort();
    return sent.path == "/upload/suites" ? center_.handle(sent) : FakeTransport::answer(500);
  });
  const auto suite = journal_.suite();
  thread_->wake().notify();
  ASSERT_TRUE(center_.transport.wait_for_requests(1));
  const auto before = thread_->snapshot().progress;
  center_.transport.move();
  EXPECT_NE(thread_->snapshot().progress, before);

  journal_.test_case(suite);
  thread_->wake().notify();
  center_.transport.let_go();
  while (thread_->snapshot().problem.empty()) std::this_thread::yield();
  const auto troubled = thread_->snapshot().progress;
  center_.transport.move();
  EXPECT_EQ(thread_->snapshot().progress, troubled) << "a request that is sent over and over";
}

TEST_F(SenderThreadTest, ProblemsAreSeenFromOutside) {
  start();
  center_.transport.queue(FakeTransport::answer(401));
  journal_.suite();
  const auto last = finish();
  EXPECT_EQ(last.state, State::stopped);
  EXPECT_THAT(last.problem, ::testing::HasSubstr("401"));
}

TEST_F(SenderThreadTest, RejectionsAreSeenFromOutside) {
  start();
  const auto test_case = start_case();
  center_.transport.queue(FakeTransport::answer(400));
  event(test_case, "a");
  EXPECT_EQ(finish().state, State::done);
  EXPECT_EQ(thread_->rejections().size(), 1U);
}

TEST_F(SenderThreadTest, WaitReturnsAtItsDeadline) {
  start();
  EXPECT_FALSE(thread_->wait(std::chrono::steady_clock::now()).is_over());
}

TEST_F(SenderThreadTest, PreparesTheJournalWhileItIsAwake) {
  std::atomic<int> prepared{0};
  start(hours(1), [this, &prepared] {
    journal_.writer().prepare();
    ++prepared;
  });
  start_case();
  EXPECT_EQ(finish().state, State::done);
  EXPECT_TRUE(thread_->join_for(seconds(20)));
  EXPECT_GE(prepared, 3);
}

TEST_F(SenderThreadTest, CleansUpBeforeAnybodyHearsThatItIsDone) {
  std::atomic<bool> was_over{true};
  std::atomic<int> cleaned{0};
  start(hours(1), {}, [this, &was_over, &cleaned] {
    was_over = thread_->snapshot().is_over();
    ++cleaned;
  });
  start_case();
  EXPECT_EQ(finish().state, State::done);
  EXPECT_EQ(cleaned, 1);
  EXPECT_FALSE(was_over);
}

TEST_F(SenderThreadTest, CleansNothingUpIfItWasStopped) {
  std::atomic<int> cleaned{0};
  start(hours(1), {}, [&cleaned] { ++cleaned; });
  center_.transport.queue(FakeTransport::answer(401));
  journal_.suite();
  EXPECT_EQ(finish().state, State::stopped);
  EXPECT_EQ(cleaned, 0);
}

TEST_F(SenderThreadTest, LetsTheTestsGoAheadUntilSomebodyWaits) {
  sender::SenderOptions options;
  options.head_start = hours(1);
  start_with(options);
  event(journal_.test_case(journal_.suite()), "ok");
  EXPECT_FALSE(thread_->wake().is_asleep()) << "a wake would cost the tests a system call";
  EXPECT_EQ(finish().state, State::done);
  EXPECT_EQ(thread_->counters().acknowledged, 3U);
}

TEST_F(SenderThreadTest, IsAbortedBeforeItsFirstRequest) {
  sender::SenderOptions options;
  options.head_start = hours(1);
  start_with(options);
  thread_->abort();
  EXPECT_TRUE(thread_->join_for(seconds(20)));
  EXPECT_EQ(thread_->counters().requests, 0U);
}

TEST_F(SenderThreadTest, BlocksAllSignalsAndHasAName) {
  sigset_t blocked{};
  char name[16] = "";
  start(hours(1), [&blocked, &name] {
    pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
    pthread_getname_np(pthread_self(), name, sizeof name);
  });
  EXPECT_EQ(finish().state, State::done);
  EXPECT_TRUE(thread_->join_for(seconds(20)));
  for (const int signal : {SIGINT, SIGTERM, SIGALRM, SIGCHLD, SIGPROF, SIGUSR1}) {
    EXPECT_EQ(sigismember(&blocked, signal), 1) << signal;
  }
  EXPECT_STREQ(name, "testcenter-send");
  sigset_t ours{};
  pthread_sigmask(SIG_SETMASK, nullptr, &ours);
  EXPECT_EQ(sigismember(&ours, SIGINT), 0) << "the caller's mask is as it was";
}

}  // namespace
}  // namespace testcenter::test
