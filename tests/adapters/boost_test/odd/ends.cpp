// Tests that end otherwise; each is run by name.
#include <testcenter/testcenter.hpp>

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace utf = boost::unit_test;

BOOST_AUTO_TEST_SUITE(ends)

BOOST_AUTO_TEST_CASE(before) { BOOST_TEST(true); }

BOOST_AUTO_TEST_CASE(segv, *utf::disabled()) {
  BOOST_TEST(true);
  std::raise(SIGSEGV);
}
BOOST_AUTO_TEST_CASE(fpe, *utf::disabled()) {
  BOOST_TEST_CHECKPOINT("dividing");
  std::raise(SIGFPE);
}
BOOST_AUTO_TEST_CASE(aborts, *utf::disabled()) { std::abort(); }
BOOST_AUTO_TEST_CASE(exits, *utf::disabled()) {
  BOOST_TEST(true);
  std::exit(4);
}
BOOST_AUTO_TEST_CASE(forks, *utf::disabled()) {
  BOOST_TEST(true);
  const pid_t child = fork();
  if (child == 0) {
    testcenter::log("in the child");
    BOOST_TEST(false);
    std::exit(0);
  }
  BOOST_TEST(child > 0);
}

// The signal finds it within the report of an assertion, most of the time.
BOOST_AUTO_TEST_CASE(times_out, *utf::disabled() * utf::timeout(1)) {
  while (true) BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE(slow, *utf::disabled() * utf::timeout(1))
BOOST_AUTO_TEST_CASE(first) {
  while (true) BOOST_TEST(true);
}
BOOST_AUTO_TEST_CASE(second) { BOOST_TEST(true); }
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(behind) { BOOST_TEST(true); }

BOOST_AUTO_TEST_CASE(terminated, *utf::disabled()) { std::raise(SIGTERM); }
BOOST_AUTO_TEST_CASE(terminated_in_time, *utf::disabled() * utf::timeout(1)) {
  std::raise(SIGTERM);
}

BOOST_AUTO_TEST_SUITE_END()
