// What a reader sees while programs report.
#include "page_test.hpp"
#include "program/program.hpp"
#include "temporary_folder.hpp"

namespace testcenter::test {
namespace {

class LivePage : public PageTest {
 protected:
  ProgramRun run_example(const std::string& program, const std::string& name) {
    return run_program({program}, {{"TESTCENTER_URL", center.url()},
                                   {"TESTCENTER_PROJECT", "Shop"},
                                   {"TESTCENTER_BATCH", "Nightly"},
                                   {"TESTCENTER_LABELS", "example=" + name},
                                   {"TESTCENTER_SOURCE_ROOT", SOURCE_ROOT},
                                   {"TESTCENTER_SPOOL_DIR", folder_.make_folder("spool")}});
  }

  /// A page that was loaded anew would have lost this.
  void mark() { browser().run("window.stayed = true"); }
  bool stayed() { return browser().run("return window.stayed === true"); }

  /// Leaves the page, and with it what it said about lost connections.
  void leave() {
    browser().go("about:blank");
    browser().complaints();
  }

  void has_totals(int report) {
    const auto tests =
        center.get_json("/api/reports/" + std::to_string(report) + "/elements")["report"]["tests"];
    int failed = 0;
    for (const auto* result : {"FATAL", "ERROR", "FAIL", "XPASS"}) failed += tests.value(result, 0);
    ASSERT_GT(failed, 0) << tests;
    const auto passed = tests.value("PASS", 0) + tests.value("XFAIL", 0);
    auto expected = std::to_string(failed) + " failed";
    if (passed > 0) expected += ", " + std::to_string(passed) + " passed";
    browser().wait_for("document.querySelector('[data-report=\"" + std::to_string(report) +
                       "\"] .bar').getAttribute('aria-label').startsWith('" + expected + "')");
  }

  TemporaryFolder folder_;
};

TEST_F(LivePage, says_what_to_do_while_there_is_nothing) {
  open("");
  sees("Nothing was reported yet");
  sees("TESTCENTER_URL=" + center.url());
}

TEST_F(LivePage, sees_every_example_arrive) {
  open("");
  sees("Nothing was reported yet");
  mark();
  int report = 0;
  for (const auto& [name, program] :
       std::vector<std::pair<std::string, std::string>>{EXAMPLE_PROGRAMS}) {
    run_example(program, name);
    browser().wait_for("document.querySelector('[data-report=\"" + std::to_string(++report) +
                       "\"]').innerText.includes('" + name + "')");
    has_totals(report);
  }
  EXPECT_TRUE(stayed());
  EXPECT_EQ(texts(".project h2"), std::vector<std::string>{"Shop"});
  EXPECT_EQ(texts(".batch h3"), std::vector<std::string>{"Nightly"});
  EXPECT_EQ(center.get_json("/api/status")["breaches"], 0);
}

// A click is lost when what was pressed is gone before it is let go.
TEST_F(LivePage, keeps_the_entry_that_a_reader_is_about_to_click) {
  Writer writer(center);
  const auto top = writer.suite("Inventory");
  open("");
  browser().wait_for("(window.entry = document.querySelector('[data-report=\"1\"]'))");
  writer.event(writer.child("cases", top, "counts"), "PASS", "ok");
  browser().wait_for(
      "document.querySelector('[data-report=\"1\"]').innerText.includes('1 passed')");
  EXPECT_TRUE(browser().run("return window.entry.isConnected"));
  EXPECT_TRUE(
      browser().run("const box = window.entry.getBoundingClientRect(); const nodes = new Set();"
                    "for (let x = box.left + 2; x < box.right; x += 20) "
                    "nodes.add(document.elementFromPoint(x, box.top + box.height / 2));"
                    "return nodes.size === 1 && nodes.has(window.entry)"))
      << "what is in it comes and goes";
}

/// The first element of a tree that has an event with such a picture; 0 if there is none.
int run_with(const std::string& role, const json& elements) {
  for (const auto& element : elements) {
    for (const auto& event : element["events"]) {
      if (event.contains(role)) return element["runId"];
    }
    if (const int inside = run_with(role, element["children"])) return inside;
  }
  return 0;
}

TEST_F(LivePage, shows_the_pictures_that_the_examples_make) {
  int report = 0;
  for (const auto& [name, program] :
       std::vector<std::pair<std::string, std::string>>{EXAMPLE_PROGRAMS}) {
    run_example(program, name);
    ++report;
    if (name == "plain") continue;
    const auto tree = center.get_json("/api/reports/" + std::to_string(report));
    const auto run = run_with("vp", tree["elements"]);
    ASSERT_GT(run, 0) << name;
    open("#report=" + std::to_string(report) + "&run=" + std::to_string(run));
    browser().wait_for("document.querySelector('.verification img').naturalWidth > 100");
    browser().wait_for(
        "document.querySelector('.reference code').textContent.startsWith('examples/" + name +
        "/reference/')");
  }
  EXPECT_GE(report, 3);
}

TEST_F(LivePage, shows_elements_and_events_as_they_come_and_that_the_run_has_ended) {
  auto writer = std::make_unique<Writer>(center);
  const auto top = writer->suite("Inventory");
  open("#report=1");
  shows_rows({"Inventory"});
  mark();
  const auto test = writer->child("cases", top, "counts");
  shows_rows({"Inventory", "counts"});
  browser().wait_for("document.querySelector('#head .state').textContent === 'running'");
  browser().wait_for("document.querySelectorAll('.row .running').length === 2");

  browser().click("#row-2");
  writer->event(test, "LOG", "first words");
  sees("first words");
  writer->event(test, "FAIL", "this went wrong");
  sees("this went wrong");
  browser().wait_for("document.querySelector('#row-1 .icon.failed')");
  browser().wait_for("document.title.startsWith('1 failed')");
  writer->child("sections", test, "a part");
  browser().wait_for("document.querySelector('#detail .part-of .name').textContent === 'a part'");

  writer.reset();
  browser().wait_for("document.querySelector('#head .state').textContent.startsWith('ended')");
  EXPECT_TRUE(browser().run("return document.querySelectorAll('.row .running').length === 0"));
  EXPECT_TRUE(stayed());
}

TEST_F(LivePage, keeps_the_readers_place_selection_and_folds) {
  Writer writer(center);
  const auto first = writer.suite("Folded");
  writer.event(writer.child("cases", first, "inside"), "PASS", "ok");
  const auto second = writer.suite("Long");
  for (int i = 0; i < 60; ++i) writer.child("cases", second, "case " + std::to_string(i));
  open("#report=1");
  sees("case 3");
  browser().click("#row-1 .fold");
  browser().click("#row-3");
  browser().run("document.querySelector('#tree').scrollTop = 640");
  browser().wait_for("!document.querySelector('#row-1')");
  const auto first_seen = [&] {
    return browser().run(
        "return [...document.querySelectorAll('.row')].find((row) => "
        "row.getBoundingClientRect().top >= document.querySelector('#tree')"
        ".getBoundingClientRect().top).id");
  };
  const auto before = first_seen();

  for (int i = 60; i < 65; ++i) writer.child("cases", second, "case " + std::to_string(i));
  browser().wait_for("document.querySelector('#filters').innerText.includes('all 66')");
  EXPECT_EQ(first_seen(), before);
  EXPECT_EQ(browser().run("return document.querySelector('#tree').scrollTop"), 640);
  EXPECT_EQ(browser().run("return page.run"), 3);
  browser().run("document.querySelector('#tree').scrollTop = 0");
  browser().wait_for("document.querySelector('#row-1[aria-expanded=false]')");
  browser().wait_for("document.querySelector('#row-3[aria-selected=true]')");
}

/// Ends this center, and starts another one in its place.
std::unique_ptr<LocalCenterProcess> in_place_of(LocalCenterProcess& center,
                                                std::vector<std::string> arguments) {
  center.stop();
  arguments.insert(arguments.end(), {"--port", std::to_string(center.port())});
  return std::make_unique<LocalCenterProcess>(arguments);
}

TEST_F(LivePage, goes_on_when_the_center_is_started_again_with_the_same_results) {
  const std::vector<std::string> arguments = {"--database", folder_.path("results.db")};
  LocalCenterProcess first(arguments);
  const auto test = [&] {
    Writer writer(first);
    const auto run = writer.child("cases", writer.suite("Inventory"), "counts");
    writer.event(run, "PASS", "went well before it");
    return run;
  }();
  browser().go(first.url() + "/#report=1");
  shows_rows({"Inventory", "counts"});
  mark();
  first.stop();
  browser().wait_for("document.querySelector('#state').textContent.startsWith('no connection')");
  browser().click("#row-" + std::to_string(test));
  browser().wait_for("document.querySelector('#detail-title .name').textContent === 'counts'");
  browser().press({"/"});
  browser().type("well before");
  browser().wait_for("document.querySelector('#matches').textContent === 'nothing matches'");
  const auto second = in_place_of(first, arguments);
  browser().wait_for("document.querySelector('#matches').textContent === '1 test'");
  sees("went well before it");
  Writer(*second).event(test, "FAIL", "went wrong after the restart");
  sees("went wrong after the restart");
  EXPECT_TRUE(stayed());
  leave();
}

TEST_F(LivePage, begins_anew_when_the_center_is_started_again_with_other_results) {
  const auto test = [&] {
    Writer writer(center);
    return writer.child("cases", writer.suite("Inventory"), "counts");
  }();
  open("#report=1&run=" + std::to_string(test));
  shows_rows({"Inventory", "counts"});
  const auto second = in_place_of(center, {});
  sees("Nothing was reported yet");
  Writer writer(*second);
  writer.suite("Ledger");
  browser().click("[data-report='1']");
  shows_rows({"Ledger"});
  const auto third = in_place_of(*second, {});
  Writer(*third).suite("Stock", {{"batch", "Weekly"}});
  sees("Weekly");
  browser().click("[data-report='1']");
  shows_rows({"Stock"});
  leave();
}

TEST_F(LivePage, keeps_few_rows_of_many) {
  Writer writer(center);
  for (int s = 0; s < 3; ++s) {
    const auto top = writer.suite("Suite " + std::to_string(s));
    for (int i = 0; i < 250; ++i) writer.child("cases", top, "case " + std::to_string(i));
  }
  open("#report=1");
  browser().wait_for("page.model.loaded && tree.rows.length === 753");
  EXPECT_LT(browser().run("return document.querySelectorAll('.row').length"), 80);
  EXPECT_EQ(browser().run("return document.querySelector('.row').getAttribute('aria-setsize')"),
            "3");
  browser().click("#row-1");
  browser().press({key::end});
  browser().wait_for(
      "document.querySelector('.row[aria-selected=true] .name').textContent === "
      "'case 249'");
}

}  // namespace
}  // namespace testcenter::test
