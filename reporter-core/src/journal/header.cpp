#include "journal/header.hpp"

#include "journal/format.hpp"
#include "journal/words.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>
#include <string_view>

namespace testcenter::journal {
namespace {

Label label_of(std::string_view text) {
  const std::size_t equals = std::min(text.find('='), text.size());
  const std::string_view value = equals < text.size() ? text.substr(equals + 1) : "";
  return {std::string(text.substr(0, equals)), std::string(value)};
}

std::int64_t number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

void take(FieldTag tag, std::string_view text, RunInfo& info) {
  switch (tag) {
    case FieldTag::program:
      info.program = text;
      break;
    case FieldTag::host:
      info.host = text;
      break;
    case FieldTag::framework:
      info.framework = text;
      break;
    case FieldTag::url:
      info.url = text;
      break;
    case FieldTag::project:
      info.project = text;
      break;
    case FieldTag::batch:
      info.batch = text;
      break;
    case FieldTag::label:
      info.labels.push_back(label_of(text));
      break;
    case FieldTag::writer_report_id:
      info.report_id = number_of(text);
      break;
    default:
      break;
  }
}

/// False if a field leads out of the others.
bool read_info(const std::byte* from, const std::byte* end, RunInfo& info) {
  while (static_cast<std::size_t>(end - from) >= sizeof(FieldHeader)) {
    FieldHeader field{};
    std::memcpy(&field, from, sizeof field);
    from += sizeof field;
    if (static_cast<std::size_t>(end - from) < field.size) return false;
    take(field.tag, {reinterpret_cast<const char*>(from), field.size}, info);
    from += field.size;
  }
  return true;
}

bool has_good_sizes(const FileHeader& header, std::uint64_t size) {
  return header.records_begin % 8 == 0 && header.records_begin <= size &&
         header.records_begin >= sizeof header &&
         header.info_size <= header.records_begin - sizeof header;
}

bool has_good_marks(const FileHeader& header, std::uint64_t size) {
  return header.acknowledged % 8 == 0 && header.acknowledged >= header.records_begin &&
         header.acknowledged <= size && header.in_flight % 8 == 0 && header.in_flight <= size;
}

}  // namespace

std::uint16_t server_mark(std::string_view url) {
  const auto mark = static_cast<std::uint16_t>(checksum(url.data(), url.size()));
  return mark != 0 ? mark : std::uint16_t{1};
}

bool is_blank(const std::byte* base, std::uint64_t size) {
  const std::byte* const end = base + std::min<std::uint64_t>(size, sizeof(FileHeader));
  return std::all_of(base, end, [](std::byte b) { return b == std::byte{0}; });
}

Result<Header> read_header(const std::byte* base, std::uint64_t size) {
  FileHeader raw{};
  if (size < sizeof raw) return Error{"is no journal: it is too short"};
  std::memcpy(&raw, base, sizeof raw);
  if (std::memcmp(raw.magic, magic, sizeof magic) != 0) return Error{"is no journal"};
  if (raw.version < oldest_version || raw.version > format_version) {
    return Error{"has version " + std::to_string(raw.version) + "; this program reads version " +
                 std::to_string(oldest_version) + " to " + std::to_string(format_version)};
  }
  if (!has_good_sizes(raw, size)) return Error{"is damaged: the sizes in its header are wrong"};
  const std::byte* const info = base + sizeof raw;
  Header header{raw.started,      raw.pid,       raw.records_begin,
                raw.acknowledged, raw.in_flight, raw.report_id,
                raw.troubles,     raw.server,    {}};
  const bool is_whole = checksum(info, raw.info_size) == raw.info_checksum &&
                        read_info(info, info + raw.info_size, header.info);
  if (!is_whole) return Error{"is damaged: its header has a wrong checksum"};
  if (!has_good_marks(raw, size)) return Error{"is damaged: the marks in its header are wrong"};
  header.in_flight = std::max(header.in_flight, header.acknowledged);
  return header;
}

}  // namespace testcenter::journal
