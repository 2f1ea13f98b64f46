#include "sender/run_path.hpp"

#include <gtest/gtest.h>

namespace testcenter::sender {
namespace {

/// suite 1 > case 2 > section 3
RunPath three_deep() {
  RunPath path;
  path.enter({1, ElementKind::suite, 11});
  path.enter({2, ElementKind::test_case, 12});
  path.enter({3, ElementKind::section, 13});
  return path;
}

TEST(RunPath, FindsWhatIsOpen) {
  const RunPath path = three_deep();
  EXPECT_EQ(path.nearest(1)->run_id, 11);
  EXPECT_EQ(path.nearest(2)->run_id, 12);
  EXPECT_EQ(path.nearest(3)->run_id, 13);
}

TEST(RunPath, OpeningBelowAParentClosesWhatWasBelowIt) {
  RunPath path = three_deep();
  path.leave_below(1);
  path.enter({4, ElementKind::test_case, 14});
  EXPECT_EQ(path.nearest(4)->run_id, 14);
  EXPECT_EQ(path.nearest(3)->run_id, 11) << "3 is closed; the suite is its nearest open ancestor";
}

TEST(RunPath, OpeningBelowTheReportClosesEverything) {
  RunPath path = three_deep();
  path.leave_below(0);
  EXPECT_EQ(path.nearest(3), nullptr);
}

TEST(RunPath, PassesOverWhatWasRefused) {
  RunPath path;
  path.enter({1, ElementKind::suite, 11});
  path.enter({2, ElementKind::test_case, 0});
  path.enter({3, ElementKind::section, 13});
  path.enter({4, ElementKind::section, 0});
  EXPECT_EQ(path.nearest(2)->run_id, 11);
  EXPECT_EQ(path.nearest(3)->run_id, 13);
  EXPECT_EQ(path.nearest(4)->run_id, 13);
}

TEST(RunPath, HasNothingBelowARefusedSuite) {
  RunPath path;
  path.enter({1, ElementKind::suite, 0});
  path.enter({2, ElementKind::test_case, 0});
  EXPECT_EQ(path.nearest(2), nullptr);
}

}  // namespace
}  // namespace testcenter::sender
