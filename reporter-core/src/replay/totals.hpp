#pragma once

#include <testcenter/statistics.hpp>

#include "journal/survey.hpp"

namespace testcenter::replay {

/// Of a journal that nothing was sent of.
inline Statistics not_sent(const journal::Survey& survey) {
  Statistics counts;
  counts.pending = survey.left();
  counts.dropped = survey.dropped;
  counts.accepted = counts.pending + counts.dropped;
  return counts;
}

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
