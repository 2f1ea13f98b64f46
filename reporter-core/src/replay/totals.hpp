#pragma once

#include <testcenter/statistics.hpp>

namespace testcenter::replay {

/// Counts of several journals add up, each of them.
inline void add(Statistics& total, const Statistics& part) {
  total.accepted += part.accepted;
  total.acknowledged += part.acknowledged;
  total.pending += part.pending;
  total.rejected += part.rejected;
  total.dropped += part.dropped;
  total.elements += part.elements;
  total.events += part.events;
  total.failures += part.failures;
  total.possible_duplicates += part.possible_duplicates;
  total.requests += part.requests;
  total.retries += part.retries;
  total.rerouted += part.rerouted;
}

}  // namespace testcenter::replay
