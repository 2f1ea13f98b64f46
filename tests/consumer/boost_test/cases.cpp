#ifndef BOOST_TEST_MODULE
#define BOOST_TEST_MODULE boost consumer
#endif
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(counting)
BOOST_AUTO_TEST_CASE(adds) { BOOST_TEST(1 + 1 == 2); }
BOOST_AUTO_TEST_CASE(subtracts) { BOOST_TEST(2 - 1 == 1); }
BOOST_AUTO_TEST_CASE(multiplies, *boost::unit_test::disabled()) { BOOST_TEST(2 * 2 == 4); }
BOOST_AUTO_TEST_SUITE_END()
