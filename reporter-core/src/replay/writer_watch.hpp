#pragma once

#include "sender/ending.hpp"

#include <cstdint>
#include <optional>

namespace testcenter::replay {

/// Knows how the processes that wrote journals ended.
class WriterWatch {
 public:
  virtual ~WriterWatch() = default;

  /// The process lives now, as far as its journal's lock tells.
  virtual void see(std::uint32_t pid) = 0;
  /// How it ended; an empty answer: nobody knows. Nothing: it is not told yet, ask again.
  virtual std::optional<sender::WriterEnd> end_of(std::uint32_t pid) = 0;
  /// Nobody will ask any more.
  virtual void forget(std::uint32_t pid) = 0;
};

/// For journals whose writers ended long ago.
class NoWatch final : public WriterWatch {
 public:
  void see(std::uint32_t) override {}
  std::optional<sender::WriterEnd> end_of(std::uint32_t) override { return sender::WriterEnd{}; }
  void forget(std::uint32_t) override {}
};

}  // namespace testcenter::replay
