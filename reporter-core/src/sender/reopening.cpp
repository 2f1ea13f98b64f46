#include "sender/reopening.hpp"

#include <algorithm>

namespace testcenter::sender {

Reopening::Reopening(journal::Reader reader, const RunPath& path) {
  std::vector<std::uint32_t> elements;
  for (const Run& run : path.runs()) {
    if (!run.is_refused()) elements.push_back(run.element);
  }
  reader.seek(reader.records_begin());
  journal::Record record;
  while (opens_.size() < elements.size() && reader.next(record) == journal::Reader::State::record) {
    const bool is_wanted =
        record.kind == journal::RecordKind::open &&
        std::find(elements.begin(), elements.end(), record.element) != elements.end();
    if (is_wanted) opens_.push_back(record);
  }
}

void Reopening::made(api::RunId run_id) {
  moved_[opens_[next_].run_id] = run_id;
  ++next_;
}

void Reopening::redirect(Batch& batch) const {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const auto found = moved_.find(batch[i].event.run_id);
    if (found != moved_.end()) batch[i].event.run_id = found->second;
  }
}

}  // namespace testcenter::sender
