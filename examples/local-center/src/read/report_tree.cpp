#include "report_tree.hpp"

#include "../result.hpp"
#include "event_json.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace local_center {
namespace {

using nlohmann::json;

struct Element {
  Id id = 0;
  std::optional<Id> parent;
  json fields;
  json events = json::array();
  json children = json::array();
  Result result = Result::none;
};

/// Of one report, in the order they were made: a parent always comes before its children.
class Elements {
 public:
  void add(Element element) {
    places_[element.id] = elements_.size();
    elements_.push_back(std::move(element));
  }

  Element& at(Id id) { return elements_[places_.at(id)]; }

  /// Puts each element into its parent, from the last one made to the first. Returns the roots.
  json assemble(Result& result) {
    json roots = json::array();
    for (auto element = elements_.rbegin(); element != elements_.rend(); ++element) {
      reverse(element->children);
      auto& siblings = element->parent ? at(*element->parent).children : roots;
      auto& above = element->parent ? at(*element->parent).result : result;
      above = worse(above, element->result);
      siblings.push_back(finished(*element));
    }
    reverse(roots);
    return roots;
  }

 private:
  static void reverse(json& array) {
    auto& items = array.get_ref<json::array_t&>();
    std::reverse(items.begin(), items.end());
  }

  static json finished(Element& element) {
    json object = std::move(element.fields);
    object["result"] = to_string(element.result);
    object["events"] = std::move(element.events);
    object["children"] = std::move(element.children);
    return object;
  }

  std::vector<Element> elements_;
  std::unordered_map<Id, std::size_t> places_;
};

void read_elements(Database& database, Id report, Elements& elements) {
  Statement rows(database,
                 "SELECT id, parent, kind, name, summary, description, sequence, time "
                 "FROM elements WHERE report = ? ORDER BY id");
  rows.start(report);
  while (rows.next()) {
    Element element;
    element.id = rows.integer(0);
    if (!rows.is_null(1)) element.parent = rows.integer(1);
    element.fields = {{"runId", element.id},         {"kind", rows.text(2)},
                      {"name", rows.text(3)},        {"summary", rows.text(4)},
                      {"description", rows.text(5)}, {"sequence", rows.integer(6)},
                      {"time", rows.integer(7)}};
    elements.add(std::move(element));
  }
}

void read_events(Database& database, Id report, Elements& elements) {
  EventReader events(database);
  const auto sql = "SELECT " + event_columns + " FROM events WHERE report = ? ORDER BY id";
  Statement rows(database, sql.c_str());
  rows.start(report);
  while (rows.next()) {
    auto& element = elements.at(rows.integer(0));
    element.result = worse(element.result, result_of(rows.text(1)));
    element.events.push_back(events.read(rows));
  }
}

}  // namespace

std::optional<json> report_tree(Database& database, Id report) {
  Statement row(database,
                "SELECT p.name, b.name, r.labels, r.time FROM reports r "
                "JOIN batches b ON b.id = r.batch JOIN projects p ON p.id = b.project "
                "WHERE r.id = ?");
  if (!row.start(report).next()) return std::nullopt;
  Elements elements;
  read_elements(database, report, elements);
  read_events(database, report, elements);
  auto result = Result::none;
  auto roots = elements.assemble(result);
  return std::make_optional(json{{"id", report},
                                 {"project", row.text(0)},
                                 {"batch", row.text(1)},
                                 {"labels", json::parse(row.text(2))},
                                 {"time", row.integer(3)},
                                 {"result", to_string(result)},
                                 {"elements", std::move(roots)}});
}

}  // namespace local_center
