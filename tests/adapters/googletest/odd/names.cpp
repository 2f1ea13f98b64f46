// Names that no macro makes, and those that macros make.
#include <gtest/gtest.h>

#include <tuple>
#include <vector>

namespace {

class Nothing : public ::testing::Test {
 public:
  void TestBody() override {}
};

void add(const char* suite, const char* name) {
  ::testing::RegisterTest(suite, name, nullptr, nullptr, __FILE__, __LINE__,
                          [] { return new Nothing; });
}

const bool added = [] {
  add("Names/with <odd> signs", "a/b<c, d>");
  add("Names/with <odd> signs", "\"quotes\" & 'apostrophes' \\ %s {}");
  add("Names/with <odd> signs", "");
  add("Names/with <odd> signs", "ein sch\xC3\xB6ner Name");
  add("Names/with <odd> signs", "not UTF-8: caf\xE9");
  add("Names/with <odd> signs", "two\nlines");
  add("", "In a suite without a name");
  return true;
}();

struct Picture {
  int width;
};

void PrintTo(const Picture& picture, std::ostream* out) {
  *out << "a picture:\n  " << picture.width << " wide\n  and \x01 odd";
}

class Values : public ::testing::TestWithParam<Picture> {};
TEST_P(Values, OfManyLines) { EXPECT_NE(GetParam().width, 2); }
INSTANTIATE_TEST_SUITE_P(Pictures, Values, ::testing::Values(Picture{1}, Picture{2}));
INSTANTIATE_TEST_SUITE_P(, Values, ::testing::Values(Picture{3}));

class Pairs : public ::testing::TestWithParam<std::tuple<int, bool>> {};
TEST_P(Pairs, OfValues) {}
INSTANTIATE_TEST_SUITE_P(Named, Pairs,
                         ::testing::Combine(::testing::Values(1, 2), ::testing::Bool()),
                         [](const auto& tested) {
                           return std::to_string(std::get<0>(tested.param)) +
                                  (std::get<1>(tested.param) ? "_true" : "_false");
                         });

template <typename T>
class Typed : public ::testing::Test {};
using Types = ::testing::Types<int, std::vector<std::pair<char, long>>>;
TYPED_TEST_SUITE(Typed, Types);
TYPED_TEST(Typed, Passes) {}
TYPED_TEST(Typed, FailsForSmallTypes) { EXPECT_GT(sizeof(TypeParam), 4u); }

template <typename T>
class TypedLater : public ::testing::Test {};
TYPED_TEST_SUITE_P(TypedLater);
TYPED_TEST_P(TypedLater, Passes) {}
REGISTER_TYPED_TEST_SUITE_P(TypedLater, Passes);
INSTANTIATE_TYPED_TEST_SUITE_P(Instance, TypedLater, Types);

}  // namespace
