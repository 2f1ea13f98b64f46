#include "entry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace testcenter::test {
namespace {

using boost_test::Entry;
using boost_test::EntryKind;
using boost_test::Exception;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

Entry entry_of(std::string_view text, EntryKind kind = EntryKind::error) {
  Entry entry;
  entry.start(kind, {"a.cpp", 7});
  entry.add_value(text);
  return entry;
}

Exception thrown(int code, std::string_view what) { return {code, what, {}, {}, {}}; }

TEST(Entry, IsPutTogetherOfItsValues) {
  Entry entry;
  entry.start(EntryKind::error, {"a.cpp", 7});
  for (const char* value : {"check ", "1", " == ", "2", " has failed"}) entry.add_value(value);
  entry.finish();
  EXPECT_EQ(entry.message(), "check 1 == 2 has failed");
  EXPECT_THAT(entry.detail(), IsEmpty());
  EXPECT_EQ(entry.location().file, "a.cpp");
  EXPECT_EQ(entry.location().line, 7);
}

TEST(Entry, GathersValuesAheadOfLaterOnesAsLongAsThereIsRoom) {
  Entry entry;
  entry.start(EntryKind::error, {});
  EXPECT_TRUE(entry.gather("forgotten"));
  entry.start(EntryKind::error, {});
  EXPECT_TRUE(entry.gather("1"));
  EXPECT_TRUE(entry.gather("2"));
  EXPECT_FALSE(entry.gather(std::string(5000, 'x')));
  entry.add_value("3");
  EXPECT_TRUE(entry.gather("4"));
  entry.finish();
  EXPECT_EQ(entry.message(), "1234");
}

TEST(Entry, HasOneLineAsMessageAndAllAsDetail) {
  auto entry = entry_of("\n one \n two\n");
  entry.finish();
  EXPECT_EQ(entry.message(), "one");
  EXPECT_EQ(entry.detail(), "one \n two");
}

TEST(Entry, IsNotCutWithinACharacter) {
  std::string text = "x";
  while (text.size() < 400) text += "\u00e4";
  auto entry = entry_of(text);
  entry.finish();
  EXPECT_THAT(entry.message(), SizeIs(299));
  EXPECT_EQ(entry.detail(), text);
}

TEST(Entry, OfBytesThatAreNoTextIsCutSomewhere) {
  auto entry = entry_of(std::string(1000, '\x80'));
  entry.finish();
  EXPECT_THAT(entry.message(), SizeIs(::testing::Le(300u)));
}

TEST(Entry, HasItsContextsInTheDetailUnlessItPassed) {
  for (const auto kind : {EntryKind::error, EntryKind::passed}) {
    auto entry = entry_of("text", kind);
    entry.add_context("x = 1; ");
    entry.add_context("inner");
    entry.finish();
    EXPECT_EQ(entry.first_context(), "x = 1; ");
    EXPECT_EQ(entry.detail(),
              kind == EntryKind::passed ? "" : "In the context:\n  x = 1;\n  inner");
  }
}

TEST(Entry, ForgetsTheOneBefore) {
  auto entry = entry_of("one\nwith more");
  entry.add_context("context");
  entry.finish();
  entry.start(EntryKind::message, {});
  entry.add_value("two");
  entry.finish();
  EXPECT_EQ(entry.message(), "two");
  EXPECT_THAT(entry.detail(), IsEmpty());
  EXPECT_THAT(entry.first_context(), IsEmpty());
  EXPECT_THAT(entry.location().file, IsEmpty());
}

TEST(Entry, HasNoPlaceWhereBoostKnowsNone) {
  EXPECT_FALSE(boost_test::is_place({"unknown location", 0}));
  EXPECT_FALSE(boost_test::is_place({"boost.test framework", 12}));
  EXPECT_FALSE(boost_test::is_place({"./boost/test/impl/unit_test_log.ipp", 261}));
  EXPECT_FALSE(boost_test::is_place({"a.cpp", 0}));
  EXPECT_FALSE(boost_test::is_place({"", 7}));
  EXPECT_TRUE(boost_test::is_place({"a.cpp", 7}));
}

TEST(Entry, OfAnExceptionStandsWhereItWasThrown) {
  Entry entry;
  auto exception = thrown(205, "std::runtime_error: no");
  exception.thrown_at = {"thrown.cpp", 3};
  exception.function = "void f()";
  exception.last_checkpoint = {{"checkpoint.cpp", 2}, "nearly"};
  entry.start(exception);
  entry.finish();
  EXPECT_EQ(entry.location().file, "thrown.cpp");
  EXPECT_EQ(entry.message(), "std::runtime_error: no");
  EXPECT_EQ(entry.detail(), "In void f()\nLast checkpoint: checkpoint.cpp:2 nearly");
}

TEST(Entry, OfAnExceptionStandsAtTheLastCheckpointElse) {
  Entry entry;
  auto exception = thrown(205, "no");
  exception.thrown_at = {"unknown location", 0};
  exception.last_checkpoint = {{"checkpoint.cpp", 2}, "\"test\" test entry"};
  entry.start(exception);
  entry.finish();
  EXPECT_EQ(entry.location().file, "checkpoint.cpp");
  EXPECT_EQ(entry.location().line, 2);
  EXPECT_THAT(entry.detail(), IsEmpty()) << "that checkpoint is set by Boost.Test itself";
}

TEST(Entry, OfABoostExceptionSaysWhatItWas) {
  Entry entry;
  const std::string what =
      "a.cpp(100): Throw in function void f()\nDynamic exception type: "
      "boost::wrapexcept<std::runtime_error>\nstd::exception::what: thrown here\n";
  entry.start(thrown(205, what));
  entry.finish();
  EXPECT_EQ(entry.message(), "boost::wrapexcept<std::runtime_error>: thrown here");
  EXPECT_THAT(std::string(entry.detail()), StartsWith("a.cpp(100): Throw in function"));
}

TEST(Entry, OfASignalOrATimeoutIsFatal) {
  Entry entry;
  for (const int code : {210, 215, 225}) {
    entry.start(thrown(code, "signal"));
    EXPECT_TRUE(entry.is_fatal()) << code;
  }
  for (const int code : {200, 205, 220}) {
    entry.start(thrown(code, "exception"));
    EXPECT_FALSE(entry.is_fatal()) << code;
  }
}

}  // namespace
}  // namespace testcenter::test
