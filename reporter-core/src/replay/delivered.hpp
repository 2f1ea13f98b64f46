#pragma once

#include <testcenter/statistics.hpp>

#include <cstdint>
#include <string>

namespace testcenter::replay {

/// What became of a journal.
struct Delivered {
  enum class State {
    sent,        ///< all of it was judged; it is deleted
    kept,        ///< not all of it was judged
    locked,      ///< its writer lives, or somebody else sends it
    unreadable,  ///< `problem` says why
    gone,        ///< another process deleted it
  };
  State state = State::sent;
  bool had_its_turn = true;  ///< false: `kept` without a try
  std::string path;
  Statistics counts;  ///< of what was left to send
  std::int64_t report_id = 0;
  std::string problem;
  bool was_reopened = false;  ///< in runs of its own: those it began in took no more results
};

}  // namespace testcenter::replay
