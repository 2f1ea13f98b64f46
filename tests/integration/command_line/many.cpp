// Many small tests in ten suites, each to be run in a process of its own.

#include <gtest/gtest.h>

namespace {

class Small : public testing::TestWithParam<int> {};

TEST_P(Small, Test) { EXPECT_NE(GetParam(), 13) << "thirteen"; }

#define TEN_SUITES(prefix) INSTANTIATE_TEST_SUITE_P(prefix, Small, testing::Range(0, 50))

TEN_SUITES(A);
TEN_SUITES(B);
TEN_SUITES(C);
TEN_SUITES(D);
TEN_SUITES(E);
TEN_SUITES(F);
TEN_SUITES(G);
TEN_SUITES(H);
TEN_SUITES(I);
TEN_SUITES(J);

}  // namespace
