#include "event_form.hpp"

#include "requests.hpp"
#include "strict_json.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <set>

namespace local_center {
namespace {

using nlohmann::json;

constexpr const char* events_part = "eventData";
constexpr const char* files_part = "attachments[]";

using FileNames = std::set<std::string>;

void check_part_names(const httplib::MultipartFormDataMap& parts, bool attachments_required) {
  for (const auto& [name, part] : parts) {
    if (name != events_part && name != files_part) throw Breach("unknown part '" + name + "'");
  }
  if (parts.count(events_part) == 0) throw Breach("missing part 'eventData'");
  if (parts.count(events_part) > 1) throw Breach("the part 'eventData' comes twice");
  if (attachments_required && parts.count(files_part) == 0) {
    throw Breach("missing part 'attachments[]'");
  }
}

bool is_utf8(const std::string& text) {
  try {
    json(text).dump();
    return true;
  } catch (const json::type_error&) {
    return false;
  }
}

/// "image/png; Q=1" of "IMAGE/PNG; Q=1": types have no case, parameters may have.
std::string with_type_in_lower_case(std::string mime) {
  const auto end =
      mime.begin() + static_cast<std::ptrdiff_t>(std::min(mime.find(';'), mime.size()));
  std::transform(mime.begin(), end, mime.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return mime;
}

File read_file(const httplib::MultipartFormData& part) {
  if (part.filename.empty()) throw Breach("an 'attachments[]' part has no file name");
  if (!is_utf8(part.filename)) throw Breach("a file's name is not valid UTF-8");
  const auto mime = with_type_in_lower_case(part.content_type);
  return {part.filename, mime.empty() ? "application/octet-stream" : mime, part.content};
}

std::vector<File> read_files(const httplib::MultipartFormDataMap& parts) {
  std::vector<File> files;
  FileNames names;
  const auto [first, last] = parts.equal_range(files_part);
  for (auto part = first; part != last; ++part) {
    files.push_back(read_file(part->second));
    const auto& name = files.back().name;
    if (!names.insert(name).second) throw Breach("two files have the name '" + name + "'");
  }
  return files;
}

void note_name(const json& object, const char* key, FileNames& names) {
  if (!object.is_object()) return;
  const auto found = object.find(key);
  if (found != object.end() && found->is_string()) names.insert(found->get<std::string>());
}

/// Every file name the events mention, those of refused events included: a file that only a
/// refused event names was not sent for nothing.
FileNames names_in(const json& events) {
  FileNames names;
  for (const auto& event : events) {
    note_name(event, "attachment", names);
    note_name(event, "screenshot", names);
    if (event.is_object() && event.contains("vp")) note_name(event["vp"], "attachment", names);
  }
  return names;
}

FormEntry judge(const json& entry) {
  try {
    return parse_event(entry);
  } catch (const Breach& breach) {
    return breach;
  }
}

}  // namespace

EventForm read_event_form(const httplib::MultipartFormDataMap& parts, bool attachments_required) {
  check_part_names(parts, attachments_required);
  const auto events = parse_strictly(parts.find(events_part)->second.content, "eventData");
  if (!events.is_array()) throw Breach("eventData must be an array");
  if (events.empty()) throw Breach("eventData must not be empty");

  EventForm form;
  form.files = read_files(parts);
  const auto named = names_in(events);
  for (const auto& file : form.files) {
    if (named.count(file.name) == 0) throw Breach("no event names the file '" + file.name + "'");
  }
  for (const auto& entry : events) form.entries.push_back(judge(entry));
  return form;
}

}  // namespace local_center
