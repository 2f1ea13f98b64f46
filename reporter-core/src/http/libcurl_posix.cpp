#include "http/libcurl.hpp"
#include "http/tls_at_exit.hpp"

#include <dlfcn.h>

#include <pthread.h>

#include <mutex>

namespace testcenter::http {
namespace {

constexpr const char* needed = "; libcurl 7.68 or later is needed";

/// A child that was forked while the dynamic loader works has half of its tables, for good. So a
/// fork waits.
class NoForkMeanwhile {
 public:
  NoForkMeanwhile() : lock_(loading()) {}

 private:
  static std::mutex& loading() {
    static auto* const mutex = [] {
      pthread_atfork([] { loading().lock(); }, [] { loading().unlock(); },
                     [] { loading().unlock(); });
      return new std::mutex;
    }();
    return *mutex;
  }

  std::lock_guard<std::mutex> lock_;
};

std::string why_not() {
  const char* const reason = dlerror();
  return reason != nullptr ? reason : "no reason is known";
}

template <typename Function>
void find(void* library, const char* name, Function& function, std::string& missing) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr && missing.empty()) missing = name;
}

Result<LibCurl> functions_of(void* library, const std::string& file) {
  LibCurl functions;
  std::string missing;
#define TESTCENTER_FIND(name) find(library, "curl_" #name, functions.name, missing);
  TESTCENTER_FOR_EACH_OF_LIBCURL(TESTCENTER_FIND)
#undef TESTCENTER_FIND
  if (!missing.empty()) return Error{file + " has no " + missing + needed};
  leave_tls_library_up_at_exit(library);
  return functions;
}

}  // namespace

Result<LibCurl> load_libcurl(const std::vector<std::string>& files) {
  const NoForkMeanwhile guard;
  std::string problem;
  for (const std::string& file : files) {
    void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library != nullptr) return functions_of(library, file);
    const std::string reason = why_not();
    if (problem.empty()) problem = "cannot load " + reason + needed;
  }
  return Error{problem};
}

namespace {

Result<LibCurl> find_libcurl() {
#if defined(TESTCENTER_LIBCURL_FILES)
  return load_libcurl({TESTCENTER_LIBCURL_FILES});
#else
  leave_tls_library_up_at_exit(RTLD_DEFAULT);
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

const Result<LibCurl>& libcurl() {
  // Leaked: a thread that was left behind may use it at exit.
  static const auto* const library = new Result<LibCurl>(start_libcurl());
  return *library;
}

}  // namespace testcenter::http
