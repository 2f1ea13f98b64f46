#include "http/libcurl.hpp"
#include "http/tls_at_exit.hpp"
#include "support/no_fork_meanwhile.hpp"

#include <dlfcn.h>

#include <atomic>

namespace testcenter::http {
namespace {

constexpr const char* needed = "; libcurl 7.68 or later is needed";

std::string why_not() {
  const char* const reason = dlerror();
  return reason != nullptr ? reason : "no reason is known";
}

template <typename Function>
void find(void* library, const char* name, Function& function, std::string& missing) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr && missing.empty()) missing = name;
}

Result<LibCurl> load(const std::string& file) {
  void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return Error{"cannot load " + why_not() + needed};
  LibCurl functions;
  std::string missing;
#define TESTCENTER_FIND(name) find(library, "curl_" #name, functions.name, missing);
  TESTCENTER_FOR_EACH_OF_LIBCURL(TESTCENTER_FIND)
#undef TESTCENTER_FIND
  if (!missing.empty()) return Error{file + " has no " + missing + needed};
  leave_tls_library_up_at_exit(library);
  return functions;
}

Result<LibCurl> find_libcurl() {
#if defined(TESTCENTER_LIBCURL_FILES)
  return load_libcurl({TESTCENTER_LIBCURL_FILES});
#else
  leave_linked_tls_library_up_at_exit();
#define TESTCENTER_TAKE(name) &::curl_##name,
  return LibCurl{TESTCENTER_FOR_EACH_OF_LIBCURL(TESTCENTER_TAKE)};
#undef TESTCENTER_TAKE
#endif
}

/// Started once in a process and never stopped, since others may use it, too.
Result<LibCurl> start_libcurl() {
  Result<LibCurl> found = find_libcurl();
  if (found && found->global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    return Error{"libcurl cannot start"};
  }
  return found;
}

}  // namespace

Result<LibCurl> load_libcurl(const std::vector<std::string>& files) {
  std::string problem;
  for (const std::string& file : files) {
    Result<LibCurl> loaded = load(file);
    if (loaded) return loaded;
    if (problem.empty()) problem = loaded.error().message;
  }
  return Error{problem};
}

const Result<LibCurl>& libcurl() {
  // Leaked: a thread that was left behind may use it at exit.
  static std::atomic<const Result<LibCurl>*> known{nullptr};
  const Result<LibCurl>* library = known.load(std::memory_order_acquire);
  if (library != nullptr) return *library;
  // Neither the loader's tables nor libcurl's may be half of what they should be in a child.
  const NoForkMeanwhile guard;
  library = known.load(std::memory_order_acquire);
  if (library == nullptr) {
    library = new Result<LibCurl>(start_libcurl());
    known.store(library, std::memory_order_release);
  }
  return *library;
}

}  // namespace testcenter::http
