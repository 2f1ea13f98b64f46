#include "support/preloaded.hpp"

#if defined(__linux__)
#include <elf.h>
#include <link.h>

#include <sys/auxv.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#endif

namespace testcenter {

#if defined(__linux__)

namespace {

template <typename T>
const T* at(std::uintptr_t address) {
  return reinterpret_cast<const T*>(address);  // NOLINT(performance-no-int-to-ptr)
}

/// The program's own dynamic section; null if it is linked statically.
const ElfW(Dyn) * programs_dynamic_section() {
  const auto headers = static_cast<std::uintptr_t>(getauxval(AT_PHDR));
  const auto* const header = at<ElfW(Phdr)>(headers);
  const std::size_t count = headers != 0 ? getauxval(AT_PHNUM) : 0;
  std::uintptr_t base = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (header[i].p_type == PT_PHDR) base = headers - header[i].p_vaddr;
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (header[i].p_type == PT_DYNAMIC) return at<ElfW(Dyn)>(base + header[i].p_vaddr);
  }
  return nullptr;
}

const ElfW(Dyn) * find(const ElfW(Dyn) * entry, ElfW(Sxword) tag) {
  while (entry->d_tag != DT_NULL && entry->d_tag != tag) ++entry;
  return entry->d_tag == tag ? entry : nullptr;
}

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// What it names first; empty: nothing.
std::string_view first_needed(const link_map& program) {
  const auto* const needed = find(program.l_ld, DT_NEEDED);
  const auto* const names = find(program.l_ld, DT_STRTAB);
  if (needed == nullptr || names == nullptr) return {};
  // Some loaders turn the offset into an address.
  const std::uintptr_t table = names->d_un.d_ptr;
  const std::uintptr_t base = table < program.l_addr ? program.l_addr : 0;
  return file_name(at<char>(base + table + needed->d_un.d_val));
}

/// The kernel's, which is no file.
bool is_vdso(const link_map& object) {
  return object.l_addr == getauxval(AT_SYSINFO_EHDR) || *object.l_name == '\0';
}

}  // namespace

/// Behind the program stands what was preloaded, and behind that what it needs, in its order.
bool is_anything_preloaded() {
  const auto* const section = programs_dynamic_section();
  const auto* const debug = section != nullptr ? find(section, DT_DEBUG) : nullptr;
  const auto* const loaded = debug != nullptr ? at<r_debug>(debug->d_un.d_ptr) : nullptr;
  const link_map* const program = loaded != nullptr ? loaded->r_map : nullptr;
  const link_map* first = program != nullptr ? program->l_next : nullptr;
  if (first != nullptr && is_vdso(*first)) first = first->l_next;
  return first != nullptr && file_name(first->l_name) != first_needed(*program);
}

#else

bool is_anything_preloaded() { return false; }

#endif

}  // namespace testcenter
