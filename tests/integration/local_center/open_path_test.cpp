// Only the last element made on each level of a report takes children and events.
#include "center_test.hpp"

namespace local_center_tests {
namespace {

class OpenPath : public CenterTest {
 protected:
  Answer log_on(int run) const { return post("events", {{"runId", run}, {"type", "LOG"}}); }
  void expect_open(int run) const { EXPECT_EQ(log_on(run).status, 201) << run; }
  void expect_closed(int run) const {
    expect_refused(log_on(run), "run " + std::to_string(run) + " is closed");
  }
};

TEST_F(OpenPath, reaches_from_the_suite_to_the_innermost_element) {
  const auto top = suite("suite");
  const auto test_case = child("cases", top, "case");
  const auto feature = child("features", test_case, "feature");
  const auto scenario = child("scenarios", feature, "scenario");
  const auto step = child("steps", scenario, "step");
  const auto section = child("sections", step, "section");
  for (const auto run : {section, top, step, test_case, scenario, feature}) expect_open(run);
}

TEST_F(OpenPath, closes_a_case_when_the_next_one_is_made) {
  const auto top = suite("suite");
  const auto first = child("cases", top, "first");
  const auto second = child("cases", top, "second");
  expect_closed(first);
  expect_open(second);
  expect_open(top);
}

TEST_F(OpenPath, closes_everything_below_the_new_elements_parent) {
  const auto top = suite("suite");
  const auto test_case = child("cases", top, "case");
  const auto section = child("sections", test_case, "section");
  const auto inner = child("sections", section, "inner");
  const auto other = child("sections", test_case, "other");
  expect_closed(section);
  expect_closed(inner);
  expect_open(test_case);
  expect_open(other);
}

TEST_F(OpenPath, closes_a_case_when_a_feature_is_made_in_its_suite) {
  const auto top = suite("suite");
  const auto test_case = child("cases", top, "case");
  child("features", top, "feature");
  expect_closed(test_case);
}

TEST_F(OpenPath, closes_a_suite_when_its_report_gets_another) {
  const auto first = suite("first");
  const auto test_case = child("cases", first, "case");
  const auto second = suite("second");
  expect_closed(first);
  expect_closed(test_case);
  expect_open(second);
}

TEST_F(OpenPath, belongs_to_one_report) {
  const auto here = suite("here");
  const auto there = suite("there", {{"batch", "Other"}});
  expect_open(here);
  expect_open(there);
  expect_open(child("cases", here, "case"));
  expect_open(there);
}

TEST_F(OpenPath, takes_no_children_under_what_is_closed) {
  const auto top = suite("suite");
  const auto first = child("cases", top, "first");
  const auto second = child("cases", top, "second");
  expect_refused(post("sections", {{"runId", first}, {"test", {{"name", "late"}}}}),
                 "run " + std::to_string(first) + " is closed");
  expect_open(second);
}

TEST_F(OpenPath, stays_as_it_was_after_a_refused_element) {
  const auto top = suite("suite");
  const auto test_case = child("cases", top, "case");
  const auto section = child("sections", test_case, "section");
  EXPECT_EQ(post("cases", {{"runId", top}, {"test", {{"name", ""}}}}).status, 400);
  EXPECT_EQ(post("steps", {{"runId", top}, {"test", {{"name", "step"}}}}).status, 400);
  expect_open(section);
  expect_open(test_case);
}

TEST_F(OpenPath, lets_sections_stand_under_every_kind) {
  auto parent = suite("suite");
  child("sections", parent, "in suite");
  for (const auto* endpoint : {"cases", "features", "scenarios", "steps", "sections"}) {
    parent = child(endpoint, parent, endpoint);
    child("sections", parent, "in " + std::string(endpoint));
  }
  EXPECT_EQ(breaches(), 0);
}

TEST_F(OpenPath, has_an_end) {
  auto parent = suite("suite");
  for (int depth = 2; depth <= 200; ++depth) parent = child("sections", parent, "section");
  expect_refused(post("sections", {{"runId", parent}, {"test", {{"name", "too deep"}}}}),
                 "more than 200 elements inside each other");
  expect_open(parent);
  EXPECT_EQ(tree()["elements"].size(), 1U);
}

}  // namespace
}  // namespace local_center_tests
