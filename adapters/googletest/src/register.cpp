#include <testcenter/googletest.hpp>

namespace {

// Before main(), so that this listener comes before those of the user: one that throws would hide
// results from everybody behind it. Flags and environment are read when the tests start.
const bool registered = [] {
  auto& listeners = ::testing::UnitTest::GetInstance()->listeners();
  listeners.Append(new testcenter::GoogleTestListener(testcenter::googletest::Attached{}));
  return true;
}();

}  // namespace
