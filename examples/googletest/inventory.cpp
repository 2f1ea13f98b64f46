#include "inventory.hpp"

#include <algorithm>
#include <stdexcept>

namespace shop {

void Inventory::put(const std::string& article, int count) {
  if (count <= 0) throw std::invalid_argument("put: " + std::to_string(count) + " pieces");
  counts_[article] += count;
}

int Inventory::take(const std::string& article, int count) {
  auto& stored = counts_[article];
  const int taken = std::min(stored, count);
  stored -= taken;
  return taken;
}

int Inventory::count(const std::string& article) const {
  const auto found = counts_.find(article);
  return found == counts_.end() ? 0 : found->second;
}

std::string Inventory::to_csv() const {
  std::string csv;
  for (const auto& [article, count] : counts_) csv += article + ";" + std::to_string(count) + "\n";
  return csv;
}

long price(long cents_each, int pieces) {
  const long full = cents_each * pieces;
  if (pieces > 1000) return full * 80 / 100;  // the bug: 1000 pieces are to get it as well
  return pieces >= 100 ? full * 90 / 100 : full;
}

}  // namespace shop
