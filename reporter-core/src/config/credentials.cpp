#include "config/credentials.hpp"

#include "config/files.hpp"
#include "config/values.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

namespace testcenter::config {
namespace {

constexpr std::size_t largest_token_file = 64U << 10U;

bool given(const std::optional<std::string>& text) { return text && !text->empty(); }

bool gives_token(const Level& level) {
  return given(level.given.token) || given(level.given.token_file);
}

const char* token_setting(const Level& level) {
  return given(level.given.token) ? "token" : "token_file";
}

Error both_given(const Level& level, const char* first, const char* second) {
  return Error{std::string(first) + " and " + second + " are both given (" + spelled(level, first) +
               ", " + spelled(level, second) + "): use one of them"};
}

Status check_conflicts(const Level& level) {
  if (given(level.given.token) && given(level.given.token_file)) {
    return both_given(level, "token", "token_file");
  }
  if (!gives_token(level)) return {};
  if (given(level.given.user)) return both_given(level, token_setting(level), "user");
  if (given(level.given.password)) return both_given(level, token_setting(level), "password");
  return {};
}

Status read_token_file(const Level& level, Settings& settings) {
  const std::string path = seen_from(level.folder, *level.given.token_file);
  const Result<std::string> content = read_file(path, largest_token_file);
  if (!content) return complaint(level, "token_file", path, content.error().message);
  settings.token = trimmed(content.value());
  if (settings.token.empty()) return complaint(level, "token_file", path, "is empty");
  if (const Status good = Token::check(settings.token); !good) {
    return complaint(level, "token_file", path, good.error().message);
  }
  return {};
}

Status use_token(const Level& level, Settings& settings) {
  settings.sources[token_setting(level)] = source_of(level, token_setting(level));
  if (given(level.given.token_file)) return read_token_file(level, settings);
  settings.token = *level.given.token;
  return {};
}

/// The first password that is not another user's.
void use_user(const std::vector<Level>& levels, const Level& owner, Settings& settings) {
  settings.user = *owner.given.user;
  settings.sources["user"] = source_of(owner, "user");
  for (const Level& level : levels) {
    if (&level != &owner && given(level.given.user)) continue;
    if (!given(level.given.password)) continue;
    settings.password = *level.given.password;
    settings.sources["password"] = source_of(level, "password");
    return;
  }
}

}  // namespace

Status resolve_credentials(const std::vector<Level>& levels, Settings& settings) {
  for (const Level& level : levels) {
    if (Status good = check_conflicts(level); !good) return good;
  }
  const auto winner = std::find_if(levels.begin(), levels.end(), [](const Level& level) {
    return gives_token(level) || given(level.given.user);
  });
  if (winner != levels.end() && given(winner->given.user)) {
    use_user(levels, *winner, settings);
    return {};
  }
  const auto stray = std::find_if(levels.begin(), winner,
                                  [](const Level& level) { return given(level.given.password); });
  if (stray != winner) {
    return Error{"a password is given without a user (" + spelled(*stray, "password") + ")"};
  }
  return winner == levels.end() ? Status{} : use_token(*winner, settings);
}

}  // namespace testcenter::config
