// The whole tree, word by word, as somebody approved it. After a change that is meant:
//
//   APPROVE=1 ctest -R Approved
#include "catch2/driver/catch2_test.hpp"

#include <cstdlib>
#include <fstream>

namespace testcenter::test {
namespace {

class ApprovedTest : public Catch2Test {
 protected:
  void expect_approved(const std::string& program) {
    run_attached(program);
    const auto file =
        std::string(APPROVED_FOLDER "/") + program + (GetParam().is_v3() ? "-3.txt" : "-2.txt");
    if (std::getenv("APPROVE") != nullptr) std::ofstream(file) << tree();
    EXPECT_EQ(tree(), content_of(file)) << "approved: " << file;
  }
};

TEST_P(ApprovedTest, TreeOfTheExample) { expect_approved("example_catch2"); }
TEST_P(ApprovedTest, TreeOfOddTests) { expect_approved("odd_catch2"); }

FOR_EVERY_CATCH2(ApprovedTest);

}  // namespace
}  // namespace testcenter::test
