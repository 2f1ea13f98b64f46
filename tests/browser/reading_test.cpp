// Finding one's way in a report: filters, search, links, keys, pictures, small windows, dark ones.
#include "page_test.hpp"

namespace testcenter::test {
namespace {

/// A picture of one red dot.
const std::string dot(
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x8\x2\0\0\0\x90wS\xDE\0\0\0\x0CIDATx\x9C"
    "c\xF8\xCF\xC0\0\0\3\1\1\0\xC9\xFE\x92\xEF\0\0\0\0IEND\xAE"
    "B`\x82",
    69);

/// A report of: Inventory { counts PASS, takes FAIL { too few FAIL }, reads SKIPPED }, Ledger {
/// balances FAIL }.
class ReadingPage : public PageTest {
 protected:
  void SetUp() override {
    PageTest::SetUp();
    Writer writer(center);
    const auto labels = json::parse(R"json([{"key":"OS","value":"Linux"},
        {"key":".reference.url","value":"[Build 7](https://ci.example/7)"},
        {"key":".writer","value":"program-1"}])json");
    const auto inventory = writer.suite("Inventory", {{"labels", labels}});
    writer.event(writer.child("cases", inventory, "counts"), "PASS", "all pieces are there");
    takes_ = writer.child("cases", inventory, "takes", {{"summary", "from the shelf"}});
    const auto part = writer.child("sections", takes_, "too few");
    writer.event(part, "FAIL", "wrong number of pieces",
                 {{"detail", "expected 10\nbut got 2"},
                  {"location", {{"uri", "shop/take.cpp"}, {"line", 17}}},
                  {"trace", {{{"uri", "shop/main.cpp"}, {"line", 4}}}}});
    writer.event(writer.child("cases", inventory, "reads"), "SKIPPED", "no tables yet");
    const auto ledger = writer.suite("Ledger", {{"labels", labels}});
    balances_ = writer.child("cases", ledger, "balances");
    writer.event(balances_, "FAIL", "the sum is off by one");
    const json picture = {{"runId", balances_},
                          {"type", "FAIL"},
                          {"message", "differs"},
                          {"vp", {{"uri", "shots/ledger.png"}, {"attachment", "got.png"}}},
                          {"screenshot", "window.png"}};
    writer.event_with_files(picture, {{"attachments[]", dot, "got.png", "image/png"},
                                      {"attachments[]", dot, "window.png", "image/png"}});
    writer.event_with_files(
        {{"runId", balances_}, {"type", "ATTACHMENT"}, {"message", "log"}, {"attachment", "a.log"}},
        {{"attachments[]", "line one\nline two\n", "a.log", "text/plain"}});
  }

  std::string chosen() {
    return browser().wait_for(
        "document.querySelector('.row[aria-selected=true] .name').textContent");
  }
  void chooses(const std::string& name) {
    browser().wait_for(
        "document.querySelector('.row[aria-selected=true] .name').textContent === '" + name +
        "' && document.querySelector('#detail-title .name').textContent === '" + name + "'");
  }

  int takes_ = 0;
  int balances_ = 0;
};

const std::vector<std::string> everything = {"Inventory", "counts", "takes",
                                             "reads",     "Ledger", "balances"};

TEST_F(ReadingPage, shows_labels_links_and_what_failed) {
  open("#report=1");
  shows_rows(everything);
  browser().wait_for("document.querySelectorAll('.failure').length === 3");
  EXPECT_EQ(texts(".failure-path")[0], "Inventory › takes › too few");
  const auto link = browser().run(
      "const link = document.querySelector('.labels a'); return [link.textContent, link.href, "
      "link.rel]");
  EXPECT_EQ(link, json({"Build 7", "https://ci.example/7", "noopener noreferrer"}));
  EXPECT_FALSE(browser().run("return document.querySelector('.hidden-labels').open").get<bool>());
  browser().click(".hidden-labels summary");
  sees("program-1");
  EXPECT_EQ(texts("#filters button:not([hidden])"),
            (std::vector<std::string>{"all 4", "failed 2", "passed 1", "skipped 1"}));
}

TEST_F(ReadingPage, filters_by_result) {
  open("#report=1");
  shows_rows(everything);
  browser().click("[data-show=failed]");
  shows_rows({"Inventory", "takes", "Ledger", "balances"});
  browser().click("[data-show=skipped]");
  shows_rows({"Inventory", "reads"});
  browser().wait_for("location.hash === '#report=1&show=skipped'");
  browser().click("[data-show=skipped]");
  shows_rows(everything);
}

TEST_F(ReadingPage, searches_names_and_messages) {
  open("#report=1");
  shows_rows(everything);
  browser().press({"/"});
  browser().type("OFF by");
  shows_rows({"Ledger", "balances"});
  browser().wait_for("document.querySelector('#matches').textContent === '1 test'");
  browser().click("#row-" + std::to_string(balances_));
  browser().wait_for("document.querySelector('.event mark').textContent === 'off by'");
  browser().click("#search");
  browser().press({key::escape});
  shows_rows(everything);
  browser().press({"/"});
  browser().type("too few");
  shows_rows({"Inventory", "takes", "too few"});
  browser().press({key::escape, "/"});
  browser().type("nothing like it");
  browser().wait_for("document.querySelector('#matches').textContent === 'nothing matches'");
}

TEST_F(ReadingPage, searches_messages_of_what_was_never_opened_and_of_what_comes_later) {
  Writer writer(center);
  const auto top = writer.suite("Long", {{"project", "Other"}});
  const auto test = writer.child("cases", top, "first");
  const auto part = writer.child("sections", test, "a part");
  for (int i = 0; i < 130; ++i) {
    writer.event(part, "PASS", i == 120 ? "a Needle in here" : "nothing of the kind");
  }
  const auto other = writer.child("cases", top, "second");
  open("#report=2");
  shows_rows({"Long", "first", "second"});
  browser().press({"/"});
  browser().type("needle");
  shows_rows({"Long", "first", "a part"});

  browser().click("#row-" + std::to_string(part));
  browser().wait_for("document.querySelector('#detail .event mark').textContent === 'Needle'");
  EXPECT_EQ(browser().run("return document.querySelectorAll('#detail .event').length"), 1);
  browser().click("#row-" + std::to_string(test));
  browser().wait_for("document.querySelector('#detail .part-of .event mark')");
  sees("Show all 130 events");
  browser().click("#detail .part-of .all");
  browser().wait_for("document.querySelectorAll('#detail .event').length === 100");

  writer.event(other, "LOG", "another NEEDLE");
  shows_rows({"Long", "first", "a part", "second"});
  browser().wait_for("document.querySelector('#matches').textContent === '2 tests'");
}

TEST_F(ReadingPage, follows_a_link_to_an_element_and_to_an_event) {
  open("#report=1&run=" + std::to_string(takes_));
  chooses("takes");
  sees("from the shelf");
  browser().click("#detail .part-of .event .permalink");
  browser().wait_for(
      "document.querySelector('.event.target .message').textContent === "
      "'wrong number of pieces'");
  const auto address = browser().run("return location.hash").get<std::string>();
  open(address);
  browser().wait_for(
      "document.querySelector('.event.target').innerText.includes('expected 10\\nbut got 2')");
  sees("shop/take.cpp:17");
  sees("shop/main.cpp:4");
  chooses("too few");
}

TEST_F(ReadingPage, says_that_a_report_is_unknown) {
  open("#report=77");
  sees("There is no report 77");
  EXPECT_EQ(browser().complaints().size(), 1U) << "the request that was answered with 404";
}

TEST_F(ReadingPage, shows_pictures_in_place_and_large) {
  open("#report=1&run=" + std::to_string(balances_));
  browser().wait_for(
      "[...document.querySelectorAll('.thumb img')].filter((image) => image.naturalWidth === "
      "1).length === 2");
  EXPECT_EQ(texts(".verification .reference code"), std::vector<std::string>{"shots/ledger.png"});
  EXPECT_EQ(texts(".verification figcaption strong"), std::vector<std::string>{"Result"});
  browser().click(".thumb");
  browser().wait_for("document.querySelector('#large[open] img').naturalWidth === 1");
  browser().wait_for("document.querySelector('#large-name').textContent === 'got.png  (1 of 2)'");
  browser().press({key::right});
  browser().wait_for(
      "document.querySelector('#large-name').textContent === 'window.png  (2 of 2)'");
  browser().press({key::escape});
  browser().wait_for("!document.querySelector('#large[open]')");
}

TEST_F(ReadingPage, shows_text_files_and_lets_them_be_saved) {
  open("#report=1&run=" + std::to_string(balances_));
  browser().wait_for(
      "document.querySelector('.file pre').textContent === 'line one\\nline two\\n'");
  EXPECT_EQ(browser().run("return document.querySelector('.file a').download"), "a.log");
}

TEST_F(ReadingPage, folds_long_text_and_leaves_out_passes_that_bury_a_failure) {
  {
    Writer writer(center);
    const auto long_case =
        writer.child("cases", writer.suite("Long", {{"project", "Other"}}), "long");
    for (int i = 0; i < 30; ++i) writer.event(long_case, "PASS", "passed check");
    std::string lines;
    for (int i = 1; i <= 40; ++i) lines += "line " + std::to_string(i) + "\n";
    writer.event(long_case, "FAIL", "too long", {{"detail", lines}});
  }
  open("#report=2&run=9");
  browser().wait_for("document.querySelectorAll('.event').length === 1");
  sees("line 14");  // what is about to come into view has no text yet
  EXPECT_THAT(texts(".event pre")[0], ::testing::Not(::testing::HasSubstr("line 15")));
  browser().click(".event .more");
  sees("line 40");
  sees("Show 30 passed checks");
  browser().click("#detail .all");
  browser().wait_for("document.querySelectorAll('.event').length === 31");
}

TEST_F(ReadingPage, goes_by_the_keyboard) {
  open("#report=1");
  shows_rows(everything);
  browser().run("document.querySelector('#tree').focus()");
  browser().press({key::down});
  chooses("Inventory");
  browser().press({key::left});
  shows_rows({"Inventory", "Ledger", "balances"});
  browser().press({key::right, key::right, key::down});
  chooses("takes");
  browser().press({key::right, key::right});
  chooses("too few");
  browser().press({key::left});
  chooses("takes");
  browser().press({key::end});
  chooses("balances");
  browser().press({key::enter});
  browser().wait_for("document.activeElement.id === 'detail'");
  browser().press({key::escape});
  browser().wait_for("document.activeElement.id === 'tree'");
}

TEST_F(ReadingPage, goes_from_failure_to_failure_and_round) {
  open("#report=1");
  shows_rows(everything);
  browser().press({"n"});
  chooses("too few");
  browser().wait_for(
      "document.querySelector('#announce').textContent === 'Failure 1 of 2: too few'");
  browser().press({"n"});
  chooses("balances");
  browser().press({"n"});
  chooses("too few");
  browser().press({"p"});
  chooses("balances");
  browser().click("#previous-failure");
  chooses("too few");
  browser().press({"?"});
  browser().wait_for("document.querySelector('#keys').open");
}

TEST_F(ReadingPage, is_a_tree_to_a_screen_reader) {
  open("#report=1&run=" + std::to_string(takes_));
  chooses("takes");
  const auto row = browser().run(
      "const row = document.querySelector('#row-3'); return ['role', 'aria-level', "
      "'aria-posinset', "
      "'aria-setsize', 'aria-expanded', 'aria-selected'].map((name) => row.getAttribute(name))");
  EXPECT_EQ(row, json({"treeitem", "2", "2", "3", "false", "true"}));
  EXPECT_EQ(
      browser().run("const tree = document.querySelector('#tree'); return [tree.role || "
                    "tree.getAttribute('role'), "
                    "tree.getAttribute('aria-label'), tree.getAttribute('aria-activedescendant')]"),
      json({"tree", "Tests", "row-3"}));
  EXPECT_THAT(
      browser().run("return document.querySelector('#row-3').textContent").get<std::string>(),
      ::testing::StartsWith("▸FAIL case takes"));
  EXPECT_EQ(browser().run(
                "return [...document.querySelectorAll('button, input, img, a')].filter((node) => "
                "!node.closest('[hidden], dialog') && !(node.textContent.trim() || "
                "node.getAttribute('aria-label') || "
                "node.alt || node.querySelector('img'))).length"),
            0);
}

TEST_F(ReadingPage, is_readable_on_a_narrow_window) {
  browser().set_window(390, 780);
  open("#report=1");
  shows_rows(everything);
  const std::string fits = "document.documentElement.scrollWidth <= innerWidth";
  browser().wait_for(fits);
  browser().click("#row-" + std::to_string(balances_));
  browser().wait_for(
      "document.querySelector('.event.FAIL .message').checkVisibility() && "
      "!document.querySelector('#tree').checkVisibility()");
  browser().wait_for(fits);
  browser().click(".back");
  browser().wait_for("document.querySelector('#tree').checkVisibility()");
  open("");
  sees("Nightly");
  browser().wait_for(fits);
}

/// The least contrast of a text that can be seen to what is behind it, as WCAG counts it.
const std::string least_contrast = R"js(
    const rgb = (text) => text.match(/[\d.]+/g).slice(0, 3).map(Number);
    const light = (color) => {
      const [r, g, b] = rgb(color).map((value) => value / 255).map((value) =>
        value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (node) => {
      for (; node; node = node.parentElement) {
        const color = getComputedStyle(node).backgroundColor;
        if (!/, 0\)$/.test(color)) return color;
      }
      return "rgb(255, 255, 255)";
    };
    const hasText = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    const contrast = (node) => {
      const [a, b] = [light(getComputedStyle(node).color), light(ground(node))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    return Math.min(...[...document.querySelectorAll("body *")]
      .filter((node) => node.checkVisibility() && !node.disabled && !node.matches(".permalink, svg *") && hasText(node))
      .map(contrast));
    )js";

TEST_F(ReadingPage, has_contrast_in_the_light_and_in_the_dark) {
  std::vector<std::string> grounds;
  for (const auto* scheme : {"light", "dark"}) {
    browser().set_color_scheme(scheme);
    open("#report=1&run=" + std::to_string(balances_));
    sees("the sum is off by one");
    grounds.push_back(browser().run("return getComputedStyle(document.body).backgroundColor"));
    EXPECT_GE(browser().run(least_contrast), 4.5) << scheme;
  }
  EXPECT_NE(grounds[0], grounds[1]);
}

}  // namespace
}  // namespace testcenter::test
