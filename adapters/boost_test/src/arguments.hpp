#pragma once

/// What the program was asked to do, as Boost.Test understood it.
namespace testcenter::boost_test {

/// --run_test names what shall run: what does not, is not of this run.
bool is_selection_given();

/// --logger says which formatters are active.
bool is_logger_given();

/// --catch_system_errors
bool catches_system_errors();

}  // namespace testcenter::boost_test
