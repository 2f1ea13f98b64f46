#pragma once

#include <testcenter/model.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace testcenter::journal {

/// What the header keeps about a run. Never a secret.
struct RunInfo {
  std::string program;
  std::string host;
  std::string framework;
  std::string url;
  std::string project;
  std::string batch;
  std::vector<Label> labels;
  std::int64_t report_id = 0;  ///< != 0: the run goes on in this report
};

}  // namespace testcenter::journal
