// Suites, cases, and what decorates them.
#include <boost/mpl/list.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>

namespace utf = boost::unit_test;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_CASE(in_no_suite) { BOOST_TEST(1 == 1); }

BOOST_AUTO_TEST_SUITE(outer, *utf::description("an outer suite") * utf::label("both"))
BOOST_AUTO_TEST_CASE(before_the_inner) { BOOST_TEST(true); }
BOOST_AUTO_TEST_SUITE(inner)
BOOST_AUTO_TEST_CASE(a) { BOOST_TEST(true); }
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_CASE(behind_the_inner) { BOOST_TEST(false); }
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(between)
BOOST_AUTO_TEST_SUITE(only)
BOOST_AUTO_TEST_SUITE(suites)
BOOST_AUTO_TEST_CASE(deep) { BOOST_TEST(true); }
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(outer)
BOOST_AUTO_TEST_CASE(reopened) { BOOST_TEST(true); }
BOOST_AUTO_TEST_SUITE(inner)
BOOST_AUTO_TEST_CASE(reopened, *utf::label("one") * utf::label("two") * utf::timeout(100) *
                                   utf::description("first line\nand a second")) {
  BOOST_TEST(true);
}
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(templates)
using Types = boost::mpl::list<char, double, std::string>;
BOOST_AUTO_TEST_CASE_TEMPLATE(has_a_size, Type, Types) { BOOST_TEST(sizeof(Type) < 8U); }
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(of_data)
BOOST_DATA_TEST_CASE(numbers, data::xrange(4), number) { BOOST_TEST(number != 2); }
BOOST_DATA_TEST_CASE(grid, data::xrange(2) * data::make({"a", "b"}), number, text) {
  BOOST_TEST_MESSAGE("number " << number << " with " << text);
  BOOST_TEST(number + 1 > 0);
}
BOOST_DATA_TEST_CASE(says_nothing, data::make({1}), number) { (void)number; }
BOOST_DATA_TEST_CASE(throws, data::make({1, 2}), number) {
  if (number == 2) throw std::runtime_error("two");
  BOOST_TEST(true);
}
BOOST_AUTO_TEST_CASE(_0) { BOOST_TEST_CONTEXT("no = argument; ") BOOST_TEST(true); }
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(expected)
BOOST_AUTO_TEST_CASE(as_many, *utf::expected_failures(2)) {
  BOOST_TEST(1 == 2);
  BOOST_TEST(true);
  BOOST_ERROR("the second");
}
BOOST_AUTO_TEST_CASE(more, *utf::expected_failures(1)) {
  BOOST_TEST(1 == 2);
  BOOST_TEST(2 == 3);
}
BOOST_AUTO_TEST_CASE(fewer, *utf::expected_failures(3)) {
  BOOST_TEST(1 == 2);
  BOOST_TEST(true);
}
BOOST_AUTO_TEST_CASE(none, *utf::expected_failures(1)) { BOOST_TEST(true); }
BOOST_AUTO_TEST_CASE(a_fatal_one, *utf::expected_failures(1)) { BOOST_REQUIRE(1 == 2); }
BOOST_AUTO_TEST_CASE(an_exception, *utf::expected_failures(1)) {
  throw std::runtime_error("expected?");
}
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(skipped)
BOOST_AUTO_TEST_CASE(disabled, *utf::disabled()) { BOOST_TEST(false); }
BOOST_AUTO_TEST_CASE(fails) { BOOST_TEST(false); }
BOOST_AUTO_TEST_CASE(needs_a_failed_one, *utf::depends_on("skipped/fails")) { BOOST_TEST(true); }
BOOST_AUTO_TEST_CASE(needs_a_skipped_one, *utf::depends_on("skipped/needs_a_failed_one")) {
  BOOST_TEST(true);
}
BOOST_AUTO_TEST_CASE(needs_a_passed_one, *utf::depends_on("outer/inner/a")) { BOOST_TEST(true); }

boost::test_tools::assertion_result never(utf::test_unit_id /*unit*/) {
  boost::test_tools::assertion_result no(false);
  no.message() << "there is no printer";
  return no;
}
BOOST_AUTO_TEST_CASE(wants_a_printer, *utf::precondition(never)) { BOOST_TEST(true); }

BOOST_AUTO_TEST_SUITE(all_disabled, *utf::disabled())
BOOST_AUTO_TEST_CASE(one) { BOOST_TEST(false); }
BOOST_AUTO_TEST_SUITE(below)
BOOST_AUTO_TEST_CASE(two) { BOOST_TEST(false); }
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(without_a_printer, *utf::precondition(never))
BOOST_AUTO_TEST_CASE(one) { BOOST_TEST(false); }
BOOST_AUTO_TEST_CASE(off, *utf::disabled()) { BOOST_TEST(false); }
BOOST_DATA_TEST_CASE(many, data::xrange(2), number) { BOOST_TEST(number == 7); }
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(behind_a_failure, *utf::depends_on("skipped/fails"))
BOOST_AUTO_TEST_CASE(one) { BOOST_TEST(true); }
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
