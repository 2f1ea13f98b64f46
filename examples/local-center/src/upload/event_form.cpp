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

std::size_t count(const std::vector<FormPart>& parts, const char* name) {
  const auto has_name = [name](const FormPart& part) { return part.name == name; };
  return static_cast<std::size_t>(std::count_if(parts.begin(), parts.end(), has_name));
}

void check_part_names(const std::vector<FormPart>& parts, bool attachments_required) {
  for (const auto& part : parts) {
    if (part.name.empty()) throw Breach("a part has no name");
    if (part.name != events_part && part.name != files_part) {
      throw Breach("unknown part '" + part.name + "'");
    }
  }
  if (count(parts, events_part) == 0) throw Breach("missing part 'eventData'");
  if (count(parts, events_part) > 1) throw Breach("the part 'eventData' comes twice");
  if (attachments_required && count(parts, files_part) == 0) {
    throw Breach("missing part 'attachments[]'");
  }
}

const std::string& events_in(const std::vector<FormPart>& parts) {
  const auto is_events = [](const FormPart& part) { return part.name == events_part; };
  return std::find_if(parts.begin(), parts.end(), is_events)->content;
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

File read_file(const FormPart& part) {
  if (part.file_name.empty()) throw Breach("an 'attachments[]' part has no file name");
  if (!is_utf8(part.file_name)) throw Breach("a file's name is not valid UTF-8");
  const auto mime = with_type_in_lower_case(part.content_type);
  return {part.file_name, mime.empty() ? "application/octet-stream" : mime, part.content};
}

std::vector<File> read_files(const std::vector<FormPart>& parts) {
  std::vector<File> files;
  FileNames names;
  for (const auto& part : parts) {
    if (part.name != files_part) continue;
    files.push_back(read_file(part));
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

EventForm read_event_form(const std::vector<FormPart>& parts, bool attachments_required) {
  check_part_names(parts, attachments_required);
  const auto events = parse_strictly(events_in(parts), "eventData");
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
