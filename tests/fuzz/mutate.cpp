#include "mutate.hpp"

#include "journal/format.hpp"
#include "journal/words.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <utility>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace testcenter::test {
namespace {

using journal::FileHeader;
using journal::RecordHeader;

using Random = std::minstd_rand;

/// A journal in pieces: header and info up to the records, the records, and what follows them.
struct Pieces {
  Bytes head;
  std::vector<Bytes> records;
  Bytes tail;
};

std::size_t below(Random& random, std::size_t end) { return end == 0 ? 0 : random() % end; }

void append(Bytes& to, const Bytes& from) { to.insert(to.end(), from.begin(), from.end()); }

/// By libFuzzer's own mutations.
void mutate_bytes(Bytes& bytes, std::size_t begin, std::size_t room) {
  Bytes part(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.end());
  const std::size_t size = part.size();
  if (size + room == 0) return;
  part.resize(size + room);
  part.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(part.data()), size, part.size()));
  bytes.resize(begin);
  append(bytes, part);
}

std::size_t record_size_at(const Bytes& bytes, std::size_t at) {
  std::uint32_t commit = 0;
  if (bytes.size() - at < sizeof(RecordHeader)) return 0;
  std::memcpy(&commit, bytes.data() + at, sizeof commit);
  const std::uint32_t size = commit ^ journal::commit_key;
  const bool fits = size >= sizeof(RecordHeader) && size % 8 == 0 && size <= bytes.size() - at;
  return fits ? size : 0;
}

Pieces cut(const Bytes& bytes) {
  const auto iterator = [&](std::size_t at) {
    return bytes.begin() + static_cast<std::ptrdiff_t>(at);
  };
  FileHeader header{};
  std::memcpy(&header, bytes.data(), sizeof header);
  std::size_t at = std::clamp<std::size_t>(header.records_begin, sizeof header, bytes.size());
  Pieces pieces;
  pieces.head.assign(bytes.begin(), iterator(at));
  for (std::size_t size = 0; (size = record_size_at(bytes, at)) != 0; at += size) {
    pieces.records.emplace_back(iterator(at), iterator(at + size));
  }
  pieces.tail.assign(iterator(at), bytes.end());
  return pieces;
}

Bytes join(const Pieces& pieces) {
  Bytes bytes = pieces.head;
  for (const Bytes& record : pieces.records) append(bytes, record);
  append(bytes, pieces.tail);
  return bytes;
}

void make_valid(Bytes& record) {
  record.resize((record.size() + 7) / 8 * 8);
  RecordHeader header{};
  std::memcpy(&header, record.data(), sizeof header);
  header.size = static_cast<std::uint32_t>(record.size());
  header.commit = header.size ^ journal::commit_key;
  std::memcpy(record.data(), &header, sizeof header);
  header.checksum = journal::record_checksum(record.data(), record.size());
  std::memcpy(record.data(), &header, sizeof header);
}

/// Small numbers are likely: they name elements and kinds that exist.
std::uint32_t some_number(Random& random) {
  return static_cast<std::uint32_t>(below(random, 8) == 0 ? random() : below(random, 12));
}

void mutate_record_header(Bytes& record, Random& random) {
  RecordHeader header{};
  std::memcpy(&header, record.data(), sizeof header);
  switch (below(random, 7)) {
    case 0:
      header.kind = static_cast<journal::RecordKind>(some_number(random));
      break;
    case 1:
      header.type = static_cast<std::uint8_t>(some_number(random));
      break;
    case 2:
      header.role = static_cast<std::uint8_t>(below(random, 5));
      break;
    case 3:
      header.closes = static_cast<std::uint8_t>(below(random, 3));
      break;
    case 4:
      header.parent = some_number(random);
      break;
    case 5:
      header.run_id = some_number(random);
      break;
    default:
      header.element = some_number(random);
      break;
  }
  std::memcpy(record.data(), &header, sizeof header);
}

/// A tag or size of the first field, or of any other four bytes that may be one.
void mutate_field_header(Bytes& record, Random& random) {
  const std::size_t words = (record.size() - sizeof(RecordHeader)) / 4;
  if (words == 0) return;
  const std::size_t at = sizeof(RecordHeader) + 4 * below(random, random() % 2 != 0 ? words : 3);
  const std::uint32_t number = some_number(random);
  std::memcpy(record.data() + std::min(at, record.size() - 4), &number, sizeof number);
}

void mutate_records(Pieces& pieces, std::size_t room, Random& random) {
  auto& records = pieces.records;
  const std::size_t chosen = below(random, records.size());
  const auto at = records.begin() + static_cast<std::ptrdiff_t>(chosen);
  switch (below(random, 8)) {
    case 0:
      if (at->size() <= room) records.insert(at, Bytes(*at));
      return;
    case 1:
      records.erase(at);
      return;
    case 2:
      std::swap(*at, records[below(random, records.size())]);
      return;
    case 3:
    case 4:
      mutate_record_header(*at, random);
      break;
    case 5:
      mutate_field_header(*at, random);
      break;
    default:
      mutate_bytes(*at, sizeof(RecordHeader), room > 16 ? room - 8 : 0);
      break;
  }
  make_valid(*at);
}

void mutate_head(Pieces& pieces, Random& random) {
  FileHeader header{};
  std::memcpy(&header, pieces.head.data(), sizeof header);
  const std::size_t info_end =
      std::min<std::size_t>(pieces.head.size(), sizeof header + header.info_size);
  Bytes front(pieces.head.begin(), pieces.head.begin() + static_cast<std::ptrdiff_t>(info_end));
  mutate_bytes(front, random() % 2 != 0 ? 0 : sizeof header, 0);
  front.resize(info_end);
  std::copy(front.begin(), front.end(), pieces.head.begin());
  if (random() % 4 == 0) return;
  header.info_checksum = journal::checksum(front.data() + sizeof header, info_end - sizeof header);
  std::memcpy(pieces.head.data() + offsetof(FileHeader, info_checksum), &header.info_checksum,
              sizeof header.info_checksum);
}

}  // namespace

Bytes mutate(Bytes bytes, std::size_t most, unsigned seed) {
  Random random(seed + 1);
  if (bytes.size() < sizeof(FileHeader) || below(random, 20) == 0) {
    mutate_bytes(bytes, 0, most - bytes.size());
    return bytes;
  }
  Pieces pieces = cut(bytes);
  if (pieces.records.empty() || below(random, 8) == 0) {
    mutate_head(pieces, random);
  } else {
    mutate_records(pieces, most - bytes.size(), random);
  }
  return join(pieces);
}

}  // namespace testcenter::test
