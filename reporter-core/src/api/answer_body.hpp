#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testcenter::api {

/// What the answers of the upload API say. Bodies come from outside: anything can be in them.

struct RunBody {
  std::int64_t run_id = 0;     ///< 0: none that can be read
  std::int64_t report_id = 0;  ///< 0: none
};

RunBody read_run(std::string_view body);

/// One entry of a 207.
struct Entry {
  int code = 0;  ///< 0: none that can be read
  std::string message;
};

/// Nothing if the body is not an array.
std::optional<std::vector<Entry>> read_entries(std::string_view body);

/// The server's words in an error's body: `message` of the JSON, else the text as it is.
std::string read_error(std::string_view body);

}  // namespace testcenter::api
