#include "sender/ending.hpp"

#include "support/signal_text.hpp"
#include "support/text.hpp"

#include <cstddef>

namespace testcenter::sender {
namespace {

constexpr std::size_t longest_message = 500;

std::string shown_signal(int signal) {
  const SignalText text = text_of_signal(signal);
  if (text.name.empty()) return "signal " + std::to_string(signal);
  return std::string(text.name) + " (" + std::string(text.words) + ")";
}

}  // namespace

std::string crashed(int signal) {
  if (signal == journal::by_a_sanitizer) return "A sanitizer ended the process: see its report";
  const bool is_fault = text_of_signal(signal).is_fault;
  return (is_fault ? "Crashed: " : "Ended by ") + shown_signal(signal);
}

std::string ended_without_a_word(const WriterEnd& end) {
  if (end.signal != 0) return crashed(end.signal);
  const std::string text = "The process ended without a word: ";
  if (end.exit_code) return text + "exit code " + std::to_string(*end.exit_code);
  return text + "it was killed, or left through _exit()";
}

std::string last_event_text(const journal::Record& event, SourcePaths& sources) {
  std::string text = "Last event: " + std::string(name_of(event.event_type)) + " \"";
  text += one_line(message_of(event), longest_message) + "\"";
  if (event.location.file.empty()) return text;
  text.append(" at ").append(sources.relative(event.location.file));
  if (event.location.line > 0) text += ":" + std::to_string(event.location.line);
  return text;
}

}  // namespace testcenter::sender
