#include "support/standard_descriptors.hpp"

#include "support/forked_child.hpp"
#include "support/no_descriptors.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

using testcenter::hold_standard_places;
using testcenter::move_above_standard;
using testcenter::move_up;
using testcenter::test::in_forked_child;
using testcenter::test::NoDescriptors;

namespace {

bool is_open(int descriptor) { return fcntl(descriptor, F_GETFD) != -1; }

int open_something() { return open("/dev/zero", O_RDONLY); }

void close_standard() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) close(descriptor);
}

TEST(MoveAboveStandard, LeavesWhatIsThereAlready) {
  const int before = open_something();
  int descriptor = before;
  EXPECT_TRUE(move_above_standard(descriptor));
  EXPECT_EQ(descriptor, before);
  close(descriptor);
}

TEST(MoveAboveStandard, FreesThePlaceOfAStandardStream) {
  EXPECT_EQ(in_forked_child([] {
              close(STDOUT_FILENO);
              int descriptor = open_something();
              ASSERT_EQ(descriptor, STDOUT_FILENO);
              EXPECT_TRUE(move_above_standard(descriptor));
              EXPECT_GT(descriptor, STDERR_FILENO);
              EXPECT_EQ(fcntl(descriptor, F_GETFD), FD_CLOEXEC);
              EXPECT_FALSE(is_open(STDOUT_FILENO));
            }),
            0);
}

TEST(MoveAboveStandard, SaysWhyItCannot) {
  EXPECT_EQ(in_forked_child([] {
              close(STDOUT_FILENO);
              int descriptor = open_something();
              const NoDescriptors none;
              EXPECT_FALSE(move_above_standard(descriptor));
              EXPECT_NE(errno, 0);
              EXPECT_EQ(descriptor, -1);
              EXPECT_FALSE(is_open(STDOUT_FILENO));
            }),
            0);
}

TEST(MoveUp, TakesTheFirstFreePlace) {
  EXPECT_EQ(in_forked_child([] {
              constexpr int lowest = 20;
              int first = open_something();
              int second = open_something();
              const int was = second;
              EXPECT_TRUE(move_up(first, lowest));
              EXPECT_TRUE(move_up(second, lowest));
              EXPECT_EQ(first, lowest);
              EXPECT_EQ(second, lowest + 1);
              EXPECT_EQ(fcntl(second, F_GETFD), FD_CLOEXEC);
              EXPECT_FALSE(is_open(was));
            }),
            0);
}

TEST(MoveUp, LeavesItWhereThereIsNone) {
  EXPECT_EQ(in_forked_child([] {
              const int before = open_something();
              int descriptor = before;
              const NoDescriptors none;
              EXPECT_FALSE(move_up(descriptor, before + 1));
              EXPECT_EQ(descriptor, before);
              EXPECT_TRUE(is_open(before));
            }),
            0);
}

TEST(HoldStandardPlaces, KeepsThemAsGoodAsClosed) {
  EXPECT_EQ(in_forked_child([] {
              close_standard();
              hold_standard_places();
              EXPECT_GT(open_something(), STDERR_FILENO);
              EXPECT_EQ(write(STDOUT_FILENO, "x", 1), -1);
              EXPECT_EQ(errno, EBADF) << "as before";
              EXPECT_EQ(fcntl(STDERR_FILENO, F_GETFD), FD_CLOEXEC);
            }),
            0);
}

TEST(HoldStandardPlaces, TakesNoMoreThanTheGaps) {
  EXPECT_EQ(in_forked_child([] {
              const int free = open_something();
              close(free);
              close(STDIN_FILENO);
              hold_standard_places();
              EXPECT_TRUE(is_open(STDIN_FILENO));
              EXPECT_EQ(fcntl(STDOUT_FILENO, F_GETFD), 0) << "untouched";
              EXPECT_EQ(open_something(), free);
            }),
            0);
}

}  // namespace
