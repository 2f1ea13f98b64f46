#include "sender/ledger.hpp"

#include "support/text.hpp"

namespace testcenter::sender {
namespace {

constexpr std::size_t most_rejections = 20;
constexpr std::size_t longest_rejected_name = 120;

constexpr auto relaxed = std::memory_order_relaxed;

}  // namespace

void Ledger::count_request(bool is_retry) {
  counters_.requests.fetch_add(1, relaxed);
  if (is_retry) counters_.retries.fetch_add(1, relaxed);
}

void Ledger::add_own() { counters_.added.fetch_add(1, relaxed); }

void Ledger::accept(bool is_rerouted) {
  counters_.acknowledged.fetch_add(1, relaxed);
  if (is_rerouted) counters_.rerouted.fetch_add(1, relaxed);
}

void Ledger::reject(std::string_view kind, std::string_view name, std::string_view reason) {
  counters_.rejected.fetch_add(1, relaxed);
  if (rejections_.size() == most_rejections) return;
  std::string line(kind);
  line.append(" \"").append(one_line(name, longest_rejected_name)).append("\": ").append(reason);
  rejections_.push_back(std::move(line));
}

void Ledger::suspect_duplicates(std::size_t results) {
  counters_.possible_duplicates.fetch_add(results, relaxed);
}

void Ledger::clear_duplicates(std::size_t results) {
  counters_.possible_duplicates.fetch_sub(results, relaxed);
}

void Ledger::set_report_id(std::int64_t report_id) {
  counters_.report_id.store(report_id, relaxed);
}

}  // namespace testcenter::sender
