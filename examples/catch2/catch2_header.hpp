#pragma once

// Catch2 3, else the single header of 2. A project has one of them, and includes it directly.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
