#include "sender/retry_policy.hpp"

#include <algorithm>

namespace testcenter::sender {

using std::chrono::milliseconds;

RetryPolicy::RetryPolicy(const SenderOptions& options)
    : first_backoff_(options.first_backoff),
      longest_backoff_(options.longest_backoff),
      longest_wait_(options.longest_wait),
      unknown_retries_(options.unknown_retries),
      random_(options.jitter_seed) {}

std::optional<milliseconds> RetryPolicy::wait_after(const api::Answer& trouble) {
  if (trouble.verdict == api::Verdict::outcome_unknown && ++unknown_ > unknown_retries_) {
    return std::nullopt;
  }
  const milliseconds told = std::min(trouble.retry_after, longest_wait_);
  const bool is_told = trouble.verdict == api::Verdict::wait && told.count() > 0;
  return is_told ? told : std::max(told, next_backoff());
}

void RetryPolicy::reset() {
  backoffs_ = 0;
  unknown_ = 0;
}

milliseconds RetryPolicy::next_backoff() {
  milliseconds full = first_backoff_;
  for (int i = 0; i < backoffs_ && full < longest_backoff_; ++i) full *= 2;
  ++backoffs_;
  full = std::min(full, longest_backoff_);
  std::uniform_int_distribution<milliseconds::rep> jitter((full.count() + 1) / 2, full.count());
  return milliseconds(jitter(random_));
}

}  // namespace testcenter::sender
