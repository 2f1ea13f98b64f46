#pragma once

#include "support/console.hpp"

#include <exception>

namespace testcenter::core {

/// Runs what may throw (out of memory, a locale that breaks) so that no test ever sees it.
template <typename Action>
void guarded(Action action) noexcept {
  try {
    action();
  } catch (const std::exception& error) {
    console::say(error.what());
  } catch (...) {
    console::say("an unknown exception inside of the reporter");
  }
}

}  // namespace testcenter::core
