#pragma once

#include "api/client.hpp"
#include "journal/record.hpp"
#include "support/source_paths.hpp"

#include <cstdint>
#include <string>

namespace testcenter::sender {

/// That a process died, and what it reported last.
struct Fatal {
  std::string message;
  std::string detail;
};

/// An event of the journal on its way, or a notice: a WARNING of our own, which is no result.
struct Item {
  api::EventData event;  ///< `file` stays null here
  std::uint64_t offset = 0;
  std::uint64_t end = 0;
  bool is_notice = false;
  bool is_rerouted = false;
  bool is_uncertain = false;  ///< it was sent, and nobody knows whether it arrived
  bool is_judged = false;
  bool has_file = false;
  api::FileData file;
  std::string file_path;
  std::string text;     ///< of a notice, a FATAL of our own, or an event without a message
  std::string context;  ///< of a FATAL of our own

  /// The event of `record`, to be sent to `run_id`. Views into the journal; the memory of an
  /// earlier use is used again.
  void assign(const journal::Record& record, api::RunId run_id, const std::string& files_folder,
              SourcePaths& sources);
  void assign_notice(std::string words, api::RunId run_id, std::uint64_t at);
  /// A FATAL of our own: a result like those of the journal. `from` and `to`: what it stands for.
  void assign_fatal(Fatal fatal, api::RunId run_id, std::uint64_t from, std::uint64_t to);
  /// The event goes without it. An ATTACHMENT without a file is a LOG.
  void leave_file_out();

 private:
  void clear();
};

api::Text text_of(const journal::TextField& field);

}  // namespace testcenter::sender
