#if !defined(TESTCENTER_CATCH2_IN_MAIN)
#include <testcenter/catch2.hpp>
#endif
