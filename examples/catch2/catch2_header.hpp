#pragma once

// All of Catch2, of whichever version this is built with. Where both are found, the one that
// testcenter::catch2 takes, too.
#if defined(TESTCENTER_CATCH2_MAJOR) && TESTCENTER_CATCH2_MAJOR == 2
#include <catch2/catch.hpp>
#elif __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
