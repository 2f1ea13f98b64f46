#include "journals.hpp"

#include "journal/format.hpp"

#include <algorithm>
#include <iterator>
#include <random>

namespace testcenter::test {
namespace {

constexpr std::size_t page = 4096;

bool is_magic(std::byte byte, char of_magic) { return byte == static_cast<std::byte>(of_magic); }

}  // namespace

Journals take_apart(const std::uint8_t* data, std::size_t size) {
  Journals journals;
  if (size == 0) return journals;
  journals.flags = data[0];
  const auto* const begin = reinterpret_cast<const std::byte*>(data) + 1;
  const auto* const end = begin + size - 1;
  for (const auto* at = begin; at != end;) {
    const bool is_last = journals.each.size() + 1 == most_journals;
    const auto* const next = is_last ? end
                                     : std::search(at + 1, end, std::begin(journal::magic),
                                                   std::end(journal::magic), is_magic);
    journals.each.emplace_back(at, next);
    at = next;
  }
  return journals;
}

Bytes put_together(const Journals& journals) {
  Bytes bytes{static_cast<std::byte>(journals.flags)};
  for (const Bytes& journal : journals.each) {
    bytes.insert(bytes.end(), journal.begin(), journal.end());
  }
  return bytes;
}

Journals mutate(Journals journals, std::size_t most, unsigned seed) {
  std::minstd_rand random(seed + 7);
  const std::size_t size = put_together(journals).size();
  if (journals.each.empty() || random() % 16 == 0) {
    journals.flags = static_cast<std::uint8_t>(random());
    return journals;
  }
  const std::size_t room = most > size ? most - size : 0;
  Bytes& chosen = journals.each[random() % journals.each.size()];
  switch (random() % 10) {
    case 0:
      if (journals.each.size() < most_journals && chosen.size() <= room) {
        journals.each.push_back(Bytes(chosen));
      }
      break;
    case 1:
      std::swap(chosen, journals.each.back());
      if (journals.each.size() > 1) journals.each.pop_back();
      break;
    case 2:
      chosen.resize(std::min<std::size_t>(chosen.size(), random() % (2 * page)));
      break;
    default:
      chosen = mutate(chosen, chosen.size() + room, static_cast<unsigned>(random()));
      break;
  }
  return journals;
}

}  // namespace testcenter::test
