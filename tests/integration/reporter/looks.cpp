#include "integration/reporter/looks.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <clocale>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>

namespace testcenter::test {

std::ptrdiff_t threads_that_stay(std::ptrdiff_t most) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (true) {
    const std::filesystem::directory_iterator tasks("/proc/self/task");
    const auto count = std::distance(begin(tasks), std::filesystem::directory_iterator());
    if (count <= most || std::chrono::steady_clock::now() > end) return count;
    std::this_thread::yield();
  }
}

int open_journals() {
  constexpr int highest = 256;
  constexpr std::string_view suffix = ".journal";
  int found = 0;
  for (int descriptor = 3; descriptor < highest; ++descriptor) {
    std::array<char, 32> link{};
    std::array<char, 4096> target{};
    constexpr std::string_view folder = "/proc/self/fd/";
    std::copy(folder.begin(), folder.end(), link.begin());
    std::to_chars(&link[folder.size()], link.end() - 1, descriptor);
    const ssize_t size = readlink(link.data(), target.data(), target.size());
    const std::string_view name(target.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    const bool is_long = name.size() > suffix.size();
    found += is_long && name.substr(name.size() - suffix.size()) == suffix ? 1 : 0;
  }
  return found;
}

std::string surroundings() {
  std::ostringstream all;
  for (char** entry = environ; *entry != nullptr; ++entry) all << *entry << "\n";
  const mode_t mask = umask(0);
  umask(mask);
  all << std::filesystem::current_path() << "\numask " << mask << "\nlocale "
      << std::setlocale(LC_ALL, nullptr) << "\n";
  std::ifstream status("/proc/thread-self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("SigBlk", 0) == 0) all << line << "\n";
  }
  return all.str();
}

void count_descriptors() {
  namespace fs = std::filesystem;
  std::ptrdiff_t ours = 0;
  std::ptrdiff_t holders = 0;
  for (const auto& task : fs::directory_iterator("/proc/self/task")) {
    const bool is_this = task.path().filename() == std::to_string(gettid());
    for (const auto& descriptor : fs::directory_iterator(task.path() / "fd")) {
      std::error_code gone;
      const fs::path target = fs::read_symlink(descriptor.path(), gone);
      ours += is_this ? 1 : 0;
      holders += target.filename() == "marker" ? 1 : 0;
    }
  }
  const int next = open("/", O_RDONLY | O_CLOEXEC);
  close(next);
  std::cout << "descriptors=" << ours << "\nnext=" << next << "\nholders=" << holders << "\n";
}

}  // namespace testcenter::test
