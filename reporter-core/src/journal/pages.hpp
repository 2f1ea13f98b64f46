#pragma once

#include <cstdint>

namespace testcenter::journal {

/// Files are mapped, and made present, in units of this. A multiple of the machine's page would do
/// as well; on a machine with larger ones the kernel rounds up.
constexpr std::uint64_t page = 4096;

constexpr std::uint64_t in_whole_pages(std::uint64_t size) {
  return (size + page - 1) / page * page;
}

}  // namespace testcenter::journal
