// Journals that outgrow the room that they are followed in.

#include "merger_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

namespace testcenter::test {
namespace {

using replay::Delivered;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

constexpr std::uint64_t room = journal::smallest_limit;  // of follow_folder()

class MergerRoom : public MergerTest {
 protected:
  void SetUp() override {
    follow_folder();
    process_ = &spool.start("large", {}, 4 * room);
    test_case_ = process_->test_case(process_->suite("S"), "C");
    run();
  }
  /// Events up to there exactly.
  void fill_to(std::uint64_t end) {
    constexpr std::uint64_t largest = 50000;
    constexpr std::uint64_t frame = sizeof(journal::RecordHeader) + sizeof(journal::FieldHeader);
    while (process_->writer().used() < end) {
      const std::uint64_t left = end - process_->writer().used();
      const std::uint64_t size = left > 2 * largest ? largest
                                 : left > largest   ? left / 16 * 8
                                                    : left;
      process_->event(test_case_, std::string(size - frame, 'x'));
      ++events_;
    }
    ASSERT_EQ(process_->writer().used(), end);
  }
  void end() {
    process_->finish();
    process_->die();
  }
  void expect_all_sent() {
    std::map<std::string, std::uint64_t> types;
    for (const FakeCenter::ReceivedEvent& event : center.events()) ++types[event.type];
    EXPECT_THAT(types, ElementsAre(Pair("LOG", events_))) << "and no FATAL";
    EXPECT_THAT(center.elements(), SizeIs(2));
    EXPECT_THAT(spool.names(), IsEmpty());
    ASSERT_THAT(delivered_, SizeIs(1));
    EXPECT_EQ(delivered_[0].state, Delivered::State::sent) << delivered_[0].problem;
    EXPECT_EQ(total().accepted, events_ + 2);
    EXPECT_EQ(total().acknowledged, events_ + 2);
    EXPECT_EQ(tally.figures().died, 0U);
  }

  WritingProcess* process_ = nullptr;
  std::uint32_t test_case_ = 0;
  std::uint64_t events_ = 0;
};

TEST_F(MergerRoom, IsEnoughForTheRestOnceItsProcessIsOver) {
  fill_to(room - 8);  // the next record is partly behind it
  fill_to(2 * room);
  run();
  EXPECT_THAT(delivered_, IsEmpty());
  end();
  run();
  expect_all_sent();
}

TEST_F(MergerRoom, IsEnoughWhereARecordEndsWithIt) {
  fill_to(room);
  run();
  fill_to(room + 4096);
  run();
  end();
  run();
  expect_all_sent();
}

TEST_F(MergerRoom, KeepsWhatWasSentCountedWhereTheRestCannotBeRead) {
  namespace fs = std::filesystem;
  fill_to(room);
  run();
  fill_to(2 * room);
  end();
  fs::permissions(process_->path(), fs::perms::others_write, fs::perm_options::add);
  run();
  ASSERT_THAT(delivered_, SizeIs(1));
  EXPECT_EQ(delivered_[0].state, Delivered::State::kept);
  EXPECT_THAT(delivered_[0].problem, HasSubstr("may be written by others"));
  EXPECT_EQ(total().acknowledged, center.events().size() + center.elements().size());
  EXPECT_EQ(total().accepted, total().acknowledged + total().pending);
}

TEST_F(MergerRoom, IsCountedWithWhatIsBehindItWhereSendingEnds) {
  fill_to(2 * room);
  run();
  end();
  merger().leave();
  ASSERT_THAT(delivered_, SizeIs(1));
  EXPECT_EQ(delivered_[0].state, Delivered::State::kept);
  EXPECT_EQ(delivered_[0].problem, "") << "it is not damaged";
  EXPECT_EQ(total().accepted, events_ + 2);
  EXPECT_EQ(total().accepted, total().acknowledged + total().pending);
}

}  // namespace
}  // namespace testcenter::test
