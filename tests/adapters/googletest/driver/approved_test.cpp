// The whole tree, word by word, as somebody approved it. After a change that is meant:
//
//   APPROVE=1 ctest -R Approved
#include "googletest/driver/adapter_test.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

namespace testcenter::test {
namespace {

class ApprovedTest : public AdapterTest {
 protected:
  /// The file of the newest version that is not newer: each was made for one whose behaviour is
  /// new.
  std::string approved_file(const std::string& program) const {
    for (int minor = 99; minor > 10; --minor) {
      const auto file = file_for(program, minor);
      if (is_at_least(minor) && std::filesystem::exists(file)) return file;
    }
    return file_for(program, 10);
  }

  static std::string file_for(const std::string& program, int minor) {
    return APPROVED_FOLDER "/" + program + "-1." + std::to_string(minor) + ".txt";
  }

  /// Versions differ in the blanks between the arguments of a template.
  static std::string without_blanks_in_types(const std::string& tree) {
    std::istringstream lines(tree);
    std::string all;
    for (std::string line; std::getline(lines, line);) {
      if (line.find("TypeParam = ") != std::string::npos) {
        line = std::regex_replace(line, std::regex(", "), ",");
      }
      all += line + "\n";
    }
    return all;
  }

  void expect_approved(const std::string& program, const Words& arguments = {}) {
    run_reporting(program, arguments);
    const auto tree = without_blanks_in_types(this->tree());
    const auto file = approved_file(program);
    if (std::getenv("APPROVE") != nullptr) std::ofstream(file) << tree;
    EXPECT_EQ(tree, content_of(file)) << "approved: " << file;
  }
};

TEST_P(ApprovedTest, TreeOfTheExample) { expect_approved("example_googletest"); }

TEST_P(ApprovedTest, TreeOfOddTests) {
  // What several threads report comes in any order.
  expect_approved("odd_googletest", {"--gtest_filter=-Threads.FailInMany"});
}

FOR_EVERY_GOOGLETEST(ApprovedTest);

}  // namespace
}  // namespace testcenter::test
