#include <testcenter/testcenter.hpp>

#include <gtest/gtest.h>

TEST(ConsumerSuite, Links) {
  testcenter::log("from inside a test");
  EXPECT_EQ(2 + 2, 4);
}
