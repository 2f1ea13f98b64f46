#pragma once

#include <testcenter/replay.hpp>

#include <string>

namespace testcenter::command_line {

/// On a terminal: how far a replay is, on one line that is written over. Elsewhere: nothing.
class ProgressBar {
 public:
  explicit ProgressBar(bool is_wanted);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(const ReplayProgress& progress);

 private:
  const bool is_shown_;
  std::string last_;
};

/// `[#####-----]  50 %  1 of 2 results`
std::string bar_text(const ReplayProgress& progress);

}  // namespace testcenter::command_line
