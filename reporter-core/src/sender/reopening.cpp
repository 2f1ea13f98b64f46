#include "sender/reopening.hpp"

#include <algorithm>

namespace testcenter::sender {

Reopening::Reopening(journal::Reader reader, const RunPath& path) {
  for (const Run& run : path.runs()) {
    if (!run.is_refused()) runs_.push_back(run);
  }
  reader.seek(reader.records_begin());
  journal::Record record;
  while (opens_.size() < runs_.size() && reader.next(record) == journal::Reader::State::record) {
    const bool is_wanted = record.kind == journal::RecordKind::open &&
                           std::any_of(runs_.begin(), runs_.end(), [&](const Run& run) {
                             return run.element == record.element;
                           });
    if (is_wanted) opens_.push_back(record);
  }
}

void Reopening::made(api::RunId run_id) {
  moved_[runs_[next_].run_id] = run_id;
  ++next_;
  is_unheard_ = false;
}

void Reopening::redirect(Batch& batch) const {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const auto found = moved_.find(batch[i].event.run_id);
    if (found != moved_.end()) batch[i].event.run_id = found->second;
  }
}

}  // namespace testcenter::sender
