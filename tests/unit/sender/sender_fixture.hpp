#pragma once

#include "fake_center.hpp"
#include "sender/sender.hpp"
#include "support/journal_fixture.hpp"
#include "support/manual_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace testcenter::test {

using sender::Step;
using State = sender::Step::State;
using Received = FakeCenter::ReceivedEvent;

/// A sender between a real journal and a fake center. Set options before the first step.
class SenderWorld {
 public:
  SenderWorld();

  sender::Sender& sender();
  Step step() { return sender().step(); }

  /// Steps until there is nothing more to do, and moves the clock on where the sender waits. What
  /// it came to: idle, done or stopped.
  State run();
  /// Like run(), but stops at the first wait.
  Step run_until_it_waits();

  /// A suite S with a case C, sent: what follows goes to the case.
  std::uint32_t start_case();

  std::uint64_t acknowledged() const { return counters.acknowledged; }
  std::uint64_t rejected() const { return counters.rejected; }

  FakeCenter center;
  FakeTransport& transport = center.transport;
  ManualClock clock;
  JournalFixture journal;
  api::Client client{center.transport};
  sender::SenderOptions options;
  sender::Counters counters;

 private:
  std::unique_ptr<sender::Sender> sender_;
};

class SenderTest : public ::testing::Test, protected SenderWorld {};

}  // namespace testcenter::test
