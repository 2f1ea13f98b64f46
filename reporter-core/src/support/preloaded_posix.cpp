#include "support/preloaded.hpp"

#if defined(__linux__)
#include <elf.h>
#include <link.h>

#include <sys/auxv.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#endif

namespace testcenter {

#if defined(__linux__)

namespace {

using ProgramHeader = ElfW(Phdr);
using DynamicEntry = ElfW(Dyn);

template <typename T>
const T* at(std::uintptr_t address) {
  return reinterpret_cast<const T*>(address);  // NOLINT(performance-no-int-to-ptr)
}

const ProgramHeader* find_header(std::uint32_t type) {
  const auto* const begin = at<ProgramHeader>(getauxval(AT_PHDR));
  const auto* const end = begin != nullptr ? begin + getauxval(AT_PHNUM) : begin;
  const auto* const found =
      std::find_if(begin, end, [=](const ProgramHeader& header) { return header.p_type == type; });
  return found != end ? found : nullptr;
}

/// Of a section that is there.
const DynamicEntry* find_entry(const DynamicEntry* entry, std::int64_t tag) {
  while (entry->d_tag != DT_NULL && entry->d_tag != tag) ++entry;
  return entry->d_tag == tag ? entry : nullptr;
}

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// The kernel's, which is no file.
bool is_vdso(const link_map& object) {
  return object.l_addr == getauxval(AT_SYSINFO_EHDR) || *object.l_name == '\0';
}

/// Null: it needs nothing.
const char* first_needed(const DynamicEntry* section, std::uintptr_t base) {
  const auto* const needed = find_entry(section, DT_NEEDED);
  const auto* const names = find_entry(section, DT_STRTAB);
  if (needed == nullptr || names == nullptr) return nullptr;
  // Some loaders turn the offset into an address.
  const std::uintptr_t table = names->d_un.d_ptr;
  return at<char>((table < base ? base + table : table) + needed->d_un.d_val);
}

}  // namespace

/// Behind the program stands what was preloaded, and behind that what it needs, in its order.
bool is_anything_preloaded() {
  if (find_header(PT_INTERP) == nullptr) return false;  // linked statically: there is no loader
  const auto* const own = find_header(PT_PHDR);
  const auto* const dynamic = find_header(PT_DYNAMIC);
  if (own == nullptr || dynamic == nullptr) return true;  // it cannot be told
  const std::uintptr_t base = getauxval(AT_PHDR) - own->p_vaddr;
  const auto* const section = at<DynamicEntry>(base + dynamic->p_vaddr);
  const auto* const debug = find_entry(section, DT_DEBUG);
  const char* const needed = first_needed(section, base);
  if (debug == nullptr || debug->d_un.d_ptr == 0 || needed == nullptr) return true;
  const link_map* const program = at<r_debug>(debug->d_un.d_ptr)->r_map;
  const link_map* first = program != nullptr ? program->l_next : nullptr;
  if (first != nullptr && is_vdso(*first)) first = first->l_next;
  return first == nullptr || file_name(first->l_name) != file_name(needed);
}

#else

bool is_anything_preloaded() { return false; }

#endif

}  // namespace testcenter
