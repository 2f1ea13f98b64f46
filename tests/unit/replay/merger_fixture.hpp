#pragma once

#include "replay/merger.hpp"
#include "replay/totals.hpp"
#include "spool_fixture.hpp"
#include "support/manual_clock.hpp"
#include "unit/sender/fake_center.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace testcenter::test {

/// Tells what the test knows.
class ToldWatch final : public replay::WriterWatch {
 public:
  void see(std::uint32_t) override { ++seen; }
  std::optional<sender::WriterEnd> end_of(std::uint32_t) override { return end; }
  void forget(std::uint32_t) override {}

  int seen = 0;
  std::optional<sender::WriterEnd> end = sender::WriterEnd{};
};

/// A merger, and a center that it sends to.
class MergerTest : public testing::Test {
 protected:
  void follow_folder() {
    inbox_ = std::make_unique<replay::Inbox>(spool.folder(), spool.path("run"),
                                             journal::smallest_limit, watch);
  }
  /// The command is over.
  void close() {
    inbox_->close();
    merger().flush();
  }
  void take(std::vector<std::string> paths) {
    merger_.reset();
    inbox_ = std::make_unique<replay::Inbox>(std::move(paths));
  }

  replay::Merger& merger() {
    if (!merger_) {
      options.project = "P";
      options.report_id = given_report;
      merger_ = std::make_unique<replay::Merger>(replay::Merger::Parts{
          *inbox_,
          client,
          clock,
          watch,
          tally,
          counters,
          options,
          {},
          [this](const replay::Delivered& delivered) { delivered_.push_back(delivered); }});
    }
    return *merger_;
  }

  /// Until nothing happens any more for a while.
  sender::Step::State run() {
    int idle = 0;
    for (int i = 0; i < 100000; ++i) {
      const sender::Step step = merger().step();
      if (step.state == sender::Step::State::done || step.state == sender::Step::State::stopped)
        return step.state;
      if (step.state == sender::Step::State::progress) {
        idle = 0;
      } else if (++idle == 500) {
        return step.state;
      }
      clock.advance(std::chrono::milliseconds(10));
    }
    ADD_FAILURE() << "the merger does not come to an end";
    return sender::Step::State::stopped;
  }

  /// Of the suites that were sent, in order: the report that each asked for.
  std::vector<std::string> reports() const {
    std::vector<std::string> reports;
    for (const auto& sent : center.transport.requests()) {
      if (sent.path != "/upload/suites") continue;
      const auto body = nlohmann::json::parse(sent.body);
      reports.push_back(body.contains("reportId") ? body["reportId"].dump() : "new");
    }
    return reports;
  }

  Statistics total() const {
    Statistics total;
    for (const replay::Delivered& one : delivered_) replay::add(total, one.counts);
    return total;
  }

  SpoolFixture spool;
  FakeCenter center;
  ManualClock clock;
  ToldWatch watch;
  api::Client client{center.transport};
  replay::Tally tally{{}};
  sender::Counters counters;
  std::vector<replay::Delivered> delivered_;
  sender::SenderOptions options;
  std::int64_t given_report = 0;  // by the settings

 private:
  std::unique_ptr<replay::Inbox> inbox_;
  std::unique_ptr<replay::Merger> merger_;
};

}  // namespace testcenter::test
