#pragma once

#include "api/client.hpp"
#include "sender/options.hpp"

#include <chrono>
#include <optional>
#include <random>

namespace testcenter::sender {

/// When, and whether, the same request is tried again.
///
/// Backoff: 100 ms, 200 ms, 400 ms ... 5 s by default, each shortened by up to a half at random, so
/// that many writers do not come back at the same moment.
class RetryPolicy {
 public:
  explicit RetryPolicy(const SenderOptions& options);

  /// How long to wait after `trouble` before trying again; nothing: it is not to be tried again,
  /// because its outcome was unknown too often.
  std::optional<std::chrono::milliseconds> wait_after(const api::Answer& trouble);

  /// The server judged something.
  void reset();
  /// The next waits are short ones again; what was counted stays.
  void hurry() { backoffs_ = 0; }

 private:
  std::chrono::milliseconds next_backoff();

  const std::chrono::milliseconds first_backoff_;
  const std::chrono::milliseconds longest_backoff_;
  const std::chrono::milliseconds longest_wait_;
  const int unknown_retries_;
  std::minstd_rand random_;
  int backoffs_ = 0;
  int unknown_ = 0;
};

}  // namespace testcenter::sender
