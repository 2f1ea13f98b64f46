#pragma once

#include "api/client.hpp"

namespace testcenter::sender {

/// What a request came to.
struct Outcome {
  bool is_judged = false;     ///< something is settled, by the server or for want of its file
  bool was_accepted = false;  ///< an event was: its run is open
  bool may_be_there = false;  ///< something of it, as far as is known
  bool is_stale = false;      ///< the run it was for may be closed: see Sender, "goes on"
  /// The worst verdict among what has to be sent again; `accepted`: there is nothing.
  api::Answer trouble{api::Verdict::accepted, {}, {}};

  /// Takes `answer` into account; waits as long as the most patient one asks for.
  void add_trouble(const api::Answer& answer);
};

}  // namespace testcenter::sender
