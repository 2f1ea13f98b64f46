#include "part_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace testcenter {

static bool operator==(const Location& a, const Location& b) {
  return a.file == b.file && a.line == b.line;
}

namespace googletest {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(PartText, HasTheBodyWithoutTheTrace) {
  const auto text = split("Failed\nmine\nGoogle Test trace:\na.cpp:1: inner\nb.cpp:2: outer");
  EXPECT_EQ(text.body, "Failed\nmine");
  EXPECT_THAT(frames(text.trace), ElementsAre(Location{"a.cpp", 1}, Location{"b.cpp", 2}));
}

TEST(PartText, HasNoTraceWhereThereIsNone) {
  const auto text = split("  mine \n\n");
  EXPECT_EQ(text.whole, "mine");
  EXPECT_EQ(text.body, "mine");
  EXPECT_THAT(text.trace, IsEmpty());
}

TEST(PartText, BelievesTheLastTraceOfSeveral) {
  const auto text =
      split("x\nGoogle Test trace:\nmine.cpp:1: no\nGoogle Test trace:\nreal.cpp:2: m");
  EXPECT_THAT(frames(text.trace), ElementsAre(Location{"real.cpp", 2}));
}

TEST(PartText, LeavesTheStackOut) {
  EXPECT_EQ(split("mine\nStack trace:\n0x1 main").body, "mine");
  const auto text = split("mine\nGoogle Test trace:\na.cpp:1: m\nStack trace:\nb.cpp:2: main");
  EXPECT_EQ(text.body, "mine");
  EXPECT_THAT(frames(text.trace), ElementsAre(Location{"a.cpp", 1}));
}

TEST(PartText, OfNothingIsNothing) {
  EXPECT_THAT(split("").body, IsEmpty());
  EXPECT_THAT(headline(""), IsEmpty());
  EXPECT_THAT(frames(""), IsEmpty());
}

TEST(Frames, AreReadWhateverTheCompilerWrites) {
  EXPECT_THAT(frames("C:\\my tests\\a.cpp(12): text: 3: 4"),
              ElementsAre(Location{"C:\\my tests\\a.cpp", 12}));
  EXPECT_THAT(frames("/a:b/c.cpp:12: text"), ElementsAre(Location{"/a:b/c.cpp", 12}));
}

TEST(Frames, DoNotCountLinesOfText) {
  EXPECT_THAT(frames("a.cpp:1: two\nlines of: text\n: 7: and\nunknown file: x\n12: y\n:3: z"),
              ElementsAre(Location{"a.cpp", 1}));
}

TEST(Headline, OfAnEqualityHasOperandsAndValues) {
  EXPECT_EQ(headline("Expected equality of these values:\n  a\n    Which is: 1\n  2"),
            "Expected equality of these values: a (1), 2");
}

TEST(Headline, OfAnEqualityHasTheUsersWords) {
  EXPECT_EQ(headline("Expected equality of these values:\n  1\n  2\nmine\nand more"),
            "Expected equality of these values: 1, 2: mine");
}

TEST(Headline, OfAnEqualityLeavesTheDifferenceOut) {
  EXPECT_EQ(
      headline("Expected equality of these values:\n  a\n  b\nWith diff:\n@@ -1 +1 @@\n-a\n+b"),
      "Expected equality of these values: a, b");
}

TEST(Headline, OfAnEqualityThatBreaksOffIsWhatThereIs) {
  EXPECT_EQ(headline("Expected equality of these values:"), "Expected equality of these values:");
  EXPECT_EQ(headline("Expected equality of these values:\n    Which is: 1"),
            "Expected equality of these values: (1)");
}

TEST(Headline, JoinsLinesAsSentences) {
  EXPECT_EQ(headline("Value of: x\n  Actual: false\nExpected: true"),
            "Value of: x, Actual: false, Expected: true");
  EXPECT_EQ(headline("is 1, where\na evaluates to 2,\nb evaluates to 3, and\nc to 4."),
            "is 1, where a evaluates to 2, b evaluates to 3, and c to 4.");
}

TEST(Headline, HasTheUsersWordsAloneWhereOnlyTheyCount) {
  EXPECT_EQ(headline("Failed\nmine"), "mine");
  EXPECT_EQ(headline("Failed"), "Failed");
  EXPECT_EQ(headline("Failed to connect"), "Failed to connect");
}

TEST(Headline, IsCutBetweenCharacters) {
  std::string umlauts = "a";
  for (int i = 0; i < 500; ++i) umlauts += "\xC3\xB6";
  const auto line = headline(umlauts);
  EXPECT_EQ(line.size(), 299 + 3u);
  EXPECT_EQ(line.substr(line.size() - 5), "\xC3\xB6...");
}

TEST(Headline, OfBytesThatAreNoTextEnds) {
  EXPECT_LE(headline(std::string(1000, '\x80')).size(), 303u);
  EXPECT_LE(headline(std::string(1000, '\n')).size(), 303u);
}

TEST(OwnWords, AreThoseBehindWhatAVersionPutsAhead) {
  EXPECT_EQ(own_words("Skipped\nno network", "Skipped"), "no network");
  EXPECT_EQ(own_words("no network", "Skipped"), "no network");
  EXPECT_EQ(own_words("Skipped", "Skipped"), "Skipped");
}

TEST(Exceptions, AreToldFromWordsLikeTheirs) {
  EXPECT_TRUE(tells_of_exception("C++ exception with description \"x\" thrown in SetUp()."));
  EXPECT_TRUE(tells_of_exception("Unknown C++ exception thrown in the test body."));
  EXPECT_FALSE(tells_of_exception("Failed\nC++ exception with description \"x\""));
}

TEST(Exceptions, OutsideOfTestsEndTheRun) {
  EXPECT_TRUE(
      ends_the_run("C++ exception with description \"x\" thrown in auxiliary test code "
                   "(environments or event listeners)."));
  EXPECT_FALSE(ends_the_run("C++ exception with description \"x\" thrown in the test body."));
}

}  // namespace
}  // namespace googletest
}  // namespace testcenter
