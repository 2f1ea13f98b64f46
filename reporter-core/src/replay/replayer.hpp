#pragma once

#include <testcenter/replay.hpp>

#include "api/client.hpp"
#include "config/settings.hpp"
#include "http/transport.hpp"
#include "journal/foreign_journal.hpp"
#include "replay/courier.hpp"
#include "replay/groups.hpp"
#include "sender/options.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace testcenter::replay {

/// Sends groups of journals, one group after the other. One thread.
class Replayer {
 public:
  using Connect = std::function<std::unique_ptr<http::Transport>(const config::Settings&)>;

  /// What is referred to outlives it. `sending`: how hard to try.
  Replayer(const config::Settings& settings, const ReplayOptions& options, Connect connect,
           sender::SenderOptions sending = {})
      : settings_(settings),
        options_(options),
        connect_(std::move(connect)),
        sending_(std::move(sending)) {}

  ReplayResult send(const std::vector<Group>& groups);

 private:
  /// A group, and what its first header says.
  struct Job {
    Group group;
    journal::Header header;
    std::unique_ptr<journal::ForeignJournal> anchor;
    config::Settings settings;
    std::size_t first = 0;  ///< of its journals in the result
    std::size_t count = 0;
    bool is_worth_it = false;
  };

  Job look_at(const Group& group);
  void look_at(const std::string& path, Job& job);
  static bool goes_first(const Job& a, const Job& b);
  void list_in_order(std::vector<Job>& jobs);
  config::Settings settings_for(const journal::Header& header) const;
  static std::uint16_t server_of(const Job& job);
  bool is_report_given() const { return settings_.sources.count("report_id") != 0; }
  static void warn_of_plain_credentials(const std::vector<Job>& jobs);
  void send(Job& job);
  Result<Courier::Outcome> send(const Job& job, std::vector<std::string> journals,
                                const Merger::Report& report);
  std::vector<std::string> go_on_with(const Job& job, const Courier::Outcome& outcome);
  void follow(Courier& courier);
  void take(Job& job, const Courier::Outcome& outcome);
  static void remember_trouble(const Job& job, const Courier::Outcome& outcome);
  void take(ReplayedJournal& journal, const Delivered& delivered);
  void give_up(const config::Settings& settings, api::Concern concern, const std::string& problem);
  const std::string* why_given_up(const config::Settings& settings) const;
  void clear_up(Job& job, std::int64_t report_id);
  static void keep_report(const Job& job, std::int64_t report_id);
  bool is_stopped() const { return options_.stop != nullptr && *options_.stop; }
  void skip(const Job& job, const std::string& problem);

  const config::Settings& settings_;
  const ReplayOptions& options_;
  const Connect connect_;
  const sender::SenderOptions sending_;
  ReplayResult result_;
  ReplayProgress progress_;
  std::uint64_t judged_before_ = 0;
  std::string gave_up_;      // why the last job was given up
  bool is_hanging_ = false;  // then a request was under way, which may be to blame
  // By URL:
  std::map<std::string, std::string> dead_;  // servers that were given up, and why
  std::map<std::string, int> troubled_;      // jobs in a row, in none of which anything was judged
  std::map<std::pair<std::string, std::string>, std::string> forbidden_;  // projects there, and why
};

}  // namespace testcenter::replay
