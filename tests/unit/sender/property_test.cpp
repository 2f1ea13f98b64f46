#include "sender_fixture.hpp"

#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using nlohmann::json;

/// A random journal against a server of random moods.
class RandomRun : public SenderWorld {
 public:
  explicit RandomRun(unsigned seed) : random_(seed) {
    options.max_events = 1 + random(20);
    options.max_bytes = 500 + random(5000);
    options.unknown_retries = 1000;
    center.wants_attachments = random(4) == 0;
    center.answers_lists_as_a_whole = random(2) == 0;
    center.judge_element = [](const std::string& name) {
      return name != "first" && name.back() == '7' ? 400 : 201;
    };
    center.judge_event = [](const json& event) {
      return event.value("message", "").find("bad") == 0 ? 400 : 201;
    };
    transport.reply_with([this](const FakeTransport::Sent& sent) { return moody(sent); });
    write_journal();
  }

  /// What arrived of our own results, and how often.
  std::map<std::string, std::uint64_t> arrivals() const {
    std::map<std::string, std::uint64_t> arrivals;
    for (const std::string& element : center.elements()) ++arrivals[element];
    for (const Received& event : center.events()) {
      if (event.type != "WARNING") ++arrivals[event.message];
    }
    return arrivals;
  }

 private:
  std::size_t random(std::size_t below) { return random_() % below; }

  http::Reply moody(const FakeTransport::Sent& sent) {
    switch (random(20)) {
      case 0:
        return FakeTransport::failure(http::Failure::Kind::not_sent);
      case 1:
        return FakeTransport::answer(500);
      case 2:  // taken, but nobody hears of it
        center.handle(sent);
        return FakeTransport::failure(http::Failure::Kind::outcome_unknown);
      case 3:
        return FakeTransport::answer(429);
      case 4:
        return sent.parts.empty() ? center.handle(sent) : FakeTransport::answer(413);
      default:
        return center.handle(sent);
    }
  }

  void write_journal() {
    path_ = {journal.suite("first")};
    for (int i = 0; i < 300; ++i) write_something(i);
    journal.finish();
  }

  void write_something(int number) {
    const std::size_t dice = random(20);
    if (dice == 0) {
      path_ = {journal.suite(name(number))};
    } else if (dice < 3) {
      path_.resize(1);
      path_.push_back(journal.test_case(path_[0], name(number)));
    } else if (dice < 5) {
      path_.resize(1 + random(path_.size()));
      path_.push_back(journal.open(ElementKind::section, path_.back(), name(number)));
    } else if (dice == 5) {
      journal.event_with_file(path_[random(path_.size())], name(number), name(number), "bytes");
    } else {
      const std::string bad = random(15) == 0 ? "bad " : "";
      journal.event(path_[random(path_.size())], bad + name(number));
    }
  }

  static std::string name(int number) { return std::to_string(1000 + number); }

  std::mt19937 random_;
  std::vector<std::uint32_t> path_;
};

void for_each_seed(const std::function<void(RandomRun&)>& check) {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomRun run(seed);
    check(run);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

TEST(Property, AtAnyMomentTheCountsAddUp) {
  for_each_seed([](RandomRun& run) {
    for (int i = 0; i < 100000; ++i) {
      const Step now = run.step();
      ASSERT_LE(run.acknowledged() + run.rejected(), run.journal.results());
      ASSERT_NE(now.state, State::stopped) << run.sender().problem();
      if (now.state == State::done) break;
      run.clock.advance_to(now.until);
    }
    EXPECT_EQ(run.acknowledged() + run.rejected(), run.journal.results());
    EXPECT_EQ(run.journal.acknowledged(), run.journal.end());
    EXPECT_EQ(run.counters.requests, run.transport.requests().size());
  });
}

TEST(Property, WhatWasAcknowledgedArrivedAndNothingElse) {
  for_each_seed([](RandomRun& run) {
    ASSERT_EQ(run.run(), State::done) << run.sender().problem();
    EXPECT_EQ(run.arrivals().size(), run.acknowledged());
  });
}

TEST(Property, NothingArrivesTwiceThatIsNotCounted) {
  std::uint64_t twice = 0;
  for_each_seed([&twice](RandomRun& run) {
    ASSERT_EQ(run.run(), State::done) << run.sender().problem();
    std::uint64_t extra = 0;
    for (const auto& [result, times] : run.arrivals()) extra += times - 1;
    EXPECT_LE(extra, run.counters.possible_duplicates);
    twice += extra;
  });
  EXPECT_GT(twice, 0U) << "the moods are too good to test anything";
}

/// A 207 of mixed verdicts is not among the moods: what it leaves behind does come later.
TEST(Property, EventsOfAnElementKeepTheirOrder) {
  for_each_seed([](RandomRun& run) {
    ASSERT_EQ(run.run(), State::done) << run.sender().problem();
    std::map<std::string, std::string> last;
    std::set<std::string> seen;
    for (const Received& event : run.center.events()) {
      if (event.type == "WARNING" || !seen.insert(event.message).second) continue;
      EXPECT_LT(last[event.run], event.message) << "on " << event.run;
      last[event.run] = event.message;
    }
  });
}

}  // namespace
}  // namespace testcenter::test
