#include "support/sanitizer.hpp"

#include <cstddef>
#include <cstdint>

#if defined(__ELF__)
// Null where they are not linked; other formats have no such thing.
extern "C" {
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());       // NOLINT
__attribute__((weak)) int __asan_address_is_poisoned(const volatile void*);          // NOLINT
__attribute__((weak)) void __tsan_init();                                            // NOLINT
__attribute__((weak)) int LLVMFuzzerTestOneInput(const std::uint8_t*, std::size_t);  // NOLINT
}
#endif

namespace testcenter::sanitizer {

// Only AddressSanitizer's: others die while they hold locks that our waiting needs.
void tell_before_death(void (*tell)()) {
#if defined(__ELF__)
  const bool is_there =
      __sanitizer_set_death_callback != nullptr && __asan_address_is_poisoned != nullptr;
  if (is_there && LLVMFuzzerTestOneInput == nullptr) __sanitizer_set_death_callback(tell);
#else
  static_cast<void>(tell);
#endif
}

bool follows_descriptors() {
#if defined(__ELF__)
  return __tsan_init != nullptr;
#else
  return false;
#endif
}

}  // namespace testcenter::sanitizer
