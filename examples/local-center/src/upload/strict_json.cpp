#include "strict_json.hpp"

#include "../breach.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <vector>

namespace local_center {
namespace {

using nlohmann::json;

constexpr int deepest_nesting = 8;

/// Refuses what the library's parser would let pass: a key twice, and nesting without end.
class NestingGuard {
 public:
  bool operator()(int depth, json::parse_event_t event, json& parsed) {
    if (depth > deepest_nesting) throw Breach("nested too deeply");
    if (event == json::parse_event_t::object_start) {
      keys_.emplace_back();
    } else if (event == json::parse_event_t::object_end) {
      keys_.pop_back();
    } else if (event == json::parse_event_t::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!keys_.back().insert(key).second) throw Breach("the field '" + key + "' comes twice");
    }
    return true;
  }

 private:
  std::vector<std::set<std::string>> keys_;
};

/// "[json.exception.parse_error.101] parse error at …" without the library's own tag.
std::string reason_of(const json::exception& error) {
  const std::string text = error.what();
  const auto tag_end = text.find("] ");
  return tag_end == std::string::npos ? text : text.substr(tag_end + 2);
}

}  // namespace

json parse_strictly(std::string_view text, const std::string& what) {
  // The guard must keep its state although the parser copies its callback.
  NestingGuard guard;
  try {
    return json::parse(text, std::ref(guard));
  } catch (const json::exception& error) {
    throw Breach(what + " is not JSON: " + reason_of(error));
  } catch (const Breach& breach) {
    throw Breach(what + ": " + breach.what());
  }
}

StrictObject::StrictObject(const json& value, std::string path,
                           std::initializer_list<std::string_view> known)
    : value_(value), path_(std::move(path)) {
  if (!value_.is_object()) throw Breach(path_ + " must be an object");
  for (const auto& item : value_.items()) {
    if (std::find(known.begin(), known.end(), item.key()) == known.end()) {
      throw Breach("unknown field '" + path_of(item.key()) + "'");
    }
  }
}

const json& StrictObject::at(const char* key) const {
  const auto found = value_.find(key);
  if (found == value_.end()) throw Breach("missing field '" + path_of(key) + "'");
  return *found;
}

std::string StrictObject::text(const char* key) const {
  const auto& value = at(key);
  if (!value.is_string()) throw Breach("'" + path_of(key) + "' must be a string");
  return value.get<std::string>();
}

std::string StrictObject::non_empty_text(const char* key) const {
  auto value = text(key);
  if (value.empty()) throw Breach("'" + path_of(key) + "' must not be empty");
  return value;
}

std::string StrictObject::optional_text(const char* key) const {
  return has(key) ? text(key) : std::string();
}

std::string StrictObject::optional_non_empty_text(const char* key) const {
  return has(key) ? non_empty_text(key) : std::string();
}

std::int64_t StrictObject::integer(const char* key) const {
  const auto& value = at(key);
  if (!value.is_number_integer()) throw Breach("'" + path_of(key) + "' must be an integer");
  const bool too_large =
      value.is_number_unsigned() &&
      value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  if (too_large) throw Breach("'" + path_of(key) + "' is too large");
  return value.get<std::int64_t>();
}

const json& StrictObject::array(const char* key) const {
  const auto& value = at(key);
  if (!value.is_array()) throw Breach("'" + path_of(key) + "' must be an array");
  return value;
}

std::string StrictObject::path_of(const std::string& key) const {
  return path_.empty() ? key : path_ + "." + key;
}

}  // namespace local_center
