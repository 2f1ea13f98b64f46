#pragma once

#include <testcenter/reporter.hpp>

#include "support/temporary_folder.hpp"
#include "support/told_journal.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace testcenter::test {

/// What an adapter's parts wrote into a journal: without `close` lines, and without the endings of
/// elements that say only how long they took.
inline std::vector<std::string> told_by_adapter(const std::string& journal) {
  const auto bytes = content_of(journal);
  std::vector<std::uint64_t> words(bytes.size() / 8 + 1);
  std::memcpy(words.data(), bytes.data(), bytes.size());
  const std::atomic<std::uint64_t> size{bytes.size()};
  std::vector<std::string> lines;
  for (const auto& line : told({reinterpret_cast<std::byte*>(words.data()), &size})) {
    const bool is_noise = line.rfind("close", 0) == 0 || line == "finish" ||
                          line.find(": Passed in ") != std::string::npos ||
                          line.find(": Failed in ") != std::string::npos;
    if (!is_noise) lines.push_back(line);
  }
  return lines;
}

/// Settings of a reporter that only writes its journal, into the folder.
inline Config spool_only(const TemporaryFolder& folder) {
  Config config;
  config.mode = Mode::spool;
  config.spool_dir = folder.make_folder("spool");
  config.verbose = Verbosity::quiet;
  return config;
}

}  // namespace testcenter::test
