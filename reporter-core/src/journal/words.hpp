#pragma once

#include "journal/format.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>

#define XXH_INLINE_ALL
#include <xxhash.h>
#if XXH_VERSION_NUMBER < 800
#error \
    "testcenter-reporter needs xxHash 0.8: XXH3 of older ones gives other sums than journals have"
#endif

namespace testcenter::journal {

inline std::uint32_t checksum(const void* data, std::size_t size) {
  return static_cast<std::uint32_t>(XXH3_64bits(data, size));
}

/// Of everything that the writer puts into a record: not the commit word, not the checksum itself,
/// not the run id, which the sender adds later.
inline std::uint32_t record_checksum(const std::byte* record, std::size_t size) {
  return checksum(record + checksum_begin, size - checksum_begin);
}

/// A word of the file that two threads or processes use at once.
template <typename T>
std::atomic<T>& shared_word(std::byte* at) {
  static_assert(sizeof(std::atomic<T>) == sizeof(T) && std::atomic<T>::is_always_lock_free);
  return *reinterpret_cast<std::atomic<T>*>(at);
}

inline std::atomic<std::uint32_t>& commit_word(std::byte* record) {
  return shared_word<std::uint32_t>(record);
}

}  // namespace testcenter::journal
