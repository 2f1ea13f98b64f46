// A picture that is compared with the one in the repository.
#include <testcenter/testcenter.hpp>

#include "canvas/canvas.hpp"
#include "inventory.hpp"

#include <gtest/gtest.h>

#include <string>

namespace shop {
namespace {

using canvas::Canvas;

std::string euros(long cents) {
  const auto rest = std::to_string(cents % 100);
  return std::to_string(cents / 100) + (rest.size() < 2 ? ".0" : ".") + rest;
}

class ReceiptPictureTest : public ::testing::Test {
 protected:
  void line(const std::string& text, long cents) {
    const auto sum = euros(cents);
    picture_.write(20, top_, text, canvas::ink);
    picture_.write(300 - 12 * static_cast<int>(sum.size()), top_, sum, canvas::ink);
    top_ += 26;
  }

  Canvas picture_{320, 190, canvas::white};
  int top_ = 60;
};

TEST_F(ReceiptPictureTest, LooksAsItAlwaysDid) {
  picture_.fill(0, 0, 320, 40, canvas::ink);
  picture_.write(20, 13, "Bolts and nuts", canvas::white);
  line("12 bolts", price(5, 12));
  line("100 nuts", price(3, 100));
  picture_.fill(20, top_, 280, 2, canvas::ink);  // and then the total, which is missing

  const std::string reference = "reference/receipt.png";
  const auto expected = Canvas::read(EXAMPLE_FOLDER "/" + reference);
  ASSERT_TRUE(expected) << "there is no " << reference;
  const bool same = picture_ == *expected;
  testcenter::verify_screenshot("examples/googletest/" + reference,
                                testcenter::File::of(picture_.png(), "receipt.png"), same,
                                "the receipt looks different");
  EXPECT_TRUE(same) << "this failure is intended";
}

}  // namespace
}  // namespace shop
