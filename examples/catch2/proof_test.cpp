// Pictures of what is tested: one to look at, one that is compared with the one in the repository.
#include <testcenter/testcenter.hpp>

#include "canvas/canvas.hpp"
#include "catch2_header.hpp"
#include "paragraph.hpp"

#include <string>

namespace {

canvas::Canvas proof_of(const std::string& text, std::size_t width) {
  canvas::Canvas proof(static_cast<int>(width) * 12 + 40, 130, canvas::white);
  proof.fill(14, 0, 2, 130, canvas::red);
  int top = 20;
  for (const auto& line : layout::Paragraph(text).lines(width)) {
    proof.write(24, top, line, canvas::ink);
    top += 24;
  }
  return proof;
}

}  // namespace

TEST_CASE("A proof is printed as before", "[picture]") {
  const auto proof = proof_of("to be or not to be, that is the question", 16);
  const auto expected = canvas::Canvas::read(EXAMPLE_FOLDER "/reference/proof.png");
  REQUIRE(expected.has_value());
  const bool same = proof == *expected;
  testcenter::verify_screenshot("examples/catch2/reference/proof.png",
                                testcenter::File::of(proof.png(), "proof.png"), same);
  CHECK(same);
}

TEST_CASE("A proof of a long word", "[picture]") {
  const auto proof = proof_of("a hippopotamus", 8);
  testcenter::screenshot(testcenter::File::of(proof.png(), "long-word.png"),
                         "the word reaches beyond the margin");
  CHECK(layout::Paragraph("a hippopotamus").lines(8).size() == 2);
}
