// A library that reports from its static constructor on, while who loads it holds the dynamic
// loader's lock.
#include <testcenter/reporter.hpp>

#include <cstdlib>
#include <optional>

namespace {

testcenter::Reporter make_reporter() {
  if (std::getenv("ACTOR_IS_AN_ADAPTER") == nullptr) return testcenter::Reporter::attached({});
  return testcenter::Reporter::after(nullptr, std::nullopt, {});
}

testcenter::Reporter reporter = make_reporter();
const testcenter::handle::Suite suite = reporter.open_suite({"Of a library"});

}  // namespace
