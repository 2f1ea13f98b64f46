#include "capture/shared_memory.hpp"

#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace testcenter::capture {

Result<std::shared_ptr<std::byte>> shared_memory(std::size_t size) {
  void* const memory =
      mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return Error{std::string("mmap: ") + std::strerror(errno)};
  return std::shared_ptr<std::byte>(static_cast<std::byte*>(memory),
                                    [size](std::byte* begin) { munmap(begin, size); });
}

}  // namespace testcenter::capture
