#pragma once

#include <testcenter/model.hpp>

#include "config/settings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace testcenter::config {

/// What a CI system tells a build about itself.
struct CiBuild {
  std::string system;         ///< "GitHub Actions"
  std::string batch;          ///< "Nightly #42"; empty if the system tells neither name nor number
  std::vector<Label> labels;  ///< .git.revision, .git.branch, .reference.url, as far as known
};

/// Nothing outside of the CI systems that docs/configuration.md lists.
std::optional<CiBuild> detect_ci(const Surroundings& surroundings);

}  // namespace testcenter::config
