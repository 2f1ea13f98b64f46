#pragma once

/// The `testcenter` reporter and the attached listener (docs/catch2.md).
///
/// Who links testcenter::catch2 has both, compiled in a file of its own, and includes nothing. Only
/// with Catch2 v2, and only if its own macros differ from file to file (say,
/// CATCH_CONFIG_ENABLE_BENCHMARKING is defined in the file with main() alone), both belong into
/// that file: define TESTCENTER_CATCH2_IN_MAIN for the whole target, and include this behind
/// Catch2's header in the file that has CATCH_CONFIG_MAIN or CATCH_CONFIG_RUNNER.
///
/// Where the include path has Catch2 3 and v2, a project's and the system's say, 3 is taken; define
/// TESTCENTER_CATCH2_MAJOR as 2 for the whole target that uses v2.

#if !defined(TESTCENTER_CATCH2_MAJOR)
#if __has_include(<catch2/catch_all.hpp>) || __has_include(<catch_amalgamated.hpp>)
#define TESTCENTER_CATCH2_MAJOR 3
#else
#define TESTCENTER_CATCH2_MAJOR 2
#endif
#endif

#if !defined(CATCH_VERSION_MAJOR)
#if TESTCENTER_CATCH2_MAJOR != 2
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch_amalgamated.hpp>
#endif
#else
#if !defined(CATCH_CONFIG_EXTERNAL_INTERFACES)
#define CATCH_CONFIG_EXTERNAL_INTERFACES  // the bases of reporters
#endif
#if __has_include(<catch2/catch.hpp>)
#include <catch2/catch.hpp>
#else
#include <catch.hpp>
#endif
#endif
#endif

#if CATCH_VERSION_MAJOR == 2
#if !defined(CATCH_CONFIG_EXTERNAL_INTERFACES) && !defined(CATCH_CONFIG_ENABLE_BENCHMARKING)
#error \
    "Catch2's header came first, without the bases of reporters, as in a unity build: \
define CATCH_CONFIG_EXTERNAL_INTERFACES for the whole target (docs/catch2.md)"
#endif
#include <testcenter/catch2/v2.hpp>
#else
#include <testcenter/catch2/v3.hpp>
#endif
