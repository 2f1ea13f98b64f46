// With the shared library it has to be said that main() is wanted; the static one brings its own.
#define BOOST_TEST_MODULE Timetable
#include <boost/test/unit_test.hpp>
