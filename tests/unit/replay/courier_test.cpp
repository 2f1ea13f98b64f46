// The thread that sends journals, from outside.

#include "replay/courier.hpp"

#include "spool_fixture.hpp"
#include "support/fake_transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace testcenter::test {
namespace {

/// Takes longer to tell than a Courier waits for a thread that may hang.
class SlowWatch final : public replay::WriterWatch {
 public:
  explicit SlowWatch(std::shared_future<void> has_given_up)
      : has_given_up_(std::move(has_given_up)) {}
  void see(std::uint32_t) override {}
  std::optional<sender::WriterEnd> end_of(std::uint32_t) override {
    has_given_up_.wait_for(std::chrono::milliseconds(800));
    return sender::WriterEnd{};
  }
  void forget(std::uint32_t) override {}

 private:
  std::shared_future<void> has_given_up_;
};

TEST(CourierThatIsAborted, WaitsForTheFiguresOfWhatIsLeft) {
  SpoolFixture spool;
  const std::string first = spool.run("a", "S", "1");
  WritingProcess& died = spool.start("b");
  died.test_case(died.suite("S"), "C");
  died.die();
  auto transport = std::make_unique<FakeTransport>();
  FakeTransport& mute = *transport;
  mute.reply_with([&](const FakeTransport::Sent&) { return mute.wait_for_abort(); });
  std::promise<void> has_given_up;

  replay::Courier::Parts parts;
  parts.transport = std::move(transport);
  parts.inbox = std::make_unique<replay::Inbox>(std::vector{first, died.path()});
  parts.watch = std::make_shared<SlowWatch>(has_given_up.get_future().share());
  auto courier = replay::Courier::start(std::move(parts));
  ASSERT_TRUE(courier);
  courier.value()->close();
  ASSERT_TRUE(mute.wait_for_requests(1));
  courier.value()->abort();
  const replay::Courier::Outcome outcome = courier.value()->finish();
  has_given_up.set_value();

  EXPECT_TRUE(outcome.is_complete);
  EXPECT_EQ(outcome.journals.size(), 2U);
  EXPECT_EQ(outcome.figures.processes, 2U);
  EXPECT_EQ(outcome.figures.cases, 2U);
}

}  // namespace
}  // namespace testcenter::test
