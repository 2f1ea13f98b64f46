#pragma once

#include <testcenter/supervisor.hpp>

#include "config/settings.hpp"
#include "journal/writer.hpp"
#include "replay/command.hpp"
#include "replay/courier.hpp"
#include "replay/process_watch.hpp"

#include <memory>
#include <string>

namespace testcenter::replay {

/// One run of a command; see supervise(). One thread.
class Supervisor {
 public:
  Supervisor(config::Settings settings, const std::vector<std::string>& command)
      : settings_(std::move(settings)), words_(command) {}

  SupervisedRun run();

 private:
  Status prepare();
  Status make_folder();
  Status make_anchor(const std::string& start, bool& is_taken);
  Status start_sending();
  void run_command();
  void wait_for_server();
  void look_at_folder();
  void take(const Courier::Outcome& outcome);
  void clear_up();
  void say(const std::string& text) const;
  void say_once(const Courier::Snapshot& seen);
  void say_progress(const Courier::Snapshot& seen);

  config::Settings settings_;
  const std::vector<std::string>& words_;
  SupervisedRun result_;
  std::shared_ptr<ProcessWatch> watch_ = std::make_shared<ProcessWatch>();
  std::unique_ptr<Command> command_;
  std::string folder_;                       // of the children's journals
  std::unique_ptr<journal::Writer> anchor_;  // see groups.hpp
  std::unique_ptr<Courier> courier_;
  bool has_said_problem_ = false;
  bool shows_progress_ = false;
};

}  // namespace testcenter::replay
