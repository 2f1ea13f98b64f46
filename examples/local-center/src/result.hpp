#pragma once

#include <string>

namespace local_center {

/// What an element or a report has come to. A later one outweighs an earlier one. The database
/// keeps the numbers.
enum class Result { none, skipped, xfail, pass, xpass, fail, error, fatal };

/// What one event of this type says; none for what is not an outcome (LOG, WARNING, ATTACHMENT).
Result result_of(const std::string& event_type);

/// The result of something that has parts with these two: this is where their order is decided.
/// XPASS counts as a failure and XFAIL as a pass. Something skipped beside something passed is a
/// pass; what has no outcome at all has no result.
Result worse(Result a, Result b);

/// "FATAL" … "SKIPPED" as the event types have it, "NONE" for no result.
const char* to_string(Result result);

}  // namespace local_center
