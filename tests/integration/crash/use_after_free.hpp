#pragma once

namespace testcenter::test {

/// AddressSanitizer ends the program here.
inline void use_after_free() {
  volatile int* volatile freed = new int(1);
  delete freed;
  *freed = 2;
}

}  // namespace testcenter::test
