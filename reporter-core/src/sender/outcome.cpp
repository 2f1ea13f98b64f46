#include "sender/outcome.hpp"

#include <algorithm>

namespace testcenter::sender {
namespace {

int severity(api::Verdict verdict) {
  switch (verdict) {
    case api::Verdict::not_sent:
      return 1;
    case api::Verdict::wait:
      return 2;
    case api::Verdict::outcome_unknown:
      return 3;
    case api::Verdict::aborted:
      return 4;
    case api::Verdict::stopped:
      return 5;
    case api::Verdict::accepted:
    case api::Verdict::rejected:
    case api::Verdict::too_large:
      break;
  }
  return 0;
}

}  // namespace

void Outcome::add_trouble(const api::Answer& answer) {
  const auto retry_after = std::max(trouble.retry_after, answer.retry_after);
  if (severity(answer.verdict) > severity(trouble.verdict)) trouble = answer;
  trouble.retry_after = retry_after;
}

}  // namespace testcenter::sender
