#pragma once

#include "journal/reader.hpp"
#include "journal/writer.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>

/// A journal in a folder of its own.
class JournalCase : public testing::Test {
 protected:
  static constexpr std::uint64_t roomy = 64 << 20;

  testcenter::journal::Writer& create(std::uint64_t limit = roomy,
                                      const testcenter::journal::RunInfo& info = {}) {
    auto made = testcenter::journal::Writer::create(path(), info, limit);
    if (!made) {
      ADD_FAILURE() << made.error().message;
      std::abort();
    }
    writer_ = std::move(made.value());
    return *writer_;
  }

  std::string path() const { return folder_.path("the.journal"); }
  testcenter::journal::Reader reader() const {
    return testcenter::journal::Reader(writer_->region());
  }

  testcenter::test::TemporaryFolder folder_;
  std::unique_ptr<testcenter::journal::Writer> writer_;
};

inline testcenter::Event event_of(testcenter::EventType type, std::string_view message) {
  testcenter::Event event;
  event.type = type;
  event.message = message;
  return event;
}
