#include "recorder_case.hpp"
#include "support/forked_child.hpp"

#include <gmock/gmock.h>

#include <sys/resource.h>

using testcenter::test::in_forked_child;
using testing::EndsWith;

namespace {

class RecorderOnFullDisk : public RecorderCase {
 protected:
  /// For this (forked) process.
  static void limit_file_size() {
    const rlimit limit{1 << 20, RLIM_INFINITY};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
  }

  int failures_of(int calls, std::uint32_t element) {
    int failures = 0;
    for (int i = 0; i < calls; ++i) {
      const Recorded recorded = add(element, EventType::fail, std::string(10'000, 'x'));
      failures += recorded == Recorded::failed ? 1 : 0;
    }
    return failures;
  }
};

TEST_F(RecorderOnFullDisk, SaysSoOnceAndIsOver) {
  EXPECT_EQ(in_forked_child([&] {
              start();
              limit_file_size();
              const auto c = test_case(suite());
              EXPECT_EQ(failures_of(300, c), 1);
              EXPECT_THAT(recorder_->problem(), EndsWith("File too large"));
              EXPECT_EQ(recorder_->open(0, ElementKind::suite, {}).recorded, Recorded::no);
              EXPECT_EQ(close(c), Recorded::no);
              EXPECT_TRUE(recorder_->finish("inside"));
              EXPECT_NE(told().back(), "finish");
              EXPECT_EQ(recorder_->counts().dropped, 1U) << "the one that did not fit";
              expect_nothing_uncounted();
            }),
            0);
}

TEST_F(RecorderOnFullDisk, SaysSoWhenTheHomeOfAResultMetTheEnd) {
  EXPECT_EQ(in_forked_child([&] {
              start();
              limit_file_size();
              const std::string name(60'000, 'n');
              recorder_->set_home(name);
              int failures = 0;
              for (int i = 0; i < 100; ++i) {
                failures += add(1000, EventType::log) == Recorded::failed ? 1 : 0;
                failures += close(recorder_->innermost()) == Recorded::failed ? 1 : 0;
              }
              EXPECT_EQ(failures, 1);
              expect_nothing_uncounted();
            }),
            0);
}

TEST_F(RecorderOnFullDisk, SaysSoOnceWhateverMetTheEnd) {
  EXPECT_EQ(
      in_forked_child([&] {
        start();
        limit_file_size();
        const std::string name(60'000, 'n');
        const auto s = suite();
        int failures = 0;
        for (int i = 0; i < 100; ++i) {
          const auto opened = recorder_->open(s, ElementKind::test_case, {name, name, name, {}});
          failures += opened.recorded == Recorded::failed ? 1 : 0;
          failures += close(opened.id) == Recorded::failed ? 1 : 0;
        }
        EXPECT_EQ(failures, 1);
        expect_nothing_uncounted();
      }),
      0);
}

}  // namespace
