#pragma once

#include <testcenter/result.hpp>

#include <curl/curl.h>

#include <string>
#include <vector>

// clang-format off
/// Each function of libcurl that we call.
#define TESTCENTER_FOR_EACH_OF_LIBCURL(use) \
  use(global_init) use(free) use(getdate) use(slist_append) use(slist_free_all) \
  use(easy_init) use(easy_cleanup) use(easy_setopt) use(easy_getinfo) use(easy_strerror) \
  use(multi_init) use(multi_cleanup) use(multi_add_handle) use(multi_remove_handle) \
  use(multi_perform) use(multi_poll) use(multi_info_read) use(multi_setopt) \
  use(mime_init) use(mime_free) use(mime_addpart) use(mime_name) use(mime_filename) \
  use(mime_type) use(mime_data_cb) \
  use(url) use(url_cleanup) use(url_get) use(url_set)
// clang-format on

namespace testcenter::http {

/// libcurl's functions under their own names, without the `curl_`.
struct LibCurl {
// NOLINTNEXTLINE(bugprone-macro-parentheses): a member's name
#define TESTCENTER_MEMBER(name) decltype(&::curl_##name) name = nullptr;
  TESTCENTER_FOR_EACH_OF_LIBCURL(TESTCENTER_MEMBER)
#undef TESTCENTER_MEMBER
};

/// libcurl, ready for use. At the first call it is loaded, unless it is linked (CMake's
/// TESTCENTER_LOAD_LIBCURL), and started: some milliseconds, which a test program that reports
/// nothing never pays, and one that does pays in the sender's thread
/// (docs/decisions/0010-loading-libcurl.md). Any thread. The error names the file that is missing.
const Result<LibCurl>& libcurl();

/// The same after libcurl() had no error.
inline const LibCurl& curl() { return libcurl().value(); }

/// From the first of `files` that can be loaded. It stays loaded.
Result<LibCurl> load_libcurl(const std::vector<std::string>& files);

}  // namespace testcenter::http
