#include "http/libcurl.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace testcenter::http {
namespace {

using testing::EndsWith;
using testing::StartsWith;

constexpr const char* nowhere = "libtestcenter-nowhere.so.4";

TEST(LibCurl, IsThereAndStarted) {
  ASSERT_TRUE(libcurl()) << libcurl().error().message;
  EXPECT_STREQ(curl().easy_strerror(CURLE_OK), "No error");
}

TEST(LibCurl, ThatIsMissingIsNamed) {
  const auto loaded = load_libcurl({nowhere});
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, StartsWith("cannot load libtestcenter-nowhere.so.4: "));
  EXPECT_THAT(loaded.error().message, EndsWith("; libcurl 7.68 or later is needed"));
}

#if defined(__GLIBC__)
TEST(LibCurl, ThatLacksAFunctionIsNamedWithIt) {
  const auto loaded = load_libcurl({"libm.so.6", nowhere});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().message,
            "libm.so.6 has no curl_global_init; libcurl 7.68 or later is needed");
}
#endif

#if defined(TESTCENTER_LIBCURL_FILES)
TEST(LibCurl, IsTheFirstFileThatHasAllItsFunctions) {
  const auto loaded = load_libcurl({nowhere, "libm.so.6", TESTCENTER_LIBCURL_FILES});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->easy_init, curl().easy_init);
}
#endif

}  // namespace
}  // namespace testcenter::http
