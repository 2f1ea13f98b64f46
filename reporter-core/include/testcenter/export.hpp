#pragma once

/// Marks what a shared testcenter::core shows to others; everything else is hidden.
#define TESTCENTER_API __attribute__((visibility("default")))
