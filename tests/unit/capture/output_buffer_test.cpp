#include "capture/output_buffer.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

using testcenter::capture::OutputBuffer;

namespace {

/// One that keeps `kept` bytes, in memory of its own.
class Kept {
 public:
  explicit Kept(std::size_t kept)
      : memory_(OutputBuffer::memory_for(kept) / sizeof(std::uint64_t) + 1),
        buffer_(reinterpret_cast<std::byte*>(memory_.data()), kept) {}

  OutputBuffer& operator*() { return buffer_; }
  OutputBuffer* operator->() { return &buffer_; }

  /// `head<left out>tail`
  std::string text() const {
    const auto content = buffer_.content();
    std::string text(content.head);
    if (content.left_out != 0) text += "<" + std::to_string(content.left_out) + ">";
    for (const auto part : content.tail) text += part;
    return text;
  }

 private:
  std::vector<std::uint64_t> memory_;
  OutputBuffer buffer_;
};

TEST(OutputBuffer, IsEmptyAtFirst) {
  const Kept kept(8);
  EXPECT_EQ(kept.text(), "");
}

TEST(OutputBuffer, KeepsAllThatFits) {
  Kept kept(8);
  for (const char* const part : {"a", "", "bcd", "ef", "gh"}) kept->append(part);
  EXPECT_EQ(kept.text(), "abcdefgh");
}

TEST(OutputBuffer, KeepsTheBeginningAndTheEndOfMore) {
  Kept kept(8);
  kept->append("abcdefghi");
  EXPECT_EQ(kept.text(), "abcd<1>fghi");
  kept->append("jk");
  EXPECT_EQ(kept.text(), "abcd<3>hijk");
}

TEST(OutputBuffer, ForgetsWhatWasThereWhenItIsCleared) {
  Kept kept(8);
  kept->append("0123456789");
  kept->clear();
  EXPECT_TRUE(kept->content().empty());
  kept->append("abcde");
  EXPECT_EQ(kept.text(), "abcde");
}

/// However the bytes are cut into parts, the same is kept.
TEST(OutputBuffer, DoesNotDependOnHowItIsFilled) {
  constexpr std::size_t most = 23;
  for (const std::size_t room : {2U, 7U, 8U, 9U}) {
    for (std::size_t size = 0; size <= most; ++size) {
      std::string all;
      for (std::size_t i = 0; i < size; ++i) all += static_cast<char>('a' + i);
      Kept whole(room);
      whole->append(all);
      const std::size_t head = std::min(size, room / 2);
      const std::size_t tail = std::min(size - head, room - room / 2);
      std::string expected = all.substr(0, head);
      if (head + tail < size) expected += "<" + std::to_string(size - head - tail) + ">";
      expected += all.substr(size - tail);
      EXPECT_EQ(whole.text(), expected);
      for (std::size_t step = 1; step <= size; ++step) {
        Kept parts(room);
        for (std::size_t i = 0; i < size; i += step) parts->append(all.substr(i, step));
        EXPECT_EQ(parts.text(), expected) << "in steps of " << step;
      }
    }
  }
}

}  // namespace
