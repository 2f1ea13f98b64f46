#include "sender_fixture.hpp"

namespace testcenter::test {

SenderWorld::SenderWorld() {
  options.project = "P";
  options.files_folder = journal.files_folder();
}

sender::Sender& SenderWorld::sender() {
  if (!sender_) {
    sender_ = std::make_unique<sender::Sender>(journal.reader(), client, clock, options, counters);
  }
  return *sender_;
}

State SenderWorld::run() {
  for (int i = 0; i < 100000; ++i) {
    const Step step = run_until_it_waits();
    if (step.state != State::waiting && step.state != State::backoff) return step.state;
    EXPECT_GT(step.until, clock.now());
    clock.advance_to(step.until);
  }
  ADD_FAILURE() << "the sender does not come to an end";
  return State::stopped;
}

Step SenderWorld::run_until_it_waits() {
  for (int i = 0; i < 100000; ++i) {
    const std::uint64_t before = counters.requests;
    const Step step = sender().step();
    EXPECT_LE(counters.requests, before + 1) << "more than one request a step";
    if (step.state != State::progress) return step;
  }
  ADD_FAILURE() << "the sender does not come to an end";
  return {State::stopped, {}};
}

std::uint32_t SenderWorld::start_case() {
  const auto test_case = journal.test_case(journal.suite());
  EXPECT_EQ(run(), State::idle);
  return test_case;
}

}  // namespace testcenter::test
