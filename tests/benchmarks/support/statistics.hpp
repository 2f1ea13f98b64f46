#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace testcenter::benchmarks {

/// `share` from 0 (the least) to 1 (the most). The values are copied, and must not be none.
template <typename T>
T percentile(std::vector<T> values, double share) {
  const auto index = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(index);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

template <typename T>
T median(const std::vector<T>& values) {
  return percentile(values, 0.5);
}

/// The median of what `of` says about each round.
template <typename Round, typename Of>
double median_of(const std::vector<Round>& rounds, Of of) {
  std::vector<double> values;
  for (const Round& round : rounds) values.push_back(static_cast<double>(of(round)));
  return median(values);
}

}  // namespace testcenter::benchmarks
