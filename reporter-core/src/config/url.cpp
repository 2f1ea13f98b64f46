#include "config/url.hpp"

#include "config/authority.hpp"
#include "config/message.hpp"
#include "config/percent.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace testcenter::config {
namespace {

constexpr std::string_view project_folder = "/project";

struct Parameter {
  std::string_view key;
  std::string_view value;
  bool complete = false;  ///< it had a `=`
};

Parameter split_parameter(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return {text, {}, false};
  return {text.substr(0, equals), text.substr(equals + 1), true};
}

/// Cuts `text` behind the next `&` and returns what stood before it.
std::string_view next_part(std::string_view& text) {
  const std::size_t end = std::min(text.find('&'), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

std::string_view without_trailing_slashes(std::string_view path) {
  const std::size_t last = path.find_last_not_of('/');
  return last == std::string_view::npos ? std::string_view{} : path.substr(0, last + 1);
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// `path` is what stands between host and query: [/base][/project/NAME][/].
Status take_path(std::string_view path, ServerUrl& url) {
  // Most likely its ? was forgotten; then a token would become part of the project's name.
  if (path.find_first_of("&=") != std::string_view::npos) {
    return Error{"has a & or = in its path (forgot the ?, or write %26 and %3D)"};
  }
  path = without_trailing_slashes(path);
  const std::size_t slash = std::min(path.rfind('/'), path.size());
  const std::string_view parent = path.substr(0, slash);
  if (ends_with(parent, project_folder)) {
    const std::optional<std::string> name = percent_decoded(path.substr(slash + 1), Plus::is_plus);
    if (!name) return Error{"has a wrong %-sequence in its project"};
    url.project = *name;
    path = without_trailing_slashes(parent.substr(0, parent.size() - project_folder.size()));
  } else if (ends_with(path, project_folder)) {
    return Error{"has no project name after /project/"};
  } else if (path.find("/project/") != std::string_view::npos) {
    return Error{"goes on after /project/NAME (write a / inside the name as %2F)"};
  }
  url.server += path;
  return {};
}

Status take_label(const std::string& text, ServerUrl& url) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) {
    return Error{"has a label without \"=\": " + in_quotes(text) + " (example: label=OS%3DLinux)"};
  }
  url.labels.push_back({text.substr(0, equals), text.substr(equals + 1)});
  return {};
}

Status take_once(const char* key, const std::string& value, std::string& target) {
  if (!target.empty()) return Error{std::string("has more than one ") + key};
  target = value;
  return {};
}

Status take_parameter(std::string_view text, ServerUrl& url) {
  const Parameter parameter = split_parameter(text);
  if (!parameter.complete) return Error{"has a part without \"=\" in its query"};
  const std::string key(parameter.key);
  const std::optional<std::string> value = percent_decoded(parameter.value, Plus::is_space);
  if (!value) return Error{"has a wrong %-sequence in " + in_quotes(key)};
  if (key == "label") return take_label(*value, url);
  if (key == "batch") return take_once("batch", *value, url.batch);
  if (key == "token") return take_once("token", *value, url.token);
  return Error{"has an unknown part " + in_quotes(key) +
               " in its query (known: token, label, batch)"};
}

Status take_query(std::string_view query, ServerUrl& url) {
  while (!query.empty()) {
    const std::string_view part = next_part(query);
    if (part.empty()) continue;
    if (Status good = take_parameter(part, url); !good) return good;
  }
  return {};
}

/// An `@` may be the end of a password that holds a `?` or `&`; a second `?` was meant as a `&`.
std::string masked_part(std::string_view part) {
  const Parameter parameter = split_parameter(part);
  const bool odd = part.find_first_of("@?") != std::string_view::npos;
  if (!parameter.complete || odd) return "***";
  if (parameter.key == "label" || parameter.key == "batch") return std::string(part);
  return std::string(parameter.key) + "=***";
}

std::string masked_query(std::string_view query) {
  std::string masked;
  while (!query.empty()) {
    if (!masked.empty()) masked += '&';
    masked += masked_part(next_part(query));
  }
  return masked;
}

}  // namespace

Result<ServerUrl> parse_server_url(std::string_view url) {
  const Result<Authority> authority = parse_authority(url, {"http", "https"});
  if (!authority) return authority.error();
  if (url.find('#') != std::string_view::npos) return Error{"has a # (write it as %23)"};
  ServerUrl parts;
  parts.server = authority->address();
  parts.user = authority->user;
  parts.password = authority->password;
  const std::string_view rest = url.substr(authority->length);
  const std::size_t question = std::min(rest.find('?'), rest.size());
  if (Status good = take_path(rest.substr(0, question), parts); !good) return good.error();
  if (question == rest.size()) return parts;
  if (Status good = take_query(rest.substr(question + 1), parts); !good) return good.error();
  return parts;
}

std::string masked_url(std::string_view url) {
  const std::size_t mark = url.find_first_of("?#&;=");
  const std::size_t end = std::min(mark, url.size());
  const std::string_view tail = url.substr(end);
  std::string head(url.substr(0, end));
  if (head.find('@') == std::string::npos && tail.find('@') != std::string_view::npos) head += '@';
  head = without_credentials(head);
  if (tail.empty()) return head;
  return head + tail.front() + masked_query(tail.substr(1));
}

Status check_proxy_url(std::string_view url) {
  const Result<Authority> authority =
      parse_authority(url, {"http", "https", "socks4", "socks4a", "socks5", "socks5h"});
  if (!authority) return authority.error();
  if (!without_trailing_slashes(url.substr(authority->length)).empty()) {
    return Error{"goes on after host and port"};
  }
  return {};
}

}  // namespace testcenter::config
