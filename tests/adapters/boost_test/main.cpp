// The one file that says how Boost.Test is linked; for all programs of one way.
#define BOOST_TEST_MODULE Tests
#if defined(BOOST_TEST_HEADERS_ONLY)
#include <boost/test/included/unit_test.hpp>
#else
#include <boost/test/unit_test.hpp>
#endif
