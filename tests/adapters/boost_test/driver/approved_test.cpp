// The whole tree, word by word, as somebody approved it. After a change that is meant:
//
//   APPROVE=1 ctest -R Approved
#include "boost_test/driver/boost_test.hpp"

#include <cstdlib>
#include <fstream>
#include <regex>

namespace testcenter::test {
namespace {

class ApprovedTest : public BoostTest {
 protected:
  void expect_approved(const std::string& program, const Words& arguments = {}) {
    run_reporting(program, arguments, {{"TESTCENTER_MAX_PASSES", "20"}});
    // Versions differ in how they name the function that threw.
    const auto tree = std::regex_replace(
        this->tree(), std::regex("void exceptions::with_a_place::test_method\\(\\)"),
        "test_method");
    const auto file = std::string(APPROVED_FOLDER "/") + program + ".txt";
    if (std::getenv("APPROVE") != nullptr) std::ofstream(file) << tree;
    EXPECT_EQ(tree, content_of(file)) << "approved: " << file;
  }
};

TEST_P(ApprovedTest, TreeOfTheExample) {
  // How many bytes its picture has depends on the system's compression.
  expect_approved("example_boost_test", {"--run_test=!station"});
}
TEST_P(ApprovedTest, TreeOfOddTests) {
  // What several threads report comes in any order.
  expect_approved("odd_boost_test", {"--run_test=!threads"});
}

FOR_EVERY_BOOST(ApprovedTest);

}  // namespace
}  // namespace testcenter::test
