#include "entry.hpp"

#include <algorithm>
#include <atomic>

namespace testcenter::boost_test {
namespace {

constexpr std::size_t longest_line = 300;
constexpr int system_error = 210;      // of boost::execution_exception: signals …
constexpr int user_fatal_error = 220;  // … but this one is an exception

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Not cut within a character.
std::string_view first_line(std::string_view text) {
  auto line = trimmed(text.substr(0, text.find('\n')));
  if (line.size() > longest_line) {
    auto size = longest_line;
    while (size > 0 && (static_cast<unsigned char>(line[size]) & 0xC0) == 0x80) --size;
    line = line.substr(0, size);
  }
  return line;
}

/// What boost::diagnostic_information() writes of a thrown boost::exception begins with a place.
std::string diagnosed(std::string_view text) {
  static constexpr std::string_view type = "\nDynamic exception type: ";
  static constexpr std::string_view what = "\nstd::exception::what: ";
  const auto type_at = text.find(type);
  const auto what_at = text.find(what);
  if (type_at == std::string_view::npos || what_at == std::string_view::npos) return {};
  const auto line_behind = [text](std::size_t at) {
    return text.substr(at, text.find('\n', at) - at);
  };
  std::string line(line_behind(type_at + type.size()));
  return line.append(": ").append(line_behind(what_at + what.size()));
}

/// Boost.Test sets one at the beginning of each test.
bool is_automatic(std::string_view message) {
  static constexpr std::string_view end = "\" test entry";
  return message.size() > end.size() && message.front() == '"' &&
         message.substr(message.size() - end.size()) == end;
}

void append_line(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text.append(line);
}

}  // namespace

bool is_place(const Location& location) {
  return location.line > 0 && !location.file.empty() && location.file != "unknown location" &&
         location.file != "boost.test framework" &&
         location.file.find("boost/test/impl/") == std::string_view::npos;
}

void Entry::place(const Location& location) {
  const bool is_known = is_place(location);
  file_.assign(is_known ? location.file : std::string_view{});
  line_ = is_known ? location.line : 0;
}

void Entry::start(EntryKind kind, Location location) {
  kind_ = kind;
  is_fatal_ = false;
  text_.clear();
  gathered_size_ = 0;
  contexts_.clear();
  first_context_.clear();
  remarks_.clear();
  place(location);
}

void Entry::start(const Exception& exception) {
  const auto& checkpoint = exception.last_checkpoint;
  start(EntryKind::exception,
        is_place(exception.thrown_at) ? exception.thrown_at : checkpoint.location);
  is_fatal_ = exception.code >= system_error && exception.code != user_fatal_error;
  text_.append(exception.what);
  if (!exception.function.empty()) remarks_.append("In ").append(exception.function);
  if (!is_place(checkpoint.location) || is_automatic(checkpoint.message)) return;
  append_line(remarks_, "Last checkpoint: ");
  remarks_.append(checkpoint.location.file)
      .append(":")
      .append(std::to_string(checkpoint.location.line));
  if (!checkpoint.message.empty()) remarks_.append(" ").append(checkpoint.message);
}

void Entry::add_value(std::string_view value) {
  take_gathered();
  text_.append(value);
}

bool Entry::gather(std::string_view value) {
  if (value.size() > gathered_.size() - gathered_size_) return false;
  std::copy(value.begin(), value.end(), gathered_.begin() + gathered_size_);
  std::atomic_signal_fence(std::memory_order_release);
  gathered_size_ += value.size();
  return true;
}

void Entry::take_gathered() {
  text_.append(gathered_.data(), gathered_size_);
  gathered_size_ = 0;
}

void Entry::add_context(std::string_view frame) {
  if (contexts_.empty()) first_context_.assign(frame);
  contexts_.append("\n  ").append(trimmed(frame));
}

void Entry::finish() {
  take_gathered();
  const auto text = trimmed(text_);
  diagnosis_ = kind_ == EntryKind::exception ? diagnosed(text) : std::string();
  message_ = first_line(diagnosis_.empty() ? text : diagnosis_);
  detail_.clear();
  if (message_ != text) detail_.assign(text);
  append_line(detail_, remarks_);
  // What passes is read by nobody: its message is enough.
  if (kind_ == EntryKind::passed || contexts_.empty()) return;
  append_line(detail_, "In the context:");
  detail_.append(contexts_);
}

}  // namespace testcenter::boost_test
