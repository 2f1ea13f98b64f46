#include "sender/element_sender.hpp"

#include "sender/words.hpp"
#include "support/tree_rules.hpp"

namespace testcenter::sender {
namespace {

using api::Verdict;

bool is_suite(const journal::Record& open) { return open.element_kind == ElementKind::suite; }

}  // namespace

void ElementSender::go_on_in(std::int64_t report_id) {
  if (report_id == 0) return;
  report_id_ = report_id;
  made_a_suite_ = is_in_good_report();
  is_in_doubt_ = !made_a_suite_;
  ledger_.set_report_id(report_id);
}

void ElementSender::retrace(const journal::Record& open) {
  path_.leave_below(open.parent);
  path_.enter({open.element, open.element_kind, open.run_id});
  if (open.run_id > 0) made_a_suite_ = is_in_doubt_ = true;
}

api::RunId ElementSender::join(const journal::Record& open) {
  const bool is_open = options_.open_suite_run != 0 && path_.runs().empty() && is_suite(open) &&
                       open.run_id == 0 && open.name.text == options_.open_suite;
  if (!is_open) return 0;
  clear_doubt();
  ledger_.accept(false);
  path_.enter({open.element, open.element_kind, options_.open_suite_run});
  return options_.open_suite_run;
}

bool ElementSender::begin(const journal::Record& open, bool was_sent) {
  if (open.run_id != 0) {
    ledger_.accept(false);
    retrace(open);
    return false;
  }
  is_uncertain_ = was_sent;
  path_.leave_below(open.parent);
  if (is_suite(open)) return true;
  const Run* parent = path_.nearest(open.parent);
  if (parent != nullptr && may_stand_below(open.element_kind, parent->kind)) return true;
  ledger_.reject(word_of(open.element_kind), open.name.text,
                 "not made, because an element above it was refused");
  path_.enter({open.element, open.element_kind, 0});
  return false;
}

Opening ElementSender::send(const journal::Record& open) {
  const Run* parent = is_suite(open) ? nullptr : path_.nearest(open.parent);
  if (is_uncertain_) ledger_.suspect_duplicates(1);
  const api::RunAnswer answer = post(open, parent);
  if (is_uncertain_ && !api::may_be_there(answer)) ledger_.clear_duplicates(1);
  if (answer.verdict == Verdict::accepted) return accept(open, parent, answer.run_id);
  const bool is_refused =
      answer.verdict == Verdict::rejected || answer.verdict == Verdict::too_large;
  Opening opening;
  if (is_refused && is_in_doubt_) {
    opening.is_stale = true;
    if (!is_suite(open)) return opening;
    leave_report(open);
    made_a_suite_ = is_in_good_report();
    return opening;
  }
  if (is_refused) return refuse(open, parent, answer);

  if (answer.verdict == Verdict::outcome_unknown) is_uncertain_ = true;
  opening.may_be_there = api::may_be_there(answer);
  opening.add_trouble(answer);
  return opening;
}

/// False: it was left before, or never known.
bool ElementSender::leave_report(const journal::Record& open) {
  const bool may_leave = is_suite(open) && report_id_ != options_.report_id;
  if (may_leave) report_id_ = options_.report_id;
  return may_leave;
}

/// A report that was given is not left: it takes somebody to give another one.
std::string ElementSender::way_out() const {
  if (options_.report_id == 0) return {};
  return "; replay --report-id ID sends it into another report";
}

Opening ElementSender::remake(const journal::Record& open, bool is_there) {
  const Run* parent = is_suite(open) ? nullptr : path_.nearest(open.parent);
  if (is_there) ledger_.suspect_duplicates(1);
  const api::RunAnswer answer = post(open, parent);
  if (is_there && !api::may_be_there(answer)) ledger_.clear_duplicates(1);
  Opening opening;
  opening.may_be_there = api::may_be_there(answer);
  if (answer.verdict == Verdict::accepted) {
    path_.enter({open.element, open.element_kind, answer.run_id});
    opening.is_judged = true;
    opening.run_id = answer.run_id;
    return opening;
  }
  const bool is_refused =
      answer.verdict == Verdict::rejected || answer.verdict == Verdict::too_large;
  if (is_refused && leave_report(open)) return opening;
  if (is_refused) {
    opening.trouble = {
        Verdict::stopped,
        "the server takes no more results where they left off, and refused to begin anew, " +
            answer.reason + way_out(),
        {},
        api::Concern::request};
    return opening;
  }
  opening.add_trouble(answer);
  return opening;
}

/// The API has no location for a test: it is the last line of the description.
api::TestData ElementSender::test_of(const journal::Record& open) {
  api::TestData test{text_of(open.name), text_of(open.summary), text_of(open.description)};
  const bool is_cut = open.description.full_size > open.description.text.size();
  if (open.location.file.empty() || is_cut) return test;
  description_.assign(open.description.text);
  if (!description_.empty()) description_ += '\n';
  description_ += sources_.relative(open.location.file);
  if (open.location.line > 0) description_ += ':' + std::to_string(open.location.line);
  test.description = {description_, description_.size()};
  return test;
}

api::RunAnswer ElementSender::post(const journal::Record& open, const Run* parent) {
  if (parent == nullptr) return post_suite(test_of(open));
  return client_.create_run(open.element_kind, parent->run_id, test_of(open));
}

api::RunAnswer ElementSender::post_suite(const api::TestData& test) {
  api::Destination destination;
  destination.project = options_.project;
  destination.batch = options_.batch;
  destination.labels = &options_.labels;
  destination.report_id = report_id_;
  const api::SuiteAnswer answer = client_.create_suite(destination, test);
  if (answer.verdict == Verdict::accepted) {
    made_a_suite_ = true;
    if (answer.report_id != 0) report_id_ = answer.report_id;
    ledger_.set_report_id(report_id_);
  }
  return static_cast<const api::RunAnswer&>(answer);
}

Opening ElementSender::accept(const journal::Record& open, const Run* parent, api::RunId run_id) {
  clear_doubt();
  ledger_.accept(parent != nullptr && parent->element != open.parent);
  path_.enter({open.element, open.element_kind, run_id});
  Opening opening;
  opening.is_judged = opening.may_be_there = true;
  opening.run_id = run_id;
  return opening;
}

Opening ElementSender::refuse(const journal::Record& open, const Run* parent,
                              const api::Answer& answer) {
  Opening opening;
  if (!made_a_suite_) {
    opening.trouble = {Verdict::stopped,
                       "the server refused the first suite, " + answer.reason + way_out(),
                       {},
                       api::Concern::request};
    return opening;
  }
  ledger_.reject(word_of(open.element_kind), open.name.text, answer.reason);
  opening.is_judged = true;
  if (parent != nullptr) {
    opening.warning = element_refused(open.element_kind, open.name.text, answer.reason);
    opening.warning_run = parent->run_id;
  }
  path_.enter({open.element, open.element_kind, 0});
  return opening;
}

}  // namespace testcenter::sender
