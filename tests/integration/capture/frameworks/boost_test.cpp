// Boost.Test cases that print.
#define BOOST_TEST_MODULE printing
#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <iostream>

BOOST_AUTO_TEST_CASE(prints_and_passes) {
  std::printf("printf\n");
  std::cout << "cout\n";
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(prints_and_fails) {
  std::cout << "before\n";
  BOOST_TEST(1 == 2);
  std::cout << "after\n";
}

BOOST_AUTO_TEST_CASE(prints_nothing) { BOOST_TEST(true); }
