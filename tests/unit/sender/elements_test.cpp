#include "sender_fixture.hpp"

namespace testcenter::test {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;

class Elements : public SenderTest {
 protected:
  json body(std::size_t request) { return json::parse(transport.requests().at(request).body); }
};

TEST_F(Elements, AreMadeInOrderBelowTheirParents) {
  const auto suite = journal.suite("S");
  const auto test_case = journal.test_case(suite, "C");
  const auto feature = journal.open(ElementKind::feature, test_case, "F");
  const auto scenario = journal.open(ElementKind::scenario, feature, "X");
  journal.open(ElementKind::step, scenario, "first");
  journal.open(ElementKind::step, scenario, "second");
  journal.open(ElementKind::section, suite, "part");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.elements(),
              ElementsAre("suite S", "case C below S", "feature F below C", "scenario X below F",
                          "step first below X", "step second below X", "section part below S"));
  EXPECT_EQ(acknowledged(), 7U);
}

TEST_F(Elements, AreSentAtOnceWithoutWaitingForCompany) {
  journal.test_case(journal.suite());
  EXPECT_EQ(run_until_it_waits().state, State::idle);
  EXPECT_EQ(center.elements().size(), 2U);
}

TEST_F(Elements, FirstSuiteChoosesTheReportAndLaterOnesGoThere) {
  options.batch = "nightly";
  options.labels = {{"OS", "Linux"}};
  journal.suite("S1");
  journal.suite("S2");
  run();
  EXPECT_EQ(body(0)["project"], "P");
  EXPECT_EQ(body(0)["batch"], "nightly");
  EXPECT_EQ(body(0)["labels"], (json{{{"key", "OS"}, {"value", "Linux"}}}));
  EXPECT_FALSE(body(0).contains("reportId"));
  EXPECT_EQ(body(1)["project"], "P");
  EXPECT_EQ(body(1)["reportId"], 7);
  EXPECT_FALSE(body(1).contains("batch"));
  EXPECT_FALSE(body(1).contains("labels"));
}

TEST_F(Elements, GoIntoAGivenReport) {
  options.batch = "nightly";
  options.report_id = 42;
  journal.suite();
  run();
  EXPECT_EQ(body(0)["reportId"], 42);
  EXPECT_FALSE(body(0).contains("batch"));
}

TEST_F(Elements, LeaveTheServersIdsInTheJournal) {
  journal.test_case(journal.suite());
  run();
  journal::Reader reader = journal.reader();
  EXPECT_EQ(reader.report_id(), 7);
  EXPECT_EQ(counters.report_id, 7);
  reader.seek(
      reinterpret_cast<const journal::FileHeader*>(journal.writer().region().base)->records_begin);
  journal::Record record;
  ASSERT_EQ(reader.next(record), journal::Reader::State::record);
  EXPECT_EQ(record.run_id, 101);
  ASSERT_EQ(reader.next(record), journal::Reader::State::record);
  EXPECT_EQ(record.run_id, 102);
}

TEST_F(Elements, ThatWereMadeOfAnEarlierPartKeepTheReport) {
  journal.reader().mark_report_id(13);
  journal.suite();
  run();
  EXPECT_EQ(body(0)["reportId"], 13);
}

TEST_F(Elements, EventsFindTheirs) {
  const auto suite = journal.suite("S");
  const auto one = journal.test_case(suite, "one");
  journal.event(one, "to one");
  journal.event(suite, "to the suite");
  const auto two = journal.test_case(suite, "two");
  journal.event(two, "to two");
  journal.event(one, "late");
  run();
  EXPECT_THAT(
      center.events(),
      ElementsAre(Received{"one", "LOG", "to one", ""}, Received{"S", "LOG", "to the suite", ""},
                  Received{"two", "LOG", "to two", ""}, Received{"S", "LOG", "late", ""}));
  EXPECT_EQ(counters.rerouted, 1U) << "one was closed when `late` came";
}

}  // namespace
}  // namespace testcenter::test
