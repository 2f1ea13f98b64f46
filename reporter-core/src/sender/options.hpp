#pragma once

#include <testcenter/model.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace testcenter::sender {

/// Where results go, and how hard to try.
struct SenderOptions {
  std::string project;
  std::string batch;
  std::vector<Label> labels;
  std::int64_t report_id = 0;  ///< != 0: that report; batch and labels are not sent
  /// It took results of ours: what it refuses says nothing about the report.
  bool is_report_good = false;
  /// The server, if it is another than the journal's own: its journal::server_mark().
  std::uint16_t server = 0;
  std::int64_t report_there = 0;  ///< != 0: where a journal goes on that was begun elsewhere
  std::string source_root;        ///< empty: the git work tree above each file
  /// If the journal begins with a suite of this name, it is the run `open_suite_run`: another
  /// journal that was sent into the same report left it open. 0: there is none.
  std::string open_suite;
  std::int64_t open_suite_run = 0;
  std::string files_folder;  ///< the folder beside the journal that holds the events' files

  std::size_t max_events = 500;                    ///< a request
  std::size_t max_bytes = 1024 * 1024;             ///< of text a request
  std::uint64_t max_file_bytes = 8 * 1024 * 1024;  ///< of files a request, unless one is larger
  std::chrono::milliseconds head_start{0};         ///< of the tests, ahead of the first request
  std::chrono::milliseconds gather{10};            ///< how long a lone batch waits for company
  std::chrono::milliseconds first_backoff{100};
  std::chrono::milliseconds longest_backoff{5000};
  std::chrono::milliseconds longest_wait{60000};  ///< cap of what Retry-After asks for
  int unknown_retries = 8;  ///< how often a request of unknown outcome is tried again
  std::uint32_t jitter_seed = 0;
};

}  // namespace testcenter::sender
