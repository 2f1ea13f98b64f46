#include "read_api.hpp"

#include "../breach.hpp"
#include "../http/answers.hpp"
#include "attachment.hpp"
#include "elements.hpp"
#include "events.hpp"
#include "report_list.hpp"
#include "report_tree.hpp"

#include <algorithm>

namespace local_center {
namespace {

constexpr Id most_elements = 20000;
constexpr Id most_events = 1000;
constexpr Id most_hits = 20000;

/// The number in the path, which the route's pattern has seen.
Id id_in(const httplib::Request& request) { return std::stoll(request.matches[1].str()); }

std::optional<Id> number(const httplib::Request& request, const char* name) {
  if (!request.has_param(name)) return std::nullopt;
  const auto text = request.get_param_value(name);
  const bool digits =
      !text.empty() && text.size() <= 18 &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) throw Breach(std::string(name) + " must be a number, not '" + text + "'");
  return std::stoll(text);
}

Id limit(const httplib::Request& request, Id most) {
  return std::clamp(number(request, "limit").value_or(most), Id{1}, most);
}

void answer_found(httplib::Response& response, const std::optional<nlohmann::json>& found,
                  const std::string& what) {
  found ? answer_json(response, 200, *found)
        : answer_error(response, 404, "there is no such " + what);
}

}  // namespace

nlohmann::json ReadApi::with_writers(nlohmann::json reports) const {
  for (auto& report : reports) report["writers"] = writers_.of(report["id"].get<Id>());
  return reports;
}

void ReadApi::reports(const httplib::Request&, httplib::Response& response) {
  answer_json(response, 200,
              with_writers(store_.read([](Database& db) { return report_list(db); })));
}

void ReadApi::report(const httplib::Request& request, httplib::Response& response) {
  const auto id = id_in(request);
  answer_found(response, store_.read([id](Database& db) { return report_tree(db, id); }), "report");
}

void ReadApi::elements(const httplib::Request& request, httplib::Response& response) {
  const ElementsQuery query{id_in(request), number(request, "after").value_or(0),
                            number(request, "since"), limit(request, most_elements)};
  nlohmann::json reports;
  auto answer = store_.read([&](Database& db) {
    reports = report_list(db, query.report);
    return read_elements(db, query);
  });
  if (reports.empty()) return answer_error(response, 404, "there is no such report");
  answer["report"] = with_writers(std::move(reports))[0];
  answer_json(response, 200, answer);
}

void ReadApi::failures(const httplib::Request& request, httplib::Response& response) {
  const auto id = id_in(request);
  const auto after = number(request, "after").value_or(0);
  const auto most = limit(request, most_events);
  answer_json(response, 200,
              store_.read([&](Database& db) { return read_failures(db, id, after, most); }));
}

void ReadApi::search(const httplib::Request& request, httplib::Response& response) {
  const EventSearch search{id_in(request), request.get_param_value("text"),
                           number(request, "after").value_or(0), limit(request, most_hits)};
  if (search.text.empty()) throw Breach("text must say what to search for");
  answer_json(response, 200, store_.read([&](Database& db) { return search_events(db, search); }));
}

void ReadApi::element(const httplib::Request& request, httplib::Response& response) {
  const auto id = id_in(request);
  answer_found(response, store_.read([id](Database& db) { return read_element(db, id); }),
               "element");
}

void ReadApi::events(const httplib::Request& request, httplib::Response& response) {
  const EventsQuery query{id_in(request),
                          number(request, "after").value_or(0),
                          number(request, "before"),
                          request.get_param_value("types"),
                          request.get_param_value("text"),
                          limit(request, most_events)};
  answer_json(response, 200, store_.read([&](Database& db) { return read_events(db, query); }));
}

void ReadApi::attachment(const httplib::Request& request, httplib::Response& response) {
  const auto id = id_in(request);
  const auto file = store_.read([id](Database& db) { return find_attachment(db, id); });
  file ? answer_attachment(response, *file)
       : answer_error(response, 404, "there is no such attachment");
}

}  // namespace local_center
