// Which report a suite goes to.
#include "center_test.hpp"

namespace local_center_tests {
namespace {

class ReportSelection : public CenterTest {
 protected:
  /// Posts a suite with these fields and returns its answer, which must be 201.
  json selected(json fields) const {
    fields.update({{"test", {{"name", "suite"}}}});
    if (!fields.contains("project")) fields["project"] = "P";
    const auto answer = post("suites", fields);
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.body;
  }

  int report_for(const json& fields) const { return selected(fields).value("reportId", 0); }

  static json labels(std::initializer_list<std::pair<std::string, std::string>> pairs) {
    auto array = json::array();
    for (const auto& [key, value] : pairs) array.push_back({{"key", key}, {"value", value}});
    return array;
  }
};

TEST_F(ReportSelection, with_a_project_only_makes_a_new_batch_and_report) {
  const auto first = selected({});
  const auto second = selected({});
  EXPECT_NE(first["reportId"], second["reportId"]);
  EXPECT_NE(first["batch"], second["batch"]);
  EXPECT_FALSE(first["batch"].get<std::string>().empty());
}

TEST_F(ReportSelection, with_labels_only_makes_a_new_batch_and_report) {
  const json fields = {{"labels", labels({{"OS", "Linux"}})}};
  const auto first = selected(fields);
  const auto second = selected(fields);
  EXPECT_NE(first["reportId"], second["reportId"]);
  EXPECT_NE(first["batch"], second["batch"]);
}

TEST_F(ReportSelection, with_an_unknown_batch_makes_it) {
  const auto answer = selected({{"batch", "Nightly"}});
  EXPECT_EQ(answer["batch"], "Nightly");
  EXPECT_EQ(answer["reportId"], 1);
}

TEST_F(ReportSelection, with_a_known_batch_takes_its_first_report) {
  const auto first = report_for({{"batch", "B"}, {"labels", labels({{"OS", "Linux"}})}});
  const auto second = report_for({{"batch", "B"}, {"labels", labels({{"OS", "Windows"}})}});
  EXPECT_NE(first, second);
  EXPECT_EQ(report_for({{"batch", "B"}}), first);
  EXPECT_EQ(report_for({{"batch", "B"}, {"labels", json::array()}}), first);
}

TEST_F(ReportSelection, with_batch_and_labels_takes_the_report_with_exactly_these) {
  const auto both = labels({{"OS", "Linux"}, {"compiler", "gcc"}});
  const auto turned = labels({{"compiler", "gcc"}, {"OS", "Linux"}});
  const auto report = report_for({{"batch", "B"}, {"labels", both}});
  EXPECT_EQ(report_for({{"batch", "B"}, {"labels", both}}), report);
  EXPECT_EQ(report_for({{"batch", "B"}, {"labels", turned}}), report);
}

TEST_F(ReportSelection, with_fewer_more_or_other_labels_makes_a_new_report) {
  const auto both = labels({{"OS", "Linux"}, {"compiler", "gcc"}});
  const auto fewer = labels({{"OS", "Linux"}});
  const auto more = labels({{"OS", "Linux"}, {"compiler", "gcc"}, {"x", "y"}});
  const auto other = labels({{"OS", "Linux"}, {"compiler", "clang"}});
  std::set<int> reports;
  for (const auto& set : {both, fewer, more, other}) {
    reports.insert(report_for({{"batch", "B"}, {"labels", set}}));
  }
  EXPECT_EQ(reports.size(), 4U);
}

TEST_F(ReportSelection, finds_a_batch_in_its_own_project_only) {
  EXPECT_NE(report_for({{"project", "P"}, {"batch", "B"}}),
            report_for({{"project", "Q"}, {"batch", "B"}}));
}

TEST_F(ReportSelection, with_a_report_id_takes_that_report) {
  const auto first = selected({{"batch", "B"}, {"labels", labels({{"OS", "Linux"}})}});
  selected({{"batch", "C"}});
  const auto again = selected({{"reportId", first["reportId"]}});
  EXPECT_EQ(again["reportId"], first["reportId"]);
  EXPECT_EQ(again["batch"], "B");
  EXPECT_EQ(again["project"], "P");
}

TEST_F(ReportSelection, with_a_report_id_allows_batch_and_labels_that_agree) {
  const json fields = {{"batch", "B"}, {"labels", labels({{"OS", "Linux"}})}};
  auto with_id = fields;
  with_id["reportId"] = report_for(fields);
  EXPECT_EQ(report_for(with_id), with_id["reportId"]);
}

TEST_F(ReportSelection, leaves_nothing_behind_when_it_is_refused) {
  EXPECT_EQ(post("suites", {{"project", "P"}, {"reportId", 5}, {"test", {{"name", "T"}}}}).status,
            400);
  EXPECT_EQ(center.get_json("/api/reports"), json::array());
}

}  // namespace
}  // namespace local_center_tests
