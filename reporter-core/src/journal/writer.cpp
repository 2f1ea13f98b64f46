#include "journal/writer.hpp"

#include "journal/fields.hpp"
#include "journal/words.hpp"
#include "support/duration_text.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <ctime>
#include <utility>
#include <vector>

namespace testcenter::journal {
namespace {

constexpr std::uint32_t header_alignment = 4096;

/// As of the kernel's last tick where there is such a clock: some milliseconds old, and a quarter
/// of an append cheaper. Order is the file's.
std::uint64_t now() {
#if defined(CLOCK_REALTIME_COARSE)
  constexpr clockid_t wall_clock = CLOCK_REALTIME_COARSE;
#else
  constexpr clockid_t wall_clock = CLOCK_REALTIME;
#endif
  timespec time{};
  clock_gettime(wall_clock, &time);
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(time.tv_nsec);
}

/// To the nanosecond: by it the journals of a process are told apart that begins several at once.
std::uint64_t precisely_now() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(since_1970).count());
}

bool is_result(RecordKind kind) {
  return kind == RecordKind::open || kind == RecordKind::event || kind == passed_kind;
}

template <typename Visit>
void for_each_info_field(const RunInfo& info, const std::vector<std::string>& labels,
                         const std::string& report_id, Visit visit) {
  visit(FieldTag::program, info.program);
  visit(FieldTag::host, info.host);
  visit(FieldTag::framework, info.framework);
  visit(FieldTag::url, info.url);
  visit(FieldTag::project, info.project);
  visit(FieldTag::batch, info.batch);
  for (const std::string& label : labels) visit(FieldTag::label, label);
  visit(FieldTag::writer_report_id, report_id);
}

std::size_t trace_size(const Trace& trace) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(trace.size, max_trace); ++i) {
    size += place_field_size(trace.data[i].file);
  }
  return size;
}

/// Without its location.
std::size_t event_size(const Event& event, const StoredFile* file) {
  std::size_t size =
      text_field_size(event.message) + text_field_size(event.detail) + trace_size(event.trace);
  if (file != nullptr) {
    size += text_field_size(file->path) + text_field_size(file->name) +
            text_field_size(file->mime_type) + text_field_size(file->reference);
  }
  return size;
}

void write_event(FieldWriter& fields, const Event& event, const StoredFile* file) {
  fields.text(FieldTag::message, event.message);
  fields.text(FieldTag::detail, event.detail);
  for (std::size_t i = 0; i < std::min<std::size_t>(event.trace.size, max_trace); ++i) {
    fields.place(FieldTag::trace, event.trace.data[i].file, event.trace.data[i].line);
  }
  if (file == nullptr) return;
  fields.text(FieldTag::file_path, file->path);
  fields.text(FieldTag::file_name, file->name);
  fields.text(FieldTag::mime_type, file->mime_type);
  fields.text(FieldTag::reference, file->reference);
}

}  // namespace

Result<std::unique_ptr<Writer>> Writer::create(const std::string& path, const RunInfo& info,
                                               std::uint64_t limit, bool* is_taken) {
  auto file = JournalFile::create(path, limit, is_taken);
  if (!file) return file.error();
  std::unique_ptr<Writer> writer(new Writer(std::move(file.value())));
  if (Status status = writer->write_header(info); !status) {
    writer->remove();
    return status.error();
  }
  return writer;
}

Status Writer::write_header(const RunInfo& info) {
  std::vector<std::string> labels;
  for (const Label& label : info.labels) labels.push_back(label.key + "=" + label.value);
  const std::string report_id = info.report_id != 0 ? std::to_string(info.report_id) : "";
  std::size_t size = 0;
  for_each_info_field(info, labels, report_id,
                      [&](FieldTag, std::string_view text) { size += text_field_size(text); });
  const auto records_begin = static_cast<std::uint32_t>(
      (sizeof(FileHeader) + size + header_alignment - 1) / header_alignment * header_alignment);
  if (!file_->grow(records_begin + sizeof(RecordHeader), &problem_)) return Error{problem_};

  std::vector<std::byte> bytes(sizeof(FileHeader) + size);
  std::byte* const info_begin = bytes.data() + sizeof(FileHeader);
  FieldWriter fields(info_begin);
  for_each_info_field(info, labels, report_id,
                      [&](FieldTag tag, std::string_view text) { fields.text(tag, text); });
  FileHeader header{};
  std::memcpy(header.magic, magic, sizeof magic);
  header.version = format_version;
  header.records_begin = records_begin;
  header.started = precisely_now();
  header.pid = static_cast<std::uint32_t>(getpid());
  header.info_size = static_cast<std::uint32_t>(size);
  header.info_checksum = checksum(info_begin, size);
  header.acknowledged = records_begin;
  header.in_flight = records_begin;
  std::memcpy(bytes.data(), &header, sizeof header);
  if (Status written = file_->begin_with(bytes.data(), bytes.size()); !written) return written;
  last_->begin = records_begin;
  end_.store(records_begin, std::memory_order_relaxed);
  return {};
}

Append Writer::append_open(std::uint32_t element, std::uint32_t parent, ElementKind kind,
                           const Test& test, std::uint64_t keep_free) {
  const bool is_file_known = is_known(test.location.file);
  const std::size_t size = sizeof(RecordHeader) + text_field_size(test.name) +
                           text_field_size(test.summary) + text_field_size(test.description) +
                           location_size(test.location, is_file_known);
  if (const Append room = reserve(size, keep_free); room != Append::done) return room;
  FieldWriter to(fields());
  to.text(FieldTag::name, test.name);
  to.text(FieldTag::summary, test.summary);
  to.text(FieldTag::description, test.description);
  const std::string_view file = write_location(to, test.location, is_file_known);
  to.pad(file_->base() + used() + padded(size));
  RecordHeader header{};
  header.kind = RecordKind::open;
  header.type = static_cast<std::uint8_t>(kind);
  header.element = element;
  header.parent = parent;
  commit(header, padded(size));
  known_file_ = file;
  return Append::done;
}

Append Writer::append_event(std::uint32_t element, const Event& event, const StoredFile* file,
                            std::uint64_t keep_free) {
  RecordHeader header{};
  header.element = element;
  return append_event(header, event, file, keep_free);
}

Append Writer::append_last_event(std::uint32_t element, const Event& event) {
  RecordHeader header{};
  header.element = element;
  header.closes = 1;
  return append_event(header, event, nullptr, 0);
}

Append Writer::append_event(RecordHeader header, const Event& event, const StoredFile* file,
                            std::uint64_t keep_free) {
  const bool is_file_known = is_known(event.location.file);
  const std::size_t size =
      sizeof(RecordHeader) + location_size(event.location, is_file_known) + event_size(event, file);
  if (const Append room = reserve(size, keep_free); room != Append::done) return room;
  FieldWriter to(fields());
  const std::string_view known = write_location(to, event.location, is_file_known);
  write_event(to, event, file);
  to.pad(file_->base() + used() + padded(size));
  header.kind = RecordKind::event;
  header.type = static_cast<std::uint8_t>(event.type);
  header.role = file != nullptr ? static_cast<std::uint8_t>(file->role) : std::uint8_t{0};
  commit(header, padded(size));
  known_file_ = known;
  return Append::done;
}

Append Writer::append_passed(std::uint32_t element, std::chrono::steady_clock::duration took) {
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  if (us > UINT32_MAX) {
    return append_last_event(element, {EventType::pass, passed_text(took).view(), {}, {}, {}});
  }
  if (const Append room = reserve(sizeof(RecordHeader)); room != Append::done) return room;
  RecordHeader header{};
  header.kind = passed_kind;
  header.element = element;
  header.parent = static_cast<std::uint32_t>(us);
  commit(header, sizeof(RecordHeader));
  return Append::done;
}

Append Writer::append_close(std::uint32_t element) {
  if (const Append room = reserve(sizeof(RecordHeader)); room != Append::done) return room;
  RecordHeader header{};
  header.kind = RecordKind::close;
  header.element = element;
  commit(header, sizeof(RecordHeader));
  return Append::done;
}

Append Writer::append_finish(std::uint64_t dropped) {
  if (const Append room = reserve(sizeof(RecordHeader)); room != Append::done) return room;
  RecordHeader header{};
  header.kind = RecordKind::finish;
  header.element = static_cast<std::uint32_t>(std::min<std::uint64_t>(dropped, UINT32_MAX));
  commit(header, sizeof(RecordHeader));
  return Append::done;
}

Append Writer::append_crash(std::uint32_t element, int signal) {
  if (used() + sizeof(RecordHeader) + sizeof(std::uint32_t) > file_->allocated()) {
    return Append::failed;
  }
  RecordHeader header{};
  header.kind = RecordKind::crash;
  header.type = static_cast<std::uint8_t>(signal);
  header.element = element;
  commit(header, sizeof(RecordHeader));
  return Append::done;
}

bool Writer::is_known(std::string_view file) const {
  if (file.empty() || file.size() != known_file_.size()) return false;
  return file == known_file_ &&
         FieldWriter::distance_to(file_->base() + used(), known_file_) <= UINT32_MAX;
}

std::size_t Writer::location_size(const Location& location, bool is_known) const {
  return is_known ? known_location_field_size : place_field_size(location.file);
}

std::string_view Writer::write_location(FieldWriter& fields, const Location& location,
                                        bool is_known) {
  if (location.file.empty()) return known_file_;
  if (!is_known) return fields.place(FieldTag::location, location.file, location.line);
  fields.known_location(location.line, file_->base() + used(), known_file_);
  return known_file_;
}

Append Writer::reserve(std::size_t size, std::uint64_t keep_free) {
  if (broken_) return Append::failed;
  const std::uint64_t needed = used() + padded(size) + sizeof(RecordHeader) + sizeof(std::uint32_t);
  if (needed + keep_free > limit()) return Append::full;
  if (needed <= file_->allocated() || file_->grow(needed, &problem_)) return Append::done;
  broken_ = true;
  return Append::failed;
}

void Writer::commit(RecordHeader header, std::size_t size) {
  std::byte* const at = file_->base() + used();
  header.size = static_cast<std::uint32_t>(size);
  header.time = now();
  std::memcpy(at + checksum_begin, reinterpret_cast<const std::byte*>(&header) + checksum_begin,
              sizeof header - checksum_begin);
  header.checksum = record_checksum(at, size);
  std::memcpy(at + offsetof(RecordHeader, checksum), &header.checksum, sizeof header.checksum);
  // run_id stays as the file has it before anybody wrote there: 0.
  begin_last(used(), is_result(header.kind));
  end_.store(used() + size, std::memory_order_relaxed);
  // Sequentially consistent: the sender looks here again after it said that it sleeps (wake.hpp).
  commit_word(at).store(header.size ^ commit_key, std::memory_order_seq_cst);
}

// A signal finds the last record before it or this one, never a part of both.
void Writer::begin_last(std::uint64_t begin, bool is_result) {
  Last* const next = last_ == lasts_ ? lasts_ + 1 : lasts_;
  *next = {begin, last_->results, last_->results + (is_result ? 1 : 0)};
  std::atomic_signal_fence(std::memory_order_release);
  last_ = next;
  std::atomic_signal_fence(std::memory_order_release);
}

void Writer::forget_begun() {
  if (commit_word(file_->base() + last_->begin).load(std::memory_order_relaxed) == 0) {
    end_.store(last_->begin, std::memory_order_relaxed);
    last_->results = last_->results_before;
  }
  // The commit word there is 0, and a reader's.
  const std::uint64_t begin = used() + offsetof(RecordHeader, checksum);
  const std::uint64_t end = std::min(used() + max_record, file_->allocated());
  if (begin < end) std::memset(file_->base() + begin, 0, end - begin);
  known_file_ = {};
}

}  // namespace testcenter::journal
