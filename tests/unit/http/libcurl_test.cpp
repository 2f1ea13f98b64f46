#include "http/libcurl.hpp"

#include <gtest/gtest.h>

#include <string>

namespace testcenter::http {
namespace {

constexpr const char* nowhere = "libtestcenter-nowhere.so.4";

TEST(LibCurl, IsThereAndStarted) {
  ASSERT_TRUE(libcurl()) << libcurl().error().message;
  EXPECT_STREQ(curl().easy_strerror(CURLE_OK), "No error");
}

TEST(LibCurl, ThatIsMissingIsNamed) {
  const auto loaded = load_libcurl({nowhere});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().message,
            "cannot load libtestcenter-nowhere.so.4: cannot open shared object file: No such file "
            "or directory; libcurl 7.68 or later is needed");
}

TEST(LibCurl, IsTheFirstFileThatCanBeLoadedAndWhatItLacksIsNamed) {
  const auto loaded = load_libcurl({nowhere, "libpthread.so.0", nowhere});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().message,
            "libpthread.so.0 has no curl_global_init; libcurl 7.68 or later is needed");
}

#if defined(TESTCENTER_LIBCURL_FILES)
TEST(LibCurl, IsLoadedFromTheSecondPlaceIfItIsNotInTheFirst) {
  const auto loaded = load_libcurl({nowhere, TESTCENTER_LIBCURL_FILES});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->easy_init, curl().easy_init);
}
#endif

}  // namespace
}  // namespace testcenter::http
