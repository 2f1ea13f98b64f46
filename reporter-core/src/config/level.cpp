#include "config/level.hpp"

#include "config/message.hpp"
#include "config/table.hpp"
#include "config/url.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace testcenter::config {
namespace {

/// `/home/me/testcenter.json:3`
std::string place_in_file(const Level& level, std::string_view name) {
  const auto line = level.lines.find(level.inside_url.count(name) != 0 ? "url" : name);
  return level.file + (line == level.lines.end() ? "" : ":" + std::to_string(line->second));
}

std::string in_file(const Level& level, std::string_view name) {
  return place_in_file(level, name) + ": \"" + std::string(name) + "\"";
}

void take(Level& level, const char* name, const std::string& inside,
          std::optional<std::string>& given) {
  if (inside.empty() || (given && !given->empty())) return;
  given = inside;
  level.inside_url.insert(name);
}

Status take_labels(Level& level, const std::vector<Label>& inside) {
  if (inside.empty()) return {};
  if (!level.given.labels) {
    level.given.labels = inside;
    level.inside_url.insert("labels");
    return {};
  }
  std::vector<Label>& labels = *level.given.labels;
  for (const Label& label : inside) {
    const auto same = std::find_if(labels.begin(), labels.end(),
                                   [&](const Label& other) { return other.key == label.key; });
    if (same == labels.end()) {
      labels.push_back(label);
    } else if (same->value != label.value) {
      return Error{"the label " + in_quotes(label.key) + " is " + in_quotes(same->value) + " in " +
                   spelled(level, "labels") + ", but " + in_quotes(label.value) + " in " +
                   spelled(level, "url")};
    }
  }
  return {};
}

}  // namespace

std::string source_of(const Level& level, std::string_view name) {
  switch (level.origin) {
    case Origin::code:
      return "code";
    case Origin::command_line:
      return "command line";
    case Origin::environment:
      return spelled(level, name);
    case Origin::file:
      break;
  }
  return place_in_file(level, name);
}

std::string spelled(const Level& level, std::string_view name) {
  if (level.inside_url.count(name) != 0) return spelled(level, "url");
  switch (level.origin) {
    case Origin::code:
      return "Config::" + std::string(name);
    case Origin::command_line:
      return "command line: " + std::string(name);
    case Origin::environment:
      return variable_name(name);
    case Origin::file:
      break;
  }
  return in_file(level, name);
}

Error complaint(const Level& level, std::string_view name, const std::string& value,
                const std::string& what_is_wrong) {
  const std::string separator = level.origin == Origin::file ? ": " : "=";
  return Error{spelled(level, name) + separator + in_quotes(value) + " " + what_is_wrong};
}

Status check(const Level& level) {
  for (const Setting& setting : all_settings()) {
    if (!setting.is_given(level.given)) continue;
    if (const Status good = setting.check(level.given); !good) {
      return complaint(level, setting.name, setting.shown(level.given), good.error().message);
    }
  }
  return {};
}

Status unfold_url(Level& level) {
  const Result<ServerUrl> url = parse_server_url(*level.given.url);
  if (!url) return complaint(level, "url", masked_url(*level.given.url), url.error().message);
  Config& given = level.given;
  take(level, "project", url->project, given.project);
  take(level, "batch", url->batch, given.batch);
  if (!given.token_file || given.token_file->empty()) take(level, "token", url->token, given.token);
  if (!given.user || given.user->empty()) {  // else the password inside is another user's
    take(level, "user", url->user, given.user);
    take(level, "password", url->password, given.password);
  }
  if (Status good = take_labels(level, url->labels); !good) return good;
  given.url = url->server;
  return {};
}

}  // namespace testcenter::config
