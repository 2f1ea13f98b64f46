#pragma once

/// Marks what a shared testcenter::core shows to others; everything else is hidden.
#if defined(_WIN32)
#define TESTCENTER_API
#else
#define TESTCENTER_API __attribute__((visibility("default")))
#endif
