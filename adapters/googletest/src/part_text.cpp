#include "part_text.hpp"

#include <cstddef>
#include <utility>

namespace testcenter::googletest {
namespace {

constexpr std::string_view trace_marker = "\nGoogle Test trace:\n";
constexpr std::string_view stack_marker = "\nStack trace:\n";
constexpr std::string_view equality = "Expected equality of these values:";
constexpr std::string_view blank = " \t\r\n";
constexpr std::size_t headline_limit = 300;

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

/// Takes the first line off `rest`.
std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  const auto line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return line;
}

/// The line number that ends at `end`, and where its digits begin; -1 if there is none.
int number_before(std::string_view text, std::size_t end, std::size_t& begin) {
  int value = 0;
  int scale = 1;
  begin = end;
  while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9' && end - begin < 9) {
    --begin;
    value += (text[begin] - '0') * scale;
    scale *= 10;
  }
  return begin == end ? -1 : value;
}

/// "file:12: text", or "file(12): text" as compilers on Windows have it.
bool parse_frame(std::string_view line, Location& frame) {
  for (auto colon = line.find(':'); colon != std::string_view::npos;
       colon = line.find(':', colon + 1)) {
    const bool in_brackets = colon > 0 && line[colon - 1] == ')';
    std::size_t begin = 0;
    const int number = number_before(line, in_brackets ? colon - 1 : colon, begin);
    if (number < 0 || begin < 2 || line[begin - 1] != (in_brackets ? '(' : ':')) continue;
    frame = {line.substr(0, begin - 1), number};
    return true;
  }
  return false;
}

/// Collects words up to the limit; cuts between characters.
class Line {
 public:
  void add(std::string_view words) {
    if (words.empty() || full()) return;
    if (text_.size() + words.size() <= headline_limit) {
      text_ += words;
      return;
    }
    auto end = headline_limit - text_.size();
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
    text_ += words.substr(0, end);
    text_ += "...";
    full_ = true;
  }

  /// `words` as the next part of the sentence.
  void join(std::string_view words) {
    words = trimmed(words);
    if (words.empty()) return;
    if (!text_.empty()) add(goes_on() ? " " : ", ");
    add(words);
  }

  bool full() const { return full_; }
  std::string take() { return std::move(text_); }

 private:
  bool goes_on() const {
    return std::string_view(".,:;").find(text_.back()) != std::string_view::npos ||
           ends_with(text_, " where") || ends_with(text_, " and");
  }

  std::string text_;
  bool full_ = false;
};

/// The operands, each with its value behind it, then the user's words.
void join_equality(Line& line, std::string_view rest) {
  constexpr std::string_view value_prefix = "    Which is: ";
  line.add(equality);
  const char* before = " ";
  while (starts_with(rest, "  ") && !line.full()) {
    const auto operand = take_line(rest);
    if (starts_with(operand, value_prefix)) {
      line.add(" (");
      line.add(operand.substr(value_prefix.size()));
      line.add(")");
      continue;
    }
    line.add(before);
    line.add(trimmed(operand));
    before = ", ";
  }
  if (rest.empty() || starts_with(rest, "With diff:")) return;
  line.add(": ");
  line.add(trimmed(take_line(rest)));
}

}  // namespace

PartText split(std::string_view text) {
  const auto trace = text.rfind(trace_marker);
  const auto from = trace == std::string_view::npos ? 0 : trace;
  const auto stack = text.find(stack_marker, from);
  PartText parts;
  parts.whole = trimmed(text);
  parts.body = trimmed(text.substr(0, trace == std::string_view::npos ? stack : trace));
  if (trace == std::string_view::npos) return parts;
  const auto begin = trace + trace_marker.size();
  if (stack == std::string_view::npos) {
    parts.trace = text.substr(begin);
  } else if (stack >= begin) {
    parts.trace = text.substr(begin, stack - begin);
  }
  return parts;
}

std::vector<Location> frames(std::string_view trace) {
  std::vector<Location> found;
  while (!trace.empty()) {
    Location frame;
    if (parse_frame(take_line(trace), frame)) found.push_back(frame);
  }
  return found;
}

std::string headline(std::string_view body) {
  body = own_words(body, "Failed");
  Line line;
  auto rest = body;
  if (take_line(rest) == equality) {
    join_equality(line, rest);
    return line.take();
  }
  while (!body.empty() && !line.full()) line.join(take_line(body));
  return line.take();
}

std::string_view own_words(std::string_view body, std::string_view prefix) {
  if (!starts_with(body, prefix)) return body;
  const auto rest = body.substr(prefix.size());
  return starts_with(rest, "\n") ? trimmed(rest) : body;
}

bool tells_of_exception(std::string_view body) {
  return starts_with(body, "C++ exception with description ") ||
         starts_with(body, "Unknown C++ exception thrown in ") ||
         starts_with(body, "SEH exception with code ");
}

bool ends_the_run(std::string_view body) {
  constexpr std::string_view place =
      " thrown in auxiliary test code (environments or event listeners).";
  return tells_of_exception(body) && ends_with(body, place);
}

}  // namespace testcenter::googletest
