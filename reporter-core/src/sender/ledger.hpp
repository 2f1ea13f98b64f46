#pragma once

#include "sender/counters.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace testcenter::sender {

/// Keeps the counts, and the server's words about what it refused.
class Ledger {
 public:
  explicit Ledger(Counters& counters) : counters_(counters) {}

  void count_request(bool is_retry);
  /// A FATAL of the sender's own is to be judged, too.
  void add_own();
  void accept(bool is_rerouted);
  /// `kind` and `name` say what was refused: `event`, `expected 4, got 5`.
  void reject(std::string_view kind, std::string_view name, std::string_view reason);

  /// These results are sent again although they may have arrived.
  void suspect_duplicates(std::size_t results);
  /// ... and now it is known that they did not leave.
  void clear_duplicates(std::size_t results);

  void set_report_id(std::int64_t report_id);

  const std::vector<std::string>& rejections() const { return rejections_; }

 private:
  Counters& counters_;
  std::vector<std::string> rejections_;
};

}  // namespace testcenter::sender
