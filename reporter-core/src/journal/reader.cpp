#include "journal/reader.hpp"

#include "journal/fields.hpp"
#include "journal/words.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

namespace testcenter::journal {
namespace {

constexpr std::size_t records_begin_at = offsetof(FileHeader, records_begin);
constexpr std::size_t acknowledged_at = offsetof(FileHeader, acknowledged);
constexpr std::size_t in_flight_at = offsetof(FileHeader, in_flight);
constexpr std::size_t report_id_at = offsetof(FileHeader, report_id);
constexpr std::size_t troubles_at = offsetof(FileHeader, troubles);
constexpr std::size_t server_at = offsetof(FileHeader, server);
constexpr std::size_t checksum_at = offsetof(RecordHeader, checksum);
constexpr std::size_t run_id_at = offsetof(RecordHeader, run_id);
static_assert(offsetof(RecordHeader, size) == checksum_begin);

template <typename T>
T load(const std::byte* from) {
  T value{};
  std::memcpy(&value, from, sizeof value);
  return value;
}

std::string_view text_at(const std::byte* from, std::size_t size) {
  return {reinterpret_cast<const char*>(from), size};
}

bool place(const std::byte* from, std::size_t size, Place& to) {
  if (size < sizeof to.line) return false;
  to.line = load<std::int32_t>(from);
  to.file = text_at(from + sizeof to.line, size - sizeof to.line);
  return true;
}

/// The records before one, up to where it begins.
struct Past {
  const std::byte* end;
  std::uint64_t size;
};

bool known_location(const std::byte* from, std::size_t size, const Past& past, Place& to) {
  if (size != sizeof(std::int32_t) + sizeof(std::uint32_t)) return false;
  const auto distance = load<std::uint32_t>(from + sizeof to.line);
  if (distance > past.size || distance < sizeof(FieldHeader)) return false;
  const std::byte* const known = past.end - distance;
  const auto field = load<FieldHeader>(known);
  const bool is_whole = field.size <= distance - sizeof field;
  const bool is_plausible = field.size <= sizeof to.line + max_path;
  if (field.tag != FieldTag::location || !is_whole || !is_plausible) return false;
  if (!place(known + sizeof field, field.size, to)) return false;
  to.line = load<std::int32_t>(from);
  return true;
}

/// It is put behind the folder of files, and what is there is sent: it must not lead out.
bool is_plain_file_name(std::string_view name) {
  return name != "." && name != ".." &&
         name.find_first_of(std::string_view("/\0", 2)) == std::string_view::npos;
}

/// A field whose tag is unknown is passed over: a later version may add some.
bool take_field(const FieldHeader& field, const std::byte* bytes, const Past& past,
                Record& record) {
  const std::string_view text = text_at(bytes, field.size);
  const TextField whole{text, field.full_size};
  switch (field.tag) {
    case FieldTag::name:
      record.name = whole;
      break;
    case FieldTag::summary:
      record.summary = whole;
      break;
    case FieldTag::description:
      record.description = whole;
      break;
    case FieldTag::message:
      record.message = whole;
      break;
    case FieldTag::detail:
      record.detail = whole;
      break;
    case FieldTag::reference:
      record.reference = whole;
      break;
    case FieldTag::file_path:
      record.file_path = text;
      return is_plain_file_name(text);
    case FieldTag::file_name:
      record.file_name = text;
      break;
    case FieldTag::mime_type:
      record.mime_type = text;
      break;
    case FieldTag::location:
      return place(bytes, field.size, record.location);
    case FieldTag::known_location:
      record.has_known_file = true;
      return known_location(bytes, field.size, past, record.location);
    case FieldTag::trace:
      return place(bytes, field.size, record.trace.emplace_back());
    default:
      break;
  }
  return true;
}

bool take_fields(const std::byte* from, const std::byte* end, const Past& past, Record& record) {
  while (static_cast<std::size_t>(end - from) >= sizeof(FieldHeader)) {
    const auto field = load<FieldHeader>(from);
    from += sizeof field;
    if (static_cast<std::size_t>(end - from) < field.size) return false;
    if (!take_field(field, from, past, record)) return false;
    from += field.size;
  }
  return true;
}

bool take_passed(const RecordHeader& header, Record& record) {
  record.kind = RecordKind::event;
  record.event_type = EventType::pass;
  record.closes = true;
  record.passed_in = std::chrono::microseconds(std::exchange(record.parent, 0U));
  return header.type == 0 && header.role == 0 && header.closes == 0;
}

bool take_type(const RecordHeader& header, Record& record) {
  if (header.kind == passed_kind) return take_passed(header, record);
  switch (header.kind) {
    case RecordKind::open:
      record.element_kind = static_cast<ElementKind>(header.type);
      return header.type >= static_cast<std::uint8_t>(ElementKind::suite) &&
             header.type <= static_cast<std::uint8_t>(ElementKind::section) &&
             header.parent < header.element;
    case RecordKind::event:
      record.event_type = static_cast<EventType>(header.type);
      record.has_file = header.role != 0;
      record.file_role = static_cast<FileRole>(header.role);
      record.closes = header.closes != 0;
      return header.type >= static_cast<std::uint8_t>(EventType::pass) &&
             header.type <= static_cast<std::uint8_t>(EventType::attachment) &&
             header.role <= static_cast<std::uint8_t>(FileRole::verification) && header.closes <= 1;
    case RecordKind::crash:
      record.signal = header.type;
      return true;
    case RecordKind::finish:
      record.dropped = std::exchange(record.element, 0U);
      return true;
    case RecordKind::close:
      return true;
  }
  return false;
}

void clear(Record& record) {
  auto trace = std::move(record.trace);  // keeps its memory for the next record
  trace.clear();
  record = Record{};
  record.trace = std::move(trace);
}

}  // namespace

Reader::Reader(Region region) : region_(region), position_(acknowledged()) {}

bool Reader::may_touch(std::uint64_t size) const {
  const auto fits = [&] {
    const std::uint64_t allocated = region_.allocated->load(std::memory_order_acquire);
    return position_ <= allocated && size <= allocated - position_;
  };
  if (fits()) return true;
  if (region_.growth == nullptr) return false;
  region_.growth->look_again();
  return fits();
}

std::optional<std::uint32_t> Reader::committed_size() const {
  if (!may_touch(sizeof(std::uint32_t))) return {};
  const std::uint32_t word = commit_word(region_.base + position_).load(std::memory_order_seq_cst);
  if (word == 0) return {};
  return word ^ commit_key;
}

bool Reader::has_next() const { return committed_size().has_value(); }

Reader::State Reader::next(Record& record) {
  const std::optional<std::uint32_t> committed = committed_size();
  if (!committed) return State::nothing;
  const std::uint32_t size = *committed;
  if (size < sizeof(RecordHeader) || size > max_record || size % 8 != 0 || !may_touch(size)) {
    return State::corrupt;
  }
  std::byte* const at = region_.base + position_;
  RecordHeader header{};
  std::memcpy(&header.checksum, at + checksum_at, sizeof header.checksum);
  std::memcpy(&header.size, at + checksum_begin, sizeof header - checksum_begin);
  if (header.size != size || header.checksum != record_checksum(at, size)) return State::corrupt;

  clear(record);
  record.offset = position_;
  record.end = position_ + size;
  record.kind = header.kind;
  record.element = header.element;
  record.parent = header.parent;
  record.time = header.time;
  record.run_id = shared_word<std::int64_t>(at + run_id_at).load(std::memory_order_relaxed);
  if (!take_type(header, record)) return State::corrupt;
  const Past past{at, position_ - std::min(position_, records_begin())};
  if (!take_fields(at + sizeof header, at + size, past, record)) return State::corrupt;
  position_ += size;
  return State::record;
}

std::uint64_t Reader::records_begin() const {
  return load<std::uint32_t>(region_.base + records_begin_at);
}

std::uint64_t Reader::acknowledged() const {
  return shared_word<std::uint64_t>(region_.base + acknowledged_at).load(std::memory_order_acquire);
}

std::uint64_t Reader::in_flight() const {
  return shared_word<std::uint64_t>(region_.base + in_flight_at).load(std::memory_order_acquire);
}

void Reader::mark_in_flight(std::uint64_t offset) {
  shared_word<std::uint64_t>(region_.base + in_flight_at).store(offset, std::memory_order_release);
}

void Reader::mark_acknowledged(std::uint64_t offset) {
  shared_word<std::uint64_t>(region_.base + acknowledged_at)
      .store(offset, std::memory_order_release);
}

void Reader::mark_run_id(std::uint64_t offset, std::int64_t run_id) {
  shared_word<std::int64_t>(region_.base + offset + run_id_at)
      .store(run_id, std::memory_order_release);
}

void Reader::mark_report_id(std::int64_t report_id) {
  shared_word<std::int64_t>(region_.base + report_id_at)
      .store(report_id, std::memory_order_release);
}

std::int64_t Reader::report_id() const {
  return shared_word<std::int64_t>(region_.base + report_id_at).load(std::memory_order_acquire);
}

std::uint16_t Reader::server() const {
  return shared_word<std::uint16_t>(region_.base + server_at).load(std::memory_order_acquire);
}

void Reader::move_to(std::uint16_t server) {
  Reader all(region_);
  all.seek(records_begin());
  Record record;
  while (all.next(record) == State::record) {
    const bool was_made = record.kind == RecordKind::open && record.run_id > 0;
    if (was_made) mark_run_id(record.offset, -record.run_id);
  }
  mark_report_id(0);
  shared_word<std::uint16_t>(region_.base + server_at).store(server, std::memory_order_release);
}

void Reader::mark_trouble() {
  shared_word<std::uint16_t>(region_.base + troubles_at).fetch_add(1, std::memory_order_relaxed);
}

}  // namespace testcenter::journal
