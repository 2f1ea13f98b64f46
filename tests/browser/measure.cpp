// How long the page takes with 20,000 cases and 200,000 events, and until what is reported is seen.
// By hand: no test depends on a time. testcenter-page-measure prints a table.
#include "page_test.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace {

using nlohmann::json;
using testcenter::test::LocalCenterProcess;
using testcenter::test::WebDriver;
using testcenter::test::Writer;

constexpr int suites = 40;
constexpr int cases_each = 500;
constexpr int events_each = 10;
constexpr int loads = 7;
constexpr int live_events = 60;

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void report_many(const LocalCenterProcess& center) {
  Writer writer(center);
  for (int s = 0; s < suites; ++s) {
    const auto suite = writer.suite("Suite " + std::to_string(s));
    for (int c = 0; c < cases_each; ++c) {
      const auto name = "Case " + std::to_string(c) + " of suite " + std::to_string(s);
      const auto test = writer.child("cases", suite, name);
      auto events = json::array();
      for (int e = 0; e < events_each; ++e) {
        const bool fails = c == 250 && e + 1 == events_each;
        events.push_back({{"runId", test},
                          {"type", fails ? "FAIL" : "PASS"},
                          {"message", "CHECK( value == " + std::to_string(e) + " ) in " + name},
                          {"location", {{"uri", "tests/case.cpp"}, {"line", e + 1}}}});
      }
      writer.events(events);
    }
  }
}

void row(const char* what, double ms) { std::printf("| %s | %.0f ms |\n", what, ms); }

void measure_loading(WebDriver& browser, const LocalCenterProcess& center) {
  std::vector<double> first, all;
  for (int i = 0; i < loads; ++i) {
    browser.go("about:blank");
    browser.go(center.url() + "/#report=1");
    all.push_back(
        browser.wait_for("page.model && page.model.loaded && tree.rows.length > 20000 && "
                         "(window.measured = window.measured || performance.now())"));
    first.push_back(
        browser.run("return performance.getEntriesByName('first-contentful-paint')[0].startTime"));
  }
  row("first content, median of 7", median(first));
  row("all 20,000 cases in the tree, median of 7", median(all));
}

void measure_finding(WebDriver& browser) {
  browser.run(
      "tree.filter.show = 'failed'; const start = performance.now(); filtered();"
      "window.filterTook = performance.now() - start; tree.filter.show = 'all'; filtered();");
  row("filter by result", browser.run("return window.filterTook"));
  browser.run(
      "byId('search').value = '9 ) in case 499 of suite 39'; const start = performance.now();"
      "search().then(() => { window.searchTook = performance.now() - start; });");
  row("search all names and messages", browser.wait_for("window.searchTook"));
}

/// From just before an event is sent until it stands in the page, by the clock both share.
void measure_live(WebDriver& browser, const LocalCenterProcess& center) {
  Writer writer(center);
  const auto suite = writer.suite("Live", {{"batch", "Live"}});
  const auto test = writer.child("cases", suite, "live");
  browser.go(center.url() + "/#report=2&run=" + std::to_string(test));
  browser.wait_for(
      "document.querySelector('#detail-title') && page.model.loaded && "
      "byId('state').textContent === 'live'");
  browser.run(
      "window.seen = {}; new MutationObserver(() => { for (const node of "
      "document.querySelectorAll('.event .message')) if (!(node.textContent in seen)) "
      "seen[node.textContent] = Date.now(); })"
      ".observe(byId('detail'), { subtree: true, childList: true });");
  std::vector<double> took;
  for (int i = 0; i < live_events; ++i) {
    const auto text = std::to_string(i);
    const auto sent = std::chrono::duration<double, std::milli>(
        std::chrono::system_clock::now().time_since_epoch());
    writer.event(test, "LOG", text);
    took.push_back(browser.wait_for("seen['" + text + "']").get<double>() - sent.count());
  }
  row("an event is sent until it is in the page, median of 60", median(took));
  row("the slowest of 60", *std::max_element(took.begin(), took.end()));
}

}  // namespace

int main() {
  const LocalCenterProcess center;
  report_many(center);
  WebDriver browser;
  measure_loading(browser, center);
  measure_finding(browser);
  measure_live(browser, center);
  return 0;
}
