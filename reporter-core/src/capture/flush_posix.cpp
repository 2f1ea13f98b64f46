#include "capture/flush.hpp"

#include <cstdio>
#include <iostream>

namespace testcenter::capture {
namespace {

void flush(std::FILE* file, std::ostream& stream) {
  if (ftrylockfile(file) != 0) return;
  // The program wants to hear of what cannot be printed when it prints.
  static_cast<void>(std::fflush(file));
  try {
    stream.flush();
  } catch (...) {  // a stream may be told to throw
  }
  funlockfile(file);
}

}  // namespace

void flush_standard_streams() {
  flush(stdout, std::cout);
  flush(stderr, std::cerr);
}

}  // namespace testcenter::capture
