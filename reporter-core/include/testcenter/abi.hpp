#pragma once

#include <testcenter/export.hpp>

/// _GLIBCXX_DEBUG gives std::vector another layout, and `Config` holds one. A program that has it
/// and a testcenter::core that has it not, or the other way round, are kept apart by the linker:
/// who reads this behind `undefined reference to` compiles both with the same (docs/installing.md).
namespace testcenter::abi {

#if defined(_GLIBCXX_DEBUG)
TESTCENTER_API extern const char core_has_GLIBCXX_DEBUG;
__attribute__((used)) inline constexpr const char* needs_GLIBCXX_DEBUG = &core_has_GLIBCXX_DEBUG;
#else
TESTCENTER_API extern const char core_has_no_GLIBCXX_DEBUG;
__attribute__((used)) inline constexpr const char* needs_no_GLIBCXX_DEBUG =
    &core_has_no_GLIBCXX_DEBUG;
#endif

}  // namespace testcenter::abi
