#pragma once

#include <cstddef>
#include <cstdint>

/// The journal's bytes, as docs/journal-format.md describes them. Little endian; every structure
/// here lies in the file as it stands.
namespace testcenter::journal {

inline constexpr char magic[8] = {'T', 'C', 'J', 'R', 'N', 'L', '\r', '\n'};
inline constexpr std::uint32_t format_version = 2;
inline constexpr std::uint32_t oldest_version = 1;  ///< without passed_kind and known_location

/// At offset 0; the info fields follow, then, at `records_begin`, the records.
struct FileHeader {
  char magic[8];
  std::uint32_t version;
  std::uint32_t records_begin;  ///< a multiple of 8
  std::uint64_t started;        ///< ns since 1970-01-01 UTC
  std::uint32_t pid;
  std::uint32_t info_size;      ///< bytes of info fields behind this header
  std::uint32_t info_checksum;  ///< of those
  // Written by whoever sends:
  std::uint16_t troubles;      ///< replays that the server bore nothing of; such journals wait
  std::uint16_t server;        ///< that all ids are of: its server_mark(); 0: the url of the info
  std::uint64_t acknowledged;  ///< records before this offset are judged by the server
  std::uint64_t in_flight;     ///< > acknowledged: records up to here may have been sent
  std::int64_t report_id;      ///< at the server; 0: not known yet
};
static_assert(sizeof(FileHeader) == 64);

enum class RecordKind : std::uint8_t { open = 1, event, close, crash, finish };

/// In the file only: a PASS `Passed in 12 ms` and the close of its element. A Reader makes an event
/// of it.
inline constexpr RecordKind passed_kind{6};

/// At a multiple of 8. Fields follow up to `size`, zero-padded to a multiple of 8.
struct RecordHeader {
  std::uint32_t commit;    ///< written last: size ^ commit_key; 0: not committed
  std::uint32_t checksum;  ///< of all that stands behind `run_id`
  std::int64_t run_id;     ///< of an open: the server's, written by the sender; < 0: see Reader
  std::uint32_t size;      ///< header, fields and padding
  RecordKind kind;
  std::uint8_t type;      ///< ElementKind of an open, EventType of an event, signal of a crash
  std::uint8_t role;      ///< FileRole of an event with a file
  std::uint8_t closes;    ///< 1: an event that ends its element, as a close behind it would
  std::uint32_t element;  ///< the one opened, reported on, or closed; of a finish: see Record
  std::uint32_t parent;   ///< of an open; 0: the report. Of a passed_kind: the us it took
  std::uint64_t time;     ///< ns since 1970-01-01 UTC
};
static_assert(sizeof(RecordHeader) == 40);

inline constexpr std::uint32_t commit_key = 0x7C5EED01;
inline constexpr std::size_t checksum_begin = 16;

enum class FieldTag : std::uint32_t {
  // of an open
  name = 1,
  summary,
  description,
  // of an event
  message,
  detail,
  location,   ///< i32 line, then the file; or known_location
  trace,      ///< like location; once a frame, innermost first
  file_path,  ///< of the copy, relative to the folder beside the journal
  file_name,
  mime_type,
  reference,
  // of the file header
  program,
  host,
  framework,
  url,
  project,
  batch,
  label,  ///< `key=value`, once a label
  writer_report_id,
  // of an open or an event, instead of a location: i32 line, then u32, how many bytes before its
  // record the location begins whose file it is
  known_location,
};

/// The field's `size` bytes follow at once; no padding between fields.
struct FieldHeader {
  FieldTag tag;
  std::uint32_t size;
  std::uint32_t full_size;  ///< of the text as it was given; > size: cut
};
static_assert(sizeof(FieldHeader) == 12);

inline constexpr std::uint32_t max_text = 64 * 1024;      ///< bytes a field keeps
inline constexpr std::uint32_t max_record = 1024 * 1024;  ///< no writer makes a larger one
inline constexpr std::uint32_t max_trace = 100;           ///< frames an event keeps

}  // namespace testcenter::journal
