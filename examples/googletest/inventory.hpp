#pragma once

#include <map>
#include <string>

namespace shop {

/// What a shop has in store.
class Inventory {
 public:
  /// Throws std::invalid_argument if `count` is not positive.
  void put(const std::string& article, int count);
  /// Takes at most `count`; how many there were.
  int take(const std::string& article, int count);
  int count(const std::string& article) const;

  /// One line an article: "bolt;12".
  std::string to_csv() const;

 private:
  std::map<std::string, int> counts_;
};

/// In cents, for that many pieces: 10 % off from 100 on, 20 % off from 1000 on.
long price(long cents_each, int pieces);

}  // namespace shop
