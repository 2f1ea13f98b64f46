#include "support/own_descriptors.hpp"

#include "support/file_identity.hpp"
#include "support/thread_sanitizer.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <future>
#include <thread>

namespace testcenter {
namespace {

bool is_open(int descriptor) { return fcntl(descriptor, F_GETFD) != -1; }

int open_something() { return open("/dev/zero", O_RDONLY | O_CLOEXEC); }

class OwnDescriptors : public testing::Test {
 protected:
  void SetUp() override {
    if (test::under_thread_sanitizer) GTEST_SKIP() << "a number is the same in all threads to it";
    if (syscall(SYS_close_range, ~0U, ~0U, 0U) != 0) GTEST_SKIP() << "needs Linux 5.9";
  }
  ~OwnDescriptors() override {
    for (const int descriptor : {one_, other_}) close(descriptor);
  }

  /// In a thread that took them.
  template <typename Body>
  void in_thread(Body body, int errors = STDERR_FILENO) const {
    std::thread([&] {
      ASSERT_TRUE(own_descriptors::take(errors));
      body();
    }).join();
  }

  const int one_ = open_something();
  const int other_ = open_something();
};

TEST_F(OwnDescriptors, AreStderrAndNoOther) {
  const FileIdentity errors = identity_of(STDERR_FILENO);
  in_thread([&] {
    EXPECT_TRUE(identity_of(STDERR_FILENO) == errors);
    EXPECT_FALSE(is_open(one_));
    EXPECT_FALSE(is_open(other_));
  });
}

TEST_F(OwnDescriptors, HaveTheStderrThatTheyAreGiven) {
  const FileIdentity errors = identity_of(other_);
  in_thread(
      [&] {
        EXPECT_TRUE(identity_of(STDERR_FILENO) == errors);
        EXPECT_FALSE(is_open(one_));
        EXPECT_FALSE(is_open(other_)) << "the copy will do";
      },
      other_);
}

TEST_F(OwnDescriptors, LeaveThoseOfOthersOpen) {
  in_thread([] {});
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, one_, other_}) {
    EXPECT_TRUE(is_open(descriptor)) << descriptor;
  }
}

TEST_F(OwnDescriptors, KeepNoCopyOfInputAndOutputButTheirPlaces) {
  const FileIdentity input = identity_of(STDIN_FILENO);
  const FileIdentity output = identity_of(STDOUT_FILENO);
  in_thread([&] {
    EXPECT_FALSE(identity_of(STDIN_FILENO) == input);
    EXPECT_FALSE(identity_of(STDOUT_FILENO) == output);
    EXPECT_EQ(-1, write(STDOUT_FILENO, "x", 1));
    EXPECT_GT(open_something(), STDERR_FILENO);
  });
}

TEST_F(OwnDescriptors, StayOpenWhereOthersCloseTheirs) {
  std::promise<void> opened;
  std::promise<void> closed;
  int mine = -1;
  std::thread others([&] {
    opened.get_future().wait();
    close(mine);  // what has this number here
    closed.set_value();
  });
  in_thread([&] {
    mine = open_something();
    opened.set_value();
    closed.get_future().wait();
    EXPECT_TRUE(is_open(mine));
  });
  others.join();
}

}  // namespace
}  // namespace testcenter
