#include <testcenter/abi.hpp>

namespace testcenter::abi {

#if defined(_GLIBCXX_DEBUG)
const char core_has_GLIBCXX_DEBUG = 1;
#else
const char core_has_no_GLIBCXX_DEBUG = 1;
#endif

}  // namespace testcenter::abi
