#include "support/file_size_limit.hpp"

#include "support/forked_child.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>

using testcenter::largest_file;
using testcenter::test::in_forked_child;

namespace {

TEST(LargestFile, IsWhatTheProcessMayWrite) {
  EXPECT_EQ(in_forked_child([] {
              const rlimit limit{12345, RLIM_INFINITY};
              ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
              EXPECT_EQ(largest_file(), 12345U);
            }),
            0);
}

TEST(LargestFile, HasNoBoundWithoutALimit) {
  EXPECT_EQ(in_forked_child([] {
              rlimit limit{};
              ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &limit), 0);
              EXPECT_EQ(largest_file(),
                        limit.rlim_cur == RLIM_INFINITY ? UINT64_MAX : limit.rlim_cur);
            }),
            0);
}

}  // namespace
