// Waiting for the sender at the end, as long as there is progress.

#include "reporter/finish_wait.hpp"

#include "support/fake_transport.hpp"
#include "support/journal_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace testcenter::test {
namespace {

constexpr std::chrono::milliseconds stall{200};
constexpr std::chrono::seconds total{20};
constexpr std::chrono::milliseconds look{20};

/// The sender of a suite whose request never ends.
class FinishWait : public testing::Test {
 protected:
  FinishWait() {
    auto owned = std::make_unique<FakeTransport>();
    transport_ = owned.get();
    transport_->reply_with(
        [this](const FakeTransport::Sent&) { return transport_->wait_for_abort(); });
    journal_.suite();
    thread_ = std::make_unique<sender::SenderThread>(
        sender::SenderThreadParts{journal_.region(), std::move(owned), {}, {}, {}, {}});
    EXPECT_TRUE(thread_->start());
    EXPECT_TRUE(transport_->wait_for_requests(1));
  }

  std::string wait_until(const std::function<bool()>& is_complete) {
    return core::wait_for_sender(*thread_, {stall, total, look}, is_complete, [] {});
  }

  JournalFixture journal_;
  FakeTransport* transport_ = nullptr;
  std::unique_ptr<sender::SenderThread> thread_;
};

TEST_F(FinishWait, EndsWhereNothingMoves) {
  EXPECT_THAT(wait_until([] { return false; }), testing::HasSubstr("TESTCENTER_STALL_TIMEOUT"));
}

TEST_F(FinishWait, GoesOnWhileBytesMove) {
  const auto enough = SteadyClock().now() + 2 * stall;
  EXPECT_EQ(wait_until([&] {
              transport_->move();
              return SteadyClock().now() > enough;
            }),
            "");
}

TEST_F(FinishWait, LearnsOfTheEndWithoutALook) {
  const core::FinishLimits patient{std::chrono::hours(1), std::chrono::hours(1),
                                   std::chrono::hours(1)};
  int looks = 0;
  const auto end_it_then = [&] {
    if (++looks == 1) thread_->abort();
    return false;
  };
  EXPECT_NE(core::wait_for_sender(*thread_, patient, end_it_then, [] {}), "");
  EXPECT_LE(looks, 2);
}

}  // namespace
}  // namespace testcenter::test
