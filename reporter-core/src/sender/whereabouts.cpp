#include "sender/whereabouts.hpp"

namespace testcenter::sender {

void Whereabouts::take(const journal::Record& record) {
  switch (record.kind) {
    case journal::RecordKind::open:
      leave_below(record.parent);
      open_.push_back(record.element);
      died_here_ = false;
      if (record.element_kind == ElementKind::suite) last_suite_ = record.element;
      break;
    case journal::RecordKind::event:
      last_event_ = record.offset;
      if (record.closes) leave_below(record.element - 1);
      break;
    case journal::RecordKind::close:
      leave_below(record.element - 1);
      break;
    case journal::RecordKind::crash:
      signal_ = record.signal;
      died_here_ = true;
      break;
    case journal::RecordKind::finish:
      break;
  }
}

void Whereabouts::leave_below(std::uint32_t element) {
  while (!open_.empty() && open_.back() > element) open_.pop_back();
}

}  // namespace testcenter::sender
