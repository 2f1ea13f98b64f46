#pragma once

#include "api/client.hpp"
#include "journal/reader.hpp"
#include "journal/record.hpp"
#include "sender/batch.hpp"
#include "sender/run_path.hpp"

#include <cstddef>
#include <map>
#include <vector>

namespace testcenter::sender {

/// The elements in which another sender left off are to be made again: the server takes nothing
/// more for the runs that they were. Knows which, and what becomes of them.
class Reopening {
 public:
  /// `reader` may be anywhere.
  Reopening(journal::Reader reader, const RunPath& path);

  bool is_done() const { return next_ == opens_.size(); }
  /// Outermost first. Precondition: !is_done().
  const journal::Record& open() const { return opens_[next_]; }
  /// True if it may be at this server: another sender made it there, or nobody heard.
  bool is_there() const { return is_unheard_ || runs_[next_].run_id > 0; }
  void was_not_heard() { is_unheard_ = true; }
  void made(api::RunId run_id);

  /// What was to go to an old run goes to the new one.
  void redirect(Batch& batch) const;

 private:
  std::vector<Run> runs_;
  std::vector<journal::Record> opens_;
  std::map<api::RunId, api::RunId> moved_;
  std::size_t next_ = 0;
  bool is_unheard_ = false;  // of the next
};

}  // namespace testcenter::sender
