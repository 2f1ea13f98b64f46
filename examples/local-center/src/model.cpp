#include "model.hpp"

#include <array>

namespace local_center {
namespace {

constexpr std::array kind_names = {"suite", "case", "feature", "scenario", "step", "section"};

}  // namespace

const char* to_string(Kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_from(const std::string& text) {
  for (std::size_t i = 0; i < kind_names.size(); ++i) {
    if (text == kind_names[i]) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

}  // namespace local_center
