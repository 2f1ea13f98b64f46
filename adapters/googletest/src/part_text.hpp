#pragma once

#include <testcenter/model.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What stands in the text of a GoogleTest result. GoogleTest has only this text: SCOPED_TRACE and
/// stack are appended to the user's own words, so a user who imitates them is believed.
/// Everything returned as a view points into the text given.
namespace testcenter::googletest {

struct PartText {
  std::string_view whole;  ///< all of it, trimmed: some versions end it with a newline
  std::string_view body;   ///< what the assertion says, trimmed
  std::string_view trace;  ///< the lines of SCOPED_TRACE, innermost first
};

PartText split(std::string_view text);

/// The places of SCOPED_TRACE.
std::vector<Location> frames(std::string_view trace);

/// One line for a list, of about 300 bytes at most: "Expected equality of these values: a (1), 2".
std::string headline(std::string_view body);

/// The words of GTEST_SKIP() or SUCCEED(), without what some versions put ahead of them.
std::string_view own_words(std::string_view body, std::string_view prefix);

/// GoogleTest caught an exception. Only for results without a file: else a user said so himself.
bool tells_of_exception(std::string_view body);
/// An exception out of a listener or an environment: GoogleTest gives up the whole run.
bool ends_the_run(std::string_view body);

}  // namespace testcenter::googletest
