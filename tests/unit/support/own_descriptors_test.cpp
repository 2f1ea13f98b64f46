#include "support/own_descriptors.hpp"

#include "support/file_identity.hpp"

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
#if defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "ThreadSanitizer takes numbers for the same in all threads";
#endif
    if (syscall(SYS_close_range, ~0U, ~0U, 0U) != 0) GTEST_SKIP() << "needs Linux 5.9";
  }
  ~OwnDescriptors() override {
    for (const int descriptor : {below_, kept_, above_}) close(descriptor);
  }

  /// In a thread that took them.
  template <typename Body>
  void in_thread(Body body, int errors = STDERR_FILENO) const {
    std::thread([&] {
      ASSERT_TRUE(own_descriptors::take(kept_, errors));
      body();
    }).join();
  }

  const int below_ = open_something();
  const int kept_ = open_something();
  const int above_ = open_something();
};

TEST_F(OwnDescriptors, AreTheOneThatIsKeptAndStderr) {
  const FileIdentity kept = identity_of(kept_);
  const FileIdentity errors = identity_of(STDERR_FILENO);
  in_thread([&] {
    EXPECT_TRUE(identity_of(kept_) == kept);
    EXPECT_TRUE(identity_of(STDERR_FILENO) == errors);
    EXPECT_FALSE(is_open(below_));
    EXPECT_FALSE(is_open(above_));
  });
}

TEST_F(OwnDescriptors, HaveTheStderrThatTheyAreGiven) {
  for (const int given : {below_, above_}) {
    const FileIdentity kept = identity_of(kept_);
    const FileIdentity errors = identity_of(given);
    in_thread(
        [&] {
          EXPECT_TRUE(identity_of(STDERR_FILENO) == errors);
          EXPECT_FALSE(is_open(given)) << "the copy will do";
          EXPECT_TRUE(identity_of(kept_) == kept);
        },
        given);
  }
}

TEST_F(OwnDescriptors, LeaveThoseOfOthersOpen) {
  in_thread([] {});
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, below_, kept_, above_}) {
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
  std::promise<void> taken;
  std::promise<void> closed;
  std::thread others([&] {
    taken.get_future().wait();
    EXPECT_EQ(0, close(kept_));
    closed.set_value();
  });
  in_thread([&] {
    taken.set_value();
    closed.get_future().wait();
    EXPECT_TRUE(is_open(kept_));
  });
  others.join();
}

}  // namespace
}  // namespace testcenter
