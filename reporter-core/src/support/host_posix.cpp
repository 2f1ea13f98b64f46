#include "support/host.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace testcenter::host {

std::string name() {
  char text[256] = {};
  if (gethostname(text, sizeof text - 1) != 0) return "localhost";
  return text;
}

std::string program() {
#if defined(__GLIBC__)
  return program_invocation_short_name;
#else
  return "program";
#endif
}

std::uint64_t process_id() { return static_cast<std::uint64_t>(getpid()); }

}  // namespace testcenter::host
