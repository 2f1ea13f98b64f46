#pragma once

#include "replay/replayer.hpp"
#include "spool_fixture.hpp"
#include "unit/sender/fake_center.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace testcenter::test {

/// Hands on to a center that outlives it.
class Borrowed final : public http::Transport {
 public:
  explicit Borrowed(http::Transport& to) : to_(to) {}
  http::Reply post(const http::Request& request) override { return to_.post(request); }
  void abort() override { to_.abort(); }
  std::uint64_t moved() const override { return to_.moved(); }

 private:
  http::Transport& to_;
};

inline journal::RunInfo info_for(const std::string& url, const std::string& project = "Shop") {
  journal::RunInfo info;
  info.program = "prog";
  info.url = url;
  info.project = project;
  info.batch = "Nightly";
  info.labels = {{"OS", "Linux"}};
  return info;
}

/// Where some journals stall and others have to get through, on a busy machine too.
inline constexpr std::chrono::milliseconds short_stall{1500};

/// Replays a spool folder into a center.
class ReplayerTest : public testing::Test {
 protected:
  ReplayResult replay_all() { return replay_groups(replay::find_groups({spool.folder()}).value()); }
  ReplayResult replay_groups(const std::vector<replay::Group>& groups) {
    const auto connect = [this](const config::Settings& used) {
      used_.push_back(used);
      center.transport.reconnect();
      return std::make_unique<Borrowed>(center.transport);
    };
    replay::Replayer replayer(settings, options, connect, sending);
    return replayer.send(groups);
  }

  void give_report(std::int64_t report_id) {
    settings.report_id = report_id;
    settings.sources["report_id"] = "command line";
  }
  /// As if an earlier attempt had been at it.
  static void mark_report(const std::string& path, std::int64_t report_id) {
    const auto journal = journal::ForeignJournal::open(path);
    journal::Reader(journal.value()->region()).mark_report_id(report_id);
  }
  /// What suites were sent with; 0: none was given.
  std::vector<int> suites_reports() const {
    std::vector<int> reports;
    for (const auto& sent : center.transport.requests()) {
      if (sent.path != "/upload/suites") continue;
      reports.push_back(nlohmann::json::parse(sent.body).value("reportId", 0));
    }
    return reports;
  }
  /// An event at which the server breaks, each time.
  void break_at_poison() {
    center.judge_event = [](const nlohmann::json& event) {
      return event.dump().find("poison") == std::string::npos ? 201 : 500;
    };
  }
  /// A request that holds this text is never answered.
  void let_server_hang_at(const std::string& text) {
    settings.stall_timeout = short_stall;
    center.transport.reply_with([this, text](const FakeTransport::Sent& sent) {
      const bool hangs = sent.json().find(text) != std::string::npos;
      return hangs ? center.transport.wait_for_abort() : center.handle(sent);
    });
  }

  static bool adds_up(const Statistics& all) {
    return all.accepted == all.acknowledged + all.pending + all.rejected + all.dropped;
  }

  SpoolFixture spool;
  FakeCenter center;
  config::Settings settings;
  ReplayOptions options;
  sender::SenderOptions sending;
  std::vector<config::Settings> used_;
};

}  // namespace testcenter::test
