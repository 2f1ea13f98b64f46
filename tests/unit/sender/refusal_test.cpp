#include "sender_fixture.hpp"

#include <set>
#include <string>

namespace testcenter::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// The server refuses elements: what becomes of the results below them.
class Refusal : public SenderTest {
 protected:
  void refuse(const std::set<std::string>& names, int code = 400) {
    center.judge_element = [names, code](const std::string& name) {
      return names.count(name) != 0 ? code : 201;
    };
  }
  void expect_all_judged() {
    EXPECT_EQ(acknowledged() + rejected(), journal.results());
    EXPECT_EQ(journal.acknowledged(), journal.end());
  }
};

TEST_F(Refusal, EventsOfARefusedCaseGoToItsSuiteBehindAWarning) {
  refuse({"C"});
  const auto test_case = journal.test_case(journal.suite("S"), "C");
  journal.event(test_case, "a", EventType::fail);
  journal.event(test_case, "b", EventType::pass);
  journal.finish();
  EXPECT_EQ(run(), State::done);
  ASSERT_EQ(center.events().size(), 3U);
  const Received& warning = center.events().front();
  EXPECT_EQ(warning.run, "S");
  EXPECT_EQ(warning.type, "WARNING");
  EXPECT_THAT(warning.message, HasSubstr("the case \"C\""));
  EXPECT_THAT(warning.message, HasSubstr("refused by the test"));
  EXPECT_EQ(center.events()[1], (Received{"S", "FAIL", "a", ""}));
  EXPECT_EQ(center.events()[2], (Received{"S", "PASS", "b", ""}));
  EXPECT_THAT(center.requests(), ElementsAre("suites", "cases", "events[3]"));
  EXPECT_EQ(acknowledged(), 3U) << "the suite and two events; the warning is no result";
  EXPECT_EQ(rejected(), 1U);
  EXPECT_EQ(counters.rerouted, 2U);
  expect_all_judged();
}

TEST_F(Refusal, TheWarningComesEvenWithoutEvents) {
  refuse({"C"});
  const auto suite = journal.suite("S");
  journal.test_case(suite, "C");
  journal.test_case(suite, "D");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.events(), ElementsAre(::testing::Field(&Received::type, "WARNING")));
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case D below S"));
  expect_all_judged();
}

TEST_F(Refusal, ChildrenGoToTheNearestAcceptedAncestor) {
  refuse({"outer"});
  const auto test_case = journal.test_case(journal.suite("S"), "C");
  const auto outer = journal.open(ElementKind::section, test_case, "outer");
  const auto inner = journal.open(ElementKind::section, outer, "inner");
  journal.event(inner, "a");
  journal.event(outer, "b");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case C below S", "section inner below C"));
  EXPECT_EQ(center.events().at(1), (Received{"inner", "LOG", "a", ""}));
  EXPECT_EQ(center.events().at(2), (Received{"C", "LOG", "b", ""}));
  EXPECT_EQ(counters.rerouted, 2U) << "inner itself, and b";
  expect_all_judged();
}

TEST_F(Refusal, ChildrenThatMayNotStandThereAreNotMade) {
  refuse({"X"});
  const auto feature = journal.open(ElementKind::feature, journal.suite("S"), "F");
  const auto scenario = journal.open(ElementKind::scenario, feature, "X");
  const auto step = journal.open(ElementKind::step, scenario, "step");
  journal.event(step, "a");
  const auto part = journal.open(ElementKind::section, step, "part");
  journal.event(part, "b");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.elements(),
              ElementsAre("suite S", "feature F below S", "section part below F"));
  EXPECT_EQ(center.events().at(1), (Received{"F", "LOG", "a", ""}));
  EXPECT_EQ(center.events().at(2), (Received{"part", "LOG", "b", ""}));
  EXPECT_EQ(rejected(), 2U) << "the scenario and the step";
  EXPECT_EQ(counters.rerouted, 2U) << "a, and the section";
  EXPECT_THAT(sender().rejections(),
              ElementsAre(HasSubstr("scenario \"X\""), HasSubstr("step \"step\": not made")));
  expect_all_judged();
}

TEST_F(Refusal, BelowALaterSuiteThereIsNowhereToGo) {
  refuse({"S2"});
  journal.suite("S1");
  const auto test_case = journal.test_case(journal.suite("S2"), "C");
  journal.event(test_case, "a");
  journal.suite("S3");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.elements(), ElementsAre("suite S1", "suite S3"));
  EXPECT_TRUE(center.events().empty());
  EXPECT_EQ(rejected(), 3U);
  EXPECT_THAT(sender().rejections().front(), HasSubstr("suite \"S2\": 400"));
  expect_all_judged();
}

TEST_F(Refusal, EventsBelowNoElementAreRejected) {
  journal.event(4, "lost");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_EQ(rejected(), 1U);
  EXPECT_EQ(counters.requests, 0U);
  expect_all_judged();
}

TEST_F(Refusal, TooLargeAnElementIsARefusal) {
  refuse({"C"}, 413);
  journal.event(journal.test_case(journal.suite("S"), "C"), "a");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_EQ(center.events().at(1), (Received{"S", "LOG", "a", ""}));
  EXPECT_EQ(rejected(), 1U);
  expect_all_judged();
}

TEST_F(Refusal, ARefusedWarningHarmsNothing) {
  refuse({"C"});
  center.judge_event = [](const nlohmann::json& event) {
    return event["type"] == "WARNING" ? 400 : 201;
  };
  journal.event(journal.test_case(journal.suite("S"), "C"), "a");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_EQ(center.messages(), std::vector<std::string>{"a"});
  EXPECT_EQ(rejected(), 1U);
  expect_all_judged();
}

}  // namespace
}  // namespace testcenter::test
