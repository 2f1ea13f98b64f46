#include "timetable.hpp"

#include <boost/mpl/list.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <vector>

using railway::Clock;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(clock_of_the_day, *boost::unit_test::description("times without a date"))

BOOST_AUTO_TEST_CASE(reads_and_writes) {
  BOOST_TEST(Clock("7:05").minutes() == 425);
  BOOST_TEST(Clock("07:05") == Clock("7:05"));
  BOOST_TEST(Clock("7:05").text() == "07:05");
}

BOOST_AUTO_TEST_CASE(goes_on_after_midnight) {
  BOOST_TEST_INFO("the last train of the day");
  BOOST_TEST(Clock("23:50").later(20) == Clock("0:10"));
}

const std::vector<std::string> no_times = {"", "7", "7:", "seven:05", "7:5x", "25:01", "12:75"};

// The last one fails: railway::Clock has a bug.
BOOST_DATA_TEST_CASE(refuses, data::make(no_times), text) {
  BOOST_CHECK_THROW(Clock{text}, std::invalid_argument);
}

BOOST_DATA_TEST_CASE(is_ordered, data::make({"0:00", "7:05"}) ^ data::make({"0:01", "12:00"}),
                     earlier, later) {
  BOOST_TEST(Clock(std::string(earlier)) < Clock(std::string(later)));
}

// The same bug again; this test says that it is known.
BOOST_AUTO_TEST_CASE(knows_the_end_of_the_day, *boost::unit_test::expected_failures(1)) {
  BOOST_CHECK_THROW(Clock("24:30"), std::invalid_argument);
  BOOST_CHECK_THROW(Clock("30:00"), std::invalid_argument);
}

using Numbers = boost::mpl::list<int, short, unsigned char>;

BOOST_AUTO_TEST_CASE_TEMPLATE(is_made_of_minutes, Number, Numbers) {
  BOOST_TEST(Clock(static_cast<Number>(61)) == Clock("1:01"));
}

BOOST_AUTO_TEST_SUITE_END()
