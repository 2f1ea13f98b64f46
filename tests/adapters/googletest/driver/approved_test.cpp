// The whole tree, word by word, as somebody approved it. After a change that is meant:
//
//   APPROVE=1 ctest -R approved
#include "googletest/driver/adapter_test.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace testcenter::test {
namespace {

class ApprovedTest : public AdapterTest {
 protected:
  /// One file where all versions say the same, else one for each that differs.
  std::string approved_file(const std::string& program) const {
    const auto own = APPROVED_FOLDER "/" + program + "-" + GetParam().version + ".txt";
    return std::filesystem::exists(own) ? own : APPROVED_FOLDER "/" + program + ".txt";
  }

  void expect_approved(const std::string& program, const Words& arguments = {}) {
    run_reporting(program, arguments);
    const auto file = approved_file(program);
    if (std::getenv("APPROVE") != nullptr) std::ofstream(file) << tree();
    EXPECT_EQ(tree(), content_of(file)) << "approved: " << file;
  }
};

TEST_P(ApprovedTest, TreeOfTheExample) { expect_approved("example_googletest"); }

TEST_P(ApprovedTest, TreeOfOddTests) { expect_approved("odd_googletest"); }

FOR_EVERY_GOOGLETEST(ApprovedTest);

}  // namespace
}  // namespace testcenter::test
