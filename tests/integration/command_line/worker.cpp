// Reports numbers, 1, 2, 3 ... as LOGs, fifty a case, as fast as it can, until it is killed or has
// reported so many. Each number that was reported is noted in a file that outlives the process.
//
//   command-line-worker NOTES COUNT

#include <testcenter/reporter.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

constexpr int numbers_a_case = 50;

std::atomic<std::uint64_t>* open_notes(const char* path) {
  const int file = open(path, O_RDWR);
  if (file < 0) std::abort();
  void* const at =
      mmap(nullptr, sizeof(std::uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (at == MAP_FAILED) std::abort();
  return static_cast<std::atomic<std::uint64_t>*>(at);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 99;
  auto& notes = *open_notes(argv[1]);
  const std::uint64_t count = std::stoull(argv[2]);
  testcenter::Reporter reporter = testcenter::Reporter::attached({"worker", {}});
  const auto suite = reporter.open_suite({"numbers"});
  testcenter::handle::Case test;
  for (std::uint64_t i = 1; i <= count; ++i) {
    if (i % numbers_a_case == 1) test = suite.open_case({"from " + std::to_string(i)});
    test.log(std::to_string(i));
    notes.store(i);
  }
  reporter.finish();
  return 0;
}
