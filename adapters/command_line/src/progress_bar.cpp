#include "progress_bar.hpp"

#include "words.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <iostream>

namespace testcenter::command_line {
namespace {

constexpr std::uint64_t width = 30;
constexpr const char* clear_line = "\r\x1b[K";

}  // namespace

ProgressBar::ProgressBar(bool is_wanted) : is_shown_(is_wanted && isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (!last_.empty()) std::cerr << clear_line << std::flush;
}

void ProgressBar::show(const ReplayProgress& progress) {
  if (!is_shown_) return;
  std::string text = bar_text(progress);
  if (text == last_) return;
  std::cerr << clear_line << text << std::flush;
  last_ = std::move(text);
}

std::string bar_text(const ReplayProgress& progress) {
  const std::uint64_t total = std::max<std::uint64_t>(progress.total, 1);
  // The sender's own FATALs come on top of what was counted.
  const std::uint64_t judged = std::min(progress.judged, total);
  const auto filled = static_cast<std::size_t>(judged * width / total);
  std::string text = "[" + std::string(filled, '#') + std::string(width - filled, '-') + "]  " +
                     std::to_string(judged * 100 / total) + " %  " + grouped(judged) + " of " +
                     counted(progress.total, "result");
  if (!progress.problem.empty()) text += "; " + harmless(progress.problem).substr(0, 60);
  return text;
}

}  // namespace testcenter::command_line
