#pragma once

#include <testcenter/config.hpp>
#include <testcenter/result.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace testcenter::config {

enum class Origin : std::uint8_t { code, command_line, environment, file };

/// One of the places that settings come from, and how errors speak of it.
struct Level {
  Origin origin = Origin::code;
  std::string folder;                                  ///< where its relative paths start
  Config given;                                        ///< what it says
  std::string file;                                    ///< Origin::file: path of the file
  std::map<std::string, unsigned, std::less<>> lines;  ///< Origin::file: where each setting stands
  std::set<std::string, std::less<>> inside_url;       ///< settings that stood inside its URL
};

/// Where a setting comes from, for Settings::sources: "TESTCENTER_URL", "code",
/// "/home/me/testcenter.json:3".
std::string source_of(const Level& level, std::string_view name);

/// The setting as its author wrote it: `TESTCENTER_URL`, `/home/me/testcenter.json:3: "url"`.
std::string spelled(const Level& level, std::string_view name);

/// One line: the setting as spelled, its value (already masked), and what is wrong with it.
Error complaint(const Level& level, std::string_view name, const std::string& value,
                const std::string& what_is_wrong);

/// Checks every setting that the level gives.
Status check(const Level& level);

/// Takes the one-URL form apart: afterwards `given.url` is the bare server, and what stood inside
/// is given as if it had been set by itself, unless it was. Precondition: the URL is given and
/// good.
Status unfold_url(Level& level);

}  // namespace testcenter::config
