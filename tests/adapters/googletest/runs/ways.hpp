#pragma once

#include <testcenter/googletest.hpp>

#include <functional>
#include <map>
#include <string>

/// What the program's files share.
namespace runs {

/// By name: what main() does then, and what it returns.
using Ways = std::map<std::string, int (*)()>;

/// Those in which something comes at the turns of a run.
Ways told_late();

/// Called by the first test, by the last one.
extern std::function<void()> in_the_first;
extern std::function<void()> in_the_last;

void append(::testing::TestEventListener* listener);
testcenter::GoogleTestListener* made_by_hand();
int run();

}  // namespace runs
