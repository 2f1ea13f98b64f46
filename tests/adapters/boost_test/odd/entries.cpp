// What a test may say.
#include <boost/test/unit_test.hpp>
#include <boost/throw_exception.hpp>

#include <mutex>
#include <ostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(assertions)

BOOST_AUTO_TEST_CASE(passing) {
  const std::vector<int> numbers{1, 2, 3};
  BOOST_TEST(numbers.size() == 3U);
  BOOST_TEST(numbers == numbers, boost::test_tools::per_element());
  BOOST_CHECK_EQUAL(numbers[0], 1);
  BOOST_CHECK_CLOSE(1.0, 1.001, 1.0);
  BOOST_CHECK_EQUAL_COLLECTIONS(numbers.begin(), numbers.end(), numbers.begin(), numbers.end());
  BOOST_CHECK_THROW(throw std::logic_error("x"), std::logic_error);
  BOOST_CHECK_NO_THROW((void)numbers.at(0));
  BOOST_CHECK_MESSAGE(true, "said although it passes");
  BOOST_WARN(true);
  BOOST_REQUIRE(!numbers.empty());
}

BOOST_AUTO_TEST_CASE(failing) {
  const std::vector<int> one{1, 2, 3};
  const std::vector<int> other{1, 5, 3, 4};
  BOOST_TEST(one.size() == other.size());
  BOOST_TEST(one == other, boost::test_tools::per_element());
  BOOST_TEST(one.size() == 2U, "a message of its own, with " << one.size());
  BOOST_TEST(1.0 == 1.1, boost::test_tools::tolerance(0.01));
  BOOST_CHECK(one.empty());
  BOOST_CHECK_EQUAL(one[0], 2);
  BOOST_CHECK_CLOSE(1.0, 2.0, 1.0);
  BOOST_CHECK_EQUAL_COLLECTIONS(one.begin(), one.end(), other.begin(), other.end());
  BOOST_CHECK_THROW((void)one.at(0), std::out_of_range);
  BOOST_CHECK_EXCEPTION(throw std::runtime_error("x"), std::runtime_error,
                        [](const auto& e) { return e.what() == std::string("y"); });
  BOOST_CHECK_NO_THROW((void)one.at(7));
  BOOST_CHECK_PREDICATE(std::less<int>(), (2)(1));
  BOOST_ERROR("an error");
}

BOOST_AUTO_TEST_CASE(failing_fatally) {
  BOOST_TEST(true);
  BOOST_REQUIRE_EQUAL(1, 2);
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(told_to_fail) { BOOST_FAIL("enough"); }

BOOST_AUTO_TEST_CASE(warnings_and_messages) {
  BOOST_WARN(1 == 2);
  BOOST_WARN_MESSAGE(false, "a warning");
  BOOST_TEST_WARN(1 == 3, "another one");
  BOOST_TEST_MESSAGE("a message");
  BOOST_TEST_MESSAGE("");
  BOOST_TEST_MESSAGE("two\nlines");
}

BOOST_AUTO_TEST_CASE(none) {}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(contexts)

BOOST_AUTO_TEST_CASE(nested) {
  BOOST_TEST_INFO("for one assertion");
  BOOST_TEST(1 == 2);
  BOOST_TEST(1 == 3);
  BOOST_TEST_CONTEXT("outer") {
    BOOST_TEST_CONTEXT("inner " << 7) {
      BOOST_TEST_INFO("and an info");
      BOOST_TEST(1 == 4);
      BOOST_TEST(true);
      BOOST_WARN(1 == 5);
      BOOST_TEST_MESSAGE("said within");
    }
    BOOST_REQUIRE(1 == 6);
  }
}

BOOST_AUTO_TEST_CASE(of_an_exception) {
  BOOST_TEST_CONTEXT("is lost") {
    BOOST_TEST_INFO("is kept");
    throw std::runtime_error("from a context");
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(exceptions)

BOOST_AUTO_TEST_CASE(of_the_library) { throw std::runtime_error("just words"); }
BOOST_AUTO_TEST_CASE(of_many_lines) { throw std::logic_error("one\ntwo\n\nthree"); }
BOOST_AUTO_TEST_CASE(of_no_class) { throw 42; }
BOOST_AUTO_TEST_CASE(of_a_string) { throw std::string("a string"); }
BOOST_AUTO_TEST_CASE(with_a_place) { BOOST_THROW_EXCEPTION(std::runtime_error("thrown here")); }
BOOST_AUTO_TEST_CASE(behind_a_checkpoint) {
  BOOST_TEST(true);
  BOOST_TEST_CHECKPOINT("nearly there");
  throw std::runtime_error("then");
}
BOOST_AUTO_TEST_CASE(behind_a_silent_checkpoint) {
  BOOST_TEST_PASSPOINT();
  throw std::runtime_error("then");
}
BOOST_AUTO_TEST_CASE(long_one) { throw std::runtime_error(std::string(5000, 'x')); }

BOOST_AUTO_TEST_SUITE_END()

namespace {

struct Unwritable {
  friend std::ostream& operator<<(std::ostream& /*out*/, const Unwritable& /*value*/) {
    throw std::runtime_error("cannot be written");
  }
};

struct Counted {
  friend std::ostream& operator<<(std::ostream& out, const Counted& /*value*/) {
    ++count;
    return out << "counted";
  }
  static inline int count = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(texts)

BOOST_AUTO_TEST_CASE(that_cannot_be_written, *boost::unit_test::disabled()) {
  const Unwritable value;
  BOOST_TEST_MESSAGE("it is " << value << ", as it was");
  BOOST_CHECK_MESSAGE(true, "it is " << value);
  BOOST_TEST(true);
}

/// Only where they fail, perhaps, can they be written.
BOOST_AUTO_TEST_CASE(of_what_passes, *boost::unit_test::disabled()) {
  BOOST_CHECK_MESSAGE(true, Counted());
  BOOST_TEST(true, "it is " << Counted());
  BOOST_WARN_MESSAGE(true, "it is " << Counted() << "'");
  BOOST_TEST(Counted::count == 0);
}

BOOST_AUTO_TEST_CASE(odd_bytes) {
  BOOST_TEST_MESSAGE("invalid \xFF UTF-8, \x01 and \x7F, <&\"> and ]]> in it");
  BOOST_TEST_MESSAGE("\u00fcml\u00e4ute");
  BOOST_ERROR("\t blanks around \t");
}
BOOST_AUTO_TEST_CASE(long_ones) {
  std::string text = "x";
  for (int i = 0; i < 400; ++i) text += "\u00e4";
  BOOST_TEST_MESSAGE(text);
  BOOST_ERROR(std::string(100 * 1024, 'y'));
}
BOOST_AUTO_TEST_CASE(many_passes) {
  for (int i = 0; i < 1234; ++i) BOOST_TEST(i >= 0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(threads)

BOOST_AUTO_TEST_CASE(that_take_turns) {
  std::mutex turn;  // Boost.Test has no lock
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 50; ++n) {
        const std::lock_guard<std::mutex> lock(turn);
        BOOST_TEST(n != 7);
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

BOOST_AUTO_TEST_SUITE_END()
