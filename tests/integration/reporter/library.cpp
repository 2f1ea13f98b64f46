// A library that reports from its static constructor on, while who loads it holds the dynamic
// loader's lock.
#include <testcenter/reporter.hpp>

namespace {

testcenter::Reporter reporter = testcenter::Reporter::attached({"a library", {}});
const testcenter::handle::Suite suite = reporter.open_suite({"Of a library"});

}  // namespace
