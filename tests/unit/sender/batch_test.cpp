#include "sender/batch.hpp"

#include <gtest/gtest.h>

namespace testcenter::sender {
namespace {

class BatchTest : public ::testing::Test {
 protected:
  void fill(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) batch_.add(TimePoint{}, 1, 0).is_judged = false;
  }
  void judge(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) batch_[i].is_judged = true;
  }

  static SenderOptions small() {
    SenderOptions options;
    options.max_events = 8;
    options.max_bytes = 100;
    options.max_file_bytes = 1000;
    return options;
  }

  Batch batch_{small()};
};

TEST_F(BatchTest, IsFullByCount) {
  fill(7);
  EXPECT_TRUE(batch_.has_room_for(1, 0));
  fill(1);
  EXPECT_FALSE(batch_.has_room_for(1, 0));
  EXPECT_TRUE(batch_.is_full());
}

TEST_F(BatchTest, IsFullByText) {
  batch_.add(TimePoint{}, 60, 0);
  EXPECT_TRUE(batch_.has_room_for(40, 0));
  EXPECT_FALSE(batch_.has_room_for(41, 0));
}

TEST_F(BatchTest, IsFullByFiles) {
  batch_.add(TimePoint{}, 1, 900);
  EXPECT_TRUE(batch_.has_room_for(1, 100));
  EXPECT_FALSE(batch_.has_room_for(1, 101));
  EXPECT_TRUE(batch_.has_room_for(1, 0)) << "an event without a file still fits";
}

TEST_F(BatchTest, TakesAnythingAsItsFirst) { EXPECT_TRUE(batch_.has_room_for(1000, 100000)); }

TEST_F(BatchTest, KeepsWhatIsNotJudgedInOrder) {
  fill(4);
  Item* second = &batch_[1];
  Item* fourth = &batch_[3];
  batch_[0].is_judged = batch_[2].is_judged = true;
  EXPECT_TRUE(batch_.drop_judged(4));
  ASSERT_EQ(batch_.size(), 2U);
  EXPECT_EQ(&batch_[0], second);
  EXPECT_EQ(&batch_[1], fourth);
  EXPECT_FALSE(batch_.drop_judged(2));
}

TEST_F(BatchTest, SplitsInHalvesAndTheHalvesAgain) {
  fill(7);
  EXPECT_EQ(batch_.next_count(), 7U);
  batch_.split(7);
  EXPECT_EQ(batch_.next_count(), 3U);
  batch_.split(3);
  EXPECT_EQ(batch_.next_count(), 1U);
  judge(0, 1);
  batch_.drop_judged(1);
  EXPECT_EQ(batch_.next_count(), 2U);
  judge(0, 2);
  batch_.drop_judged(2);
  EXPECT_EQ(batch_.next_count(), 4U) << "the other half, whole";
}

TEST_F(BatchTest, SendsANoticeThatCameAfterASplitLast) {
  fill(2);
  batch_.split(2);
  batch_.add_notice(TimePoint{}, "look", 5, 0);
  judge(0, 1);
  batch_.drop_judged(1);
  judge(0, 1);
  batch_.drop_judged(1);
  ASSERT_EQ(batch_.next_count(), 1U);
  EXPECT_TRUE(batch_[0].is_notice);
  EXPECT_EQ(batch_[0].event.message.text, "look");
}

TEST_F(BatchTest, UsesItsMemoryAgain) {
  fill(3);
  const Item* first = &batch_[0];
  judge(0, 3);
  batch_.drop_judged(3);
  batch_.close();
  batch_.clear();
  EXPECT_FALSE(batch_.is_closed());
  fill(1);
  EXPECT_EQ(&batch_[0], first);
}

}  // namespace
}  // namespace testcenter::sender
