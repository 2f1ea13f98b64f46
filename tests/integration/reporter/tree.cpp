#include "integration/reporter/tree.hpp"

#include <algorithm>
#include <regex>

namespace testcenter::test {
namespace {

std::string without_duration(const std::string& message) {
  static const std::regex duration("^((Passed|Failed) in )[0-9.]+ (\u00b5s|ms|s)");
  return std::regex_replace(message, duration, "$1T");
}

void add(const nlohmann::json& node, int depth, std::vector<std::string>& lines);

/// Events and children in the order they came.
void add_content(const nlohmann::json& node, int depth, std::vector<std::string>& lines) {
  std::vector<nlohmann::json> content;
  for (const char* list : {"events", "children"}) {
    for (const auto& entry : node.at(list)) content.push_back(entry);
  }
  std::sort(content.begin(), content.end(), [](const auto& a, const auto& b) {
    return a.at("sequence").template get<long>() < b.at("sequence").template get<long>();
  });
  for (const auto& entry : content) add(entry, depth, lines);
}

void add(const nlohmann::json& node, int depth, std::vector<std::string>& lines) {
  const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
  if (node.contains("type")) {
    const auto message = node.value("message", std::string());
    lines.push_back(indent + node.at("type").get<std::string>() + " " + without_duration(message));
    return;
  }
  lines.push_back(indent + node.at("kind").get<std::string>() + " " +
                  node.at("name").get<std::string>());
  add_content(node, depth + 1, lines);
}

}  // namespace

std::vector<std::string> outline(const nlohmann::json& report) {
  std::vector<std::string> lines;
  for (const auto& element : report.at("elements")) add(element, 0, lines);
  return lines;
}

}  // namespace testcenter::test
