#include "support/sanitizer.hpp"

#include <cstddef>
#include <cstdint>

// Null where they are not linked.
extern "C" {
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());       // NOLINT
__attribute__((weak)) int __asan_address_is_poisoned(const volatile void*);          // NOLINT
__attribute__((weak)) int LLVMFuzzerTestOneInput(const std::uint8_t*, std::size_t);  // NOLINT
}

namespace testcenter::sanitizer {

// Only AddressSanitizer's: others die while they hold locks that our waiting needs.
void tell_before_death(void (*tell)()) {
  const bool is_there =
      __sanitizer_set_death_callback != nullptr && __asan_address_is_poisoned != nullptr;
  if (is_there && LLVMFuzzerTestOneInput == nullptr) __sanitizer_set_death_callback(tell);
}

}  // namespace testcenter::sanitizer
