#include <testcenter/reporter.hpp>
#include <testcenter/testcenter.hpp>

#include "support/temporary_folder.hpp"
#include "support/told_journal.hpp"
#include "support/told_reporter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace {

using testcenter::Section;
using ::testing::ElementsAre;

/// What a test's scopes become in the journal.
class Scopes : public ::testing::Test {
 protected:
  Scopes() { reporter_.make_current(); }

  /// Runs it with a case open.
  template <typename Body>
  void in_a_case(Body body) {
    const auto c = reporter_.open_suite({"S", {}, {}, {}}).open_case({"C", {}, {}, {}});
    try {
      body();
    } catch (const std::runtime_error& error) {
      c.add({testcenter::EventType::error, error.what(), {}, {}, {}});
    }
  }
  static void leave() { throw std::runtime_error("boom"); }

  /// What stands below the case, without times.
  std::vector<std::string> told() {
    reporter_.finish();
    auto lines = testcenter::test::told_by_adapter(reporter_.journal_path());
    lines.erase(lines.begin(), lines.begin() + 2);
    for (auto& line : lines) line = line.substr(0, line.find(" after "));
    return lines;
  }

  testcenter::test::TemporaryFolder folder_;
  testcenter::Reporter reporter_{testcenter::test::spool_only(folder_)};
};

TEST_F(Scopes, ThatAnExceptionLeavesAreNotToldToHavePassed) {
  in_a_case([] {
    const Section outer("outer");
    const Section inner("inner");
    leave();
  });
  EXPECT_THAT(told(), ElementsAre("section 3 in 2: outer", "section 4 in 3: inner",
                                  "LOG 4: Left by an exception", "LOG 3: Left by an exception",
                                  "ERROR 2: boom"));
}

TEST_F(Scopes, ThatAnExceptionLeavesAreToldSoBehindWhatPassedAndWhatFailed) {
  in_a_case([] {
    const Section outer("outer");
    testcenter::verify_screenshot("a.png", testcenter::File::of("x", "a.png"), false);
    const Section inner("inner");
    testcenter::verify_screenshot("b.png", testcenter::File::of("x", "b.png"), true);
    leave();
  });
  EXPECT_THAT(told(), ElementsAre("section 3 in 2: outer", "FAIL 3: a.png", "section 4 in 3: inner",
                                  "PASS 4: b.png", "LOG 4: Left by an exception", "ERROR 2: boom"))
      << "a failed one says how much failed";
}

TEST_F(Scopes, ThatAnExceptionLeavesTakeAlongWhatIsOpenBelow) {
  in_a_case([this] {
    const Section outer("outer");
    reporter_.innermost().open_section({"below", {}, {}, {}});
    leave();
  });
  EXPECT_THAT(told(), ElementsAre("section 3 in 2: outer", "section 4 in 3: below",
                                  "LOG 4: Left by an exception", "LOG 3: Left by an exception",
                                  "ERROR 2: boom"));
}

TEST_F(Scopes, WithinADestructorThatAnExceptionRunsPass) {
  struct CleansUp {
    ~CleansUp() { const Section section("cleans up"); }
  };
  in_a_case([] {
    const CleansUp at_the_end;
    leave();
  });
  EXPECT_THAT(told(), ElementsAre("section 3 in 2: cleans up", "ERROR 2: boom"));
}

TEST_F(Scopes, AroundAnExceptionThatIsCaughtPass) {
  in_a_case([] {
    const Section outer("outer");
    try {
      const Section inner("inner");
      leave();
    } catch (const std::runtime_error&) {
      testcenter::log("caught");
    }
  });
  EXPECT_THAT(told(), ElementsAre("section 3 in 2: outer", "section 4 in 3: inner",
                                  "LOG 4: Left by an exception", "LOG 3: caught"));
}

}  // namespace
