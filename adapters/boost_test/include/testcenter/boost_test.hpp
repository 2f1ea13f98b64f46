#pragma once

#include <testcenter/config.hpp>

namespace testcenter {

/// Reports a Boost.Test program to Test Center, while it runs (docs/boost_test.md).
///
/// Who links testcenter::boost_test need not call this: a sink is there already, and stays inert
/// unless TESTCENTER_URL or TESTCENTER_MODE=spool is set. This gives the settings in code, and then
/// reports whatever the environment asks for. Call it before the tests start: in the init function,
/// in main(), or in a constructor of a static object. Of several calls the last one counts.
///
/// Boost.Test has one slot for a log formatter that is none of its own. Where it is taken by
/// another one, nothing is reported, and one line on stderr says so.
void add_boost_test_sink(const Config& config = {});

}  // namespace testcenter
