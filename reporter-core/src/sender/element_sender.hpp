#pragma once

#include "api/client.hpp"
#include "journal/record.hpp"
#include "sender/ledger.hpp"
#include "sender/options.hpp"
#include "sender/outcome.hpp"
#include "sender/run_path.hpp"
#include "support/source_paths.hpp"

#include <cstdint>
#include <string>

namespace testcenter::sender {

/// What an Open came to.
struct Opening : Outcome {
  api::RunId run_id = 0;       ///< 0: it was not made
  std::string warning;         ///< if not empty: for `warning_run`, about an element refused
  api::RunId warning_run = 0;  ///< the ancestor that takes its results
};

/// Makes elements at the server and keeps its open path.
class ElementSender {
 public:
  /// `report_id` 0: the first suite chooses the report, by batch and labels.
  ElementSender(api::Client& client, Ledger& ledger, SourcePaths& sources,
                const SenderOptions& options)
      : client_(client),
        ledger_(ledger),
        sources_(sources),
        options_(options),
        report_id_(options.report_id) {}

  /// Before anything else: the report that earlier suites of this journal went to, or those of
  /// others that belong to it. Whether the server still knows it is in doubt.
  void go_on_in(std::int64_t report_id);

  /// Takes an Open record that was judged before; its run id tells how.
  void retrace(const journal::Record& open);

  /// Takes an Open record. False: it is judged already, because it was made before, or has no place
  /// at the server: an element above it was refused. True: send() has to be called until it is
  /// judged. `was_sent`: it may have been made already, and nobody heard.
  bool begin(const journal::Record& open, bool was_sent);
  Opening send(const journal::Record& open);

  /// A suite that is open already (SenderOptions::open_suite): its run, and it is judged; else 0.
  api::RunId join(const journal::Record& open);

  /// True as long as nobody knows whether the elements in which another sender left off still take
  /// results. A refusal then says that they do not, or is about what was sent.
  bool is_in_doubt() const { return is_in_doubt_; }
  void clear_doubt() { is_in_doubt_ = false; }
  const RunPath& path() const { return path_; }
  /// All elements above are to be made again, by remake(), outermost first.
  void forget_path() { path_.clear(); }
  /// Like send(), for an element that was counted before. A report that the server does not know
  /// any more is left, and another made. `is_there`: it may have been made at this server before.
  Opening remake(const journal::Record& open, bool is_there);

  /// Where an event for `element` goes; null: nowhere, all above it was refused.
  const Run* place_of(std::uint32_t element) const { return path_.nearest(element); }
  /// 0: not known yet.
  std::int64_t report_id() const { return report_id_; }

 private:
  api::TestData test_of(const journal::Record& open);
  api::RunAnswer post(const journal::Record& open, const Run* parent);
  api::RunAnswer post_suite(const api::TestData& test);
  Opening accept(const journal::Record& open, const Run* parent, api::RunId run_id);
  Opening refuse(const journal::Record& open, const Run* parent, const api::Answer& answer);
  bool leave_report(const journal::Record& open);
  std::string way_out() const;
  bool is_in_good_report() const {
    return options_.is_report_good && report_id_ == options_.report_id;
  }

  api::Client& client_;
  Ledger& ledger_;
  SourcePaths& sources_;
  const SenderOptions& options_;
  RunPath path_;
  std::string description_;  // of the element under way, if its location is part of it
  std::int64_t report_id_;
  // In that report: the server's word that there is nothing wrong with it.
  bool made_a_suite_ = false;
  bool is_in_doubt_ = false;
  bool is_uncertain_ = false;  // the element under way may have been made already
};

}  // namespace testcenter::sender
