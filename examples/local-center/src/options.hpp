#pragma once

#include <string>

namespace local_center {

struct Options {
  int port = 8800;
  std::string listen = "127.0.0.1";
  /// Empty: in memory.
  std::string database;
  std::string token;
  /// "name:password", or empty.
  std::string user;
  bool require_attachments = false;
  bool read_only = false;
};

/// Reads the command line. When the program is to end at once (--help, or a mistake, which is then
/// said on stderr) returns false and sets `exit_code`.
bool read_options(int argc, char** argv, Options& options, int& exit_code);

}  // namespace local_center
