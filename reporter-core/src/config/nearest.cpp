#include "config/nearest.hpp"

#include "config/table.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace testcenter::config {

unsigned edit_distance(std::string_view a, std::string_view b) {
  std::vector<unsigned> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (const char c : a) {
    unsigned diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const unsigned changed = diagonal + (c == b[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, diagonal + 1, row[j] + 1});
    }
  }
  return row[b.size()];
}

std::optional<std::string> nearest_setting(std::string_view name, unsigned furthest) {
  std::optional<std::string> nearest;
  for (const Setting& setting : all_settings()) {
    const unsigned distance = edit_distance(name, setting.name);
    if (distance > furthest) continue;
    if (!nearest || distance < edit_distance(name, *nearest)) nearest = setting.name;
  }
  return nearest;
}

}  // namespace testcenter::config
