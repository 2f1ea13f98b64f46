#include "roll_up.hpp"

namespace local_center {
namespace {

Id number(Result result) { return static_cast<Id>(result); }

}  // namespace

RollUp::RollUp(Database& database)
    : count_event_(database,
                   "UPDATE elements SET events = events + 1, own = max(own, ?2), changed = ?3 "
                   "WHERE id = ?1"),
      read_(database, "SELECT parent, is_test, result FROM elements WHERE id = ?"),
      set_result_(database, "UPDATE elements SET result = ?2, changed = ?3 WHERE id = ?1"),
      tally_(database,
             "INSERT INTO tallies (report, suite, result, count) VALUES (?, ?, ?, ?) "
             "ON CONFLICT (report, suite, result) DO UPDATE SET count = count + excluded.count"),
      touch_(database, "UPDATE elements SET changed = ? WHERE id = ?") {}

void RollUp::add_test(Id report, Id suite, Id sequence) {
  tally(report, suite, Result::none, 1);
  touch_.run(sequence, suite);
}

void RollUp::add_event(Id report, Id element, Result result, Id sequence) {
  count_event_.run(element, number(result), sequence);
  climb(report, element, result, sequence);
}

/// From the element upward, as long as this is worse than what stands there.
void RollUp::climb(Id report, Id element, Result result, Id sequence) {
  for (bool top = false; !top;) {
    read_.start(element);
    read_.next();
    top = read_.is_null(0);
    const auto parent = read_.integer(0);
    const auto is_test = read_.integer(1) != 0;
    const auto before = static_cast<Result>(read_.integer(2));
    read_.finish();
    if (worse(before, result) == before) return;
    set_result_.run(element, number(result), sequence);
    if (is_test) {
      tally(report, parent, before, -1);
      tally(report, parent, result, 1);
      touch_.run(sequence, parent);
    }
    element = parent;
  }
}

void RollUp::tally(Id report, Id suite, Result result, Id difference) {
  tally_.run(report, suite, number(result), difference);
  tally_.run(report, Id{0}, number(result), difference);
}

}  // namespace local_center
