#include "support/file_identity.hpp"

#include <sys/stat.h>

namespace testcenter {

FileIdentity identity_of(int descriptor) {
  struct stat there {};
  if (fstat(descriptor, &there) != 0) return {};
  return {static_cast<std::uint64_t>(there.st_dev), static_cast<std::uint64_t>(there.st_ino)};
}

}  // namespace testcenter
