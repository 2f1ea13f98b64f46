// What runs around the tests, and runs within them.
#include <testcenter/boost_test.hpp>
#include <testcenter/testcenter.hpp>

#include <boost/test/framework.hpp>
#include <boost/test/output/compiler_log_formatter.hpp>
#include <boost/test/tree/observer.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <stdexcept>
#include <string>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

namespace utf = boost::unit_test;

struct Fixture {
  Fixture() { BOOST_TEST_MESSAGE("set up"); }
  ~Fixture() { BOOST_TEST_MESSAGE("torn down"); }
};

namespace {

/// How a test of the adapter wants this program to be.
bool is_wanted(const char* what) {
  const char* way = std::getenv("ODD_WAY");
  return way != nullptr && std::string(way) == what;
}

struct Throwing {
  void setup() { throw std::runtime_error("no set-up"); }
};

struct Speaking {
  void setup() {
    testcenter::log("ours: said by a fixture");
    BOOST_TEST(true);
  }
  void teardown() { BOOST_TEST(1 == 2); }
};

/// As long as its suite lasts.
struct Holding {
  testcenter::Section section{"held by a fixture"};
};

/// In a run within a run, Boost.Test forgets those that it made for the outer one.
void is_leaked_by_boost([[maybe_unused]] const void* object) {
#if defined(__SANITIZE_ADDRESS__)
  __lsan_ignore_object(object);
#endif
}

struct Global {
  Global() { is_leaked_by_boost(this); }
  void setup() {
    if (is_wanted("failing global fixture")) throw std::runtime_error("no global set-up");
    BOOST_TEST_MESSAGE("global set-up");
  }
  void teardown() { BOOST_TEST_MESSAGE("global tear-down"); }
};

/// Into the slot that we would like to have.
class FormatterOfTheUsers : public utf::output::compiler_log_formatter {
 public:
  void test_unit_start(std::ostream& out, const utf::test_unit& unit) override {
    out << unit.p_type_name << " " << unit.full_name() << "\n";
  }
};

void take_the_slot() {
  auto* formatter = new FormatterOfTheUsers;
  utf::unit_test_log.add_formatter(formatter);
  utf::unit_test_log.set_threshold_level(utf::OF_CUSTOM_LOGGER, utf::log_test_units);
}

struct Configuration {
  Configuration() {
    is_leaked_by_boost(this);
    if (is_wanted("formatter in configuration")) take_the_slot();
    if (is_wanted("format in configuration")) utf::unit_test_log.set_format(utf::OF_XML);
    if (is_wanted("format in silent configuration")) {
      utf::unit_test_log.set_format(utf::OF_XML);
      return;
    }
    BOOST_TEST_MESSAGE("configured");
    testcenter::log("ours: nobody hears it yet");
  }
  ~Configuration() { BOOST_TEST_MESSAGE("at the very end"); }
};

/// Finishes behind us.
class LateObserver : public utf::test_observer {
 public:
  LateObserver() {
    if (is_wanted("late words")) utf::framework::register_observer(*this);
  }
  void test_finish() override {
    BOOST_TEST_MESSAGE("late");
    testcenter::log("ours: nobody hears it any more");
    BOOST_TEST_MESSAGE("late, and later");
  }
  int priority() override { return 0; }
};

LateObserver late_observer;

const bool has_own_settings = [] {
  if (!is_wanted("settings in code")) return false;
  testcenter::Config config;
  config.url = std::getenv("ODD_URL");
  config.project = "by hand";
  testcenter::add_boost_test_sink(config);
  return true;
}();

/// Is applied when an init function would run.
class Initialisation : public utf::decorator::base {
  void apply(utf::test_unit& /*unit*/) override {
    if (is_wanted("formatter in init")) take_the_slot();
  }
  utf::decorator::base_ptr clone() const override {
    return utf::decorator::base_ptr(new Initialisation);
  }
};

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(Global);
BOOST_TEST_GLOBAL_CONFIGURATION(Configuration);

BOOST_AUTO_TEST_SUITE(fixtures, *Initialisation())

BOOST_FIXTURE_TEST_CASE(of_a_case, Fixture) { BOOST_TEST(true); }
BOOST_AUTO_TEST_CASE(by_decorator, *utf::fixture<Fixture>()) { BOOST_TEST(true); }
BOOST_AUTO_TEST_CASE(throwing, *utf::fixture<Throwing>()) { BOOST_TEST(true); }

BOOST_AUTO_TEST_SUITE(of_a_suite, *utf::fixture<Speaking>())
BOOST_AUTO_TEST_CASE(one) { BOOST_TEST(true); }
BOOST_AUTO_TEST_CASE(two) { BOOST_TEST(true); }
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(that_holds_a_scope, *utf::fixture<Holding>())
BOOST_AUTO_TEST_CASE(one) { BOOST_TEST(true); }
BOOST_AUTO_TEST_CASE(two) { BOOST_TEST(true); }
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(that_throws, *utf::fixture<Throwing>())
BOOST_AUTO_TEST_CASE(never_announced) { BOOST_TEST(true); }
BOOST_AUTO_TEST_CASE(off, *utf::disabled()) { BOOST_TEST(true); }
BOOST_AUTO_TEST_SUITE(below)
BOOST_AUTO_TEST_CASE(neither) { BOOST_TEST(true); }
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(behind_them) { BOOST_TEST(true); }

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(nested)

void first() { BOOST_TEST(true); }
void second() { BOOST_TEST(1 == 2); }

BOOST_AUTO_TEST_CASE(runs) {
  auto* parts = BOOST_TEST_SUITE("parts");
  parts->add(BOOST_TEST_CASE(&first));
  parts->add(BOOST_TEST_CASE(&second));
  parts->p_default_status.value = utf::test_unit::RS_ENABLED;
  utf::framework::finalize_setup_phase(parts->p_id);
  BOOST_TEST_MESSAGE("before");
  utf::framework::run(parts);
  BOOST_TEST_MESSAGE("between");
  if (is_wanted("format in nested run")) utf::unit_test_log.set_format(utf::OF_XML);
  utf::framework::run(parts, false);
  if (is_wanted("formatter in case")) take_the_slot();
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(out_of_a_section) {
  const testcenter::Section section("left");
  throw 42;
}
