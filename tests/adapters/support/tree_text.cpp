#include "support/tree_text.hpp"

#include <algorithm>
#include <regex>

namespace testcenter::test {
namespace {

using nlohmann::json;

class Writer {
 public:
  explicit Writer(std::string source_root) : source_root_(std::move(source_root) + "/") {}

  void element(const json& element, int depth) {
    line(depth, element["kind"].get<std::string>() + " \"" + words(element["name"]) + "\"  " +
                    element["result"].get<std::string>());
    field(depth, "summary", element["summary"]);
    field(depth, "description", element["description"]);
    for (const auto* part : in_order(element)) {
      part->contains("kind") ? this->element(*part, depth + 1) : event(*part, depth + 1);
    }
  }

  std::string take() { return std::move(text_); }

 private:
  /// Children and events, as they came.
  static std::vector<const json*> in_order(const json& element) {
    std::vector<const json*> parts;
    for (const auto& child : element["children"]) parts.push_back(&child);
    for (const auto& event : element["events"]) parts.push_back(&event);
    std::stable_sort(parts.begin(), parts.end(), [](const json* a, const json* b) {
      return (*a)["sequence"] < (*b)["sequence"];
    });
    return parts;
  }

  void event(const json& event, int depth) {
    static const std::regex duration(
        "^(Passed in|Failed in|Left by an exception after) [0-9.]+ (\u00b5s|ms|s)");
    const auto message = std::regex_replace(words(event["message"]), duration, "$1 TIME");
    line(depth, event["type"].get<std::string>() + " " + message + place(event, "location"));
    field(depth, "detail", event["detail"]);
    for (const auto& frame : event.value("trace", json::array())) {
      line(depth + 1, "trace:" + at(frame));
    }
    for (const auto* role : {"attachment", "screenshot"}) {
      if (event.contains(role)) line(depth + 1, role + file(event[role]));
    }
  }

  static std::string place(const json& event, const char* name) {
    return event.contains(name) ? "  @" + at(event[name]) : "";
  }

  static std::string at(const json& location) {
    return " " + location["uri"].get<std::string>() + ":" +
           std::to_string(location["line"].get<int>());
  }

  static std::string file(const json& file) {
    return ": " + file["name"].get<std::string>() + ", " + file["mime"].get<std::string>() + ", " +
           std::to_string(file["size"].get<int>()) + " bytes";
  }

  void field(int depth, const char* name, const json& value) {
    const auto text = words(value);
    if (text.empty()) return;
    line(depth + 1, std::string(name) + ": " + text);
  }

  std::string words(const json& value) const {
    auto text = value.get<std::string>();
    for (auto at = text.find(source_root_); at != std::string::npos; at = text.find(source_root_)) {
      text.erase(at, source_root_.size());
    }
    constexpr std::size_t limit = 2000;
    if (text.size() <= limit) return text;
    return text.substr(0, 40) + "[... " + std::to_string(text.size()) + " bytes ...]" +
           text.substr(text.size() - 40);
  }

  void line(int depth, const std::string& text) {
    const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
    std::string all = indent;
    for (const char c : text) {
      all += c;
      if (c == '\n') all += indent + "  | ";
    }
    text_ += all + "\n";
  }

  std::string source_root_;
  std::string text_;
};

}  // namespace

std::string tree_text(const json& report, const std::string& source_root) {
  Writer writer(source_root);
  for (const auto& element : report["elements"]) writer.element(element, 0);
  return writer.take();
}

}  // namespace testcenter::test
