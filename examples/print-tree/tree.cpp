#include "tree.hpp"

#include <algorithm>
#include <iomanip>
#include <string>
#include <vector>

namespace print_tree {
namespace {

using nlohmann::json;

std::string text(const json& object, const char* key) {
  return object.at(key).get_ref<const std::string&>();
}

std::string first_line(const std::string& whole) {
  const auto end = whole.find('\n');
  return end == std::string::npos ? whole : whole.substr(0, end) + " ...";
}

const char* mark_of(const std::string& result) {
  if (result == "PASS" || result == "XFAIL") return "\u2713";
  if (result == "SKIPPED") return "\u25cb";
  if (result == "NONE") return "\u00b7";
  return "\u2717";
}

std::string file_of(const json& event) {
  for (const char* use : {"attachment", "screenshot"}) {
    if (event.contains(use)) return "  [" + text(event.at(use), "name") + "]";
  }
  if (event.contains("vp") && event.at("vp").contains("attachment")) {
    return "  [" + text(event.at("vp").at("attachment"), "name") + "]";
  }
  return {};
}

std::string place_of(const json& event) {
  if (!event.contains("location")) return {};
  const auto& location = event.at("location");
  return "  (" + text(location, "uri") + ":" + std::to_string(location.at("line").get<int>()) + ")";
}

void print_event(std::ostream& out, const json& event, int depth) {
  out << std::string(2 * depth, ' ') << std::left << std::setw(11) << text(event, "type")
      << first_line(text(event, "message")) << place_of(event) << file_of(event) << '\n';
}

/// Events and children of an element, or the elements of a report, in the order they were made.
std::vector<const json*> in_order(std::initializer_list<const json*> groups) {
  std::vector<const json*> items;
  for (const auto* group : groups) {
    for (const auto& item : *group) items.push_back(&item);
  }
  std::stable_sort(items.begin(), items.end(), [](const json* a, const json* b) {
    return a->at("sequence").get<long long>() < b->at("sequence").get<long long>();
  });
  return items;
}

void print_element(std::ostream& out, const json& element, int depth) {
  out << std::string(2 * depth, ' ') << mark_of(text(element, "result")) << ' '
      << text(element, "kind") << ' ' << text(element, "name");
  const auto summary = text(element, "summary");
  if (!summary.empty()) out << "  - " << first_line(summary);
  out << '\n';
  for (const auto* item : in_order({&element.at("events"), &element.at("children")})) {
    if (item->contains("kind")) {
      print_element(out, *item, depth + 1);
    } else {
      print_event(out, *item, depth + 2);
    }
  }
}

}  // namespace

void print_report(std::ostream& out, const json& report) {
  out << "report " << report.at("id").get<long long>() << ", project " << text(report, "project")
      << ", batch " << text(report, "batch") << ": " << text(report, "result") << '\n';
  for (const auto* element : in_order({&report.at("elements")})) print_element(out, *element, 1);
}

}  // namespace print_tree
