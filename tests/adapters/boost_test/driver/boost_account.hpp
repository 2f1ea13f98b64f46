#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace testcenter::test {

/// What was said of each unit, a line an entry ("Error odd.cpp:7 check 1 == 2 has failed"), by the
/// unit's place ("outer/inner: case"; of a suite itself "outer/inner").
using BoostAccount = std::map<std::string, std::vector<std::string>>;

/// What Boost.Test's own formatter wrote: `--logger=XML,all,FILE`.
BoostAccount boost_account(const std::string& xml_file);

/// The same of a report in the local center.
BoostAccount center_account(const nlohmann::json& report);

/// Takes out what only one of them can know: units that Boost.Test never announces, and those that
/// a filter took, which Boost.Test calls disabled.
void keep_common(BoostAccount& boost, BoostAccount& center);

/// For comparing.
std::string text_of(const BoostAccount& account);

}  // namespace testcenter::test
