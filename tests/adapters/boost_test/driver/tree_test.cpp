// What Boost.Test's own log holds, against what the center got.
#include "boost_test/driver/boost_account.hpp"
#include "boost_test/driver/boost_test.hpp"

#include <algorithm>

namespace testcenter::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

bool is_configured(const std::string& line) {
  return line.size() > 10 && line.substr(line.size() - 10) == "configured";
}

class TreeTest : public BoostTest {
 protected:
  void expect_as_boost_says(const std::string& program, const Words& arguments = {},
                            const Environment& environment = {}) {
    const auto file = path("account.xml");
    auto with_xml = arguments;
    with_xml.push_back("--logger=XML,all," + file);
    run(program, with_xml, environment);
    run_reporting(program, arguments, environment);
    auto theirs = boost_account(file);
    auto ours = center_account(only_report());
    // With a --logger, Boost.Test's log is deaf before it starts.
    auto& of_root = ours["Tests"];
    of_root.erase(std::remove_if(of_root.begin(), of_root.end(), is_configured), of_root.end());
    if (of_root.empty()) ours.erase("Tests");
    keep_common(theirs, ours);
    EXPECT_THAT(theirs, Not(IsEmpty()));
    EXPECT_EQ(text_of(ours), text_of(theirs));
    EXPECT_THAT(spooled(), IsEmpty());
  }
};

TEST_P(TreeTest, OfTheExampleIsWhatBoostSays) { expect_as_boost_says("example_boost_test"); }
TEST_P(TreeTest, OfOddTestsIsWhatBoostSays) { expect_as_boost_says("odd_boost_test"); }
TEST_P(TreeTest, OfASelectionIsWhatBoostSays) {
  expect_as_boost_says("odd_boost_test", {"--run_test=outer/*:expected/fewer:skipped"});
}
TEST_P(TreeTest, OfALabelIsWhatBoostSays) {
  expect_as_boost_says("odd_boost_test", {"--run_test=@one"});
}
TEST_P(TreeTest, OfARandomOrderIsWhatBoostSays) {
  expect_as_boost_says("odd_boost_test", {"--random=4711"});
}
TEST_P(TreeTest, OfAFailingGlobalFixtureIsWhatBoostSays) {
  expect_as_boost_says("odd_boost_test", {}, {{"ODD_WAY", "failing global fixture"}});
}
TEST_P(TreeTest, WhereAConfigurationSetsTheFormatIsWhatBoostSays) {
  expect_as_boost_says("odd_boost_test", {}, {{"ODD_WAY", "format in configuration"}});
}
TEST_P(TreeTest, WhereANestedRunFollowsAChangeOfFormatIsWhatBoostSays) {
  expect_as_boost_says("odd_boost_test", {}, {{"ODD_WAY", "format in nested run"}});
}
TEST_P(TreeTest, WhereTheFormatterIsReplacedHasNoPassOfWhatIsNotKnown) {
  run_reporting("odd_boost_test", {}, {{"ODD_WAY", "formatter in case"}});
  EXPECT_THAT(tree_of("nested"), HasSubstr("  ERROR Boost.Test's log told no more"));
  EXPECT_THAT(tree_of("nested"), HasSubstr("case \"runs\"  ERROR"));
}
FOR_EVERY_BOOST(TreeTest);

}  // namespace
}  // namespace testcenter::test
