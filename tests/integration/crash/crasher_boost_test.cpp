// A program of Boost.Test that AddressSanitizer ends: no signal, so Boost.Test does not see it.
#define BOOST_TEST_MODULE crasher
#include <testcenter/testcenter.hpp>

#include "integration/crash/use_after_free.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_CASE(use_after_free) {
  testcenter::log("last words");
  testcenter::test::use_after_free();
}
