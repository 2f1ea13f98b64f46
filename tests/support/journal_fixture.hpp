#pragma once

#include <testcenter/model.hpp>

#include "journal/reader.hpp"
#include "journal/writer.hpp"
#include "support/temporary_folder.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace testcenter::test {

/// A real journal in a temporary folder, written in few words.
class JournalFixture {
 public:
  explicit JournalFixture(std::uint64_t limit = 64 * 1024 * 1024);

  /// Elements get the ids 1, 2, 3 ... in the order of their opening.
  std::uint32_t open(ElementKind kind, std::uint32_t parent, std::string_view name);
  std::uint32_t suite(std::string_view name = "S") { return open(ElementKind::suite, 0, name); }
  std::uint32_t test_case(std::uint32_t parent, std::string_view name = "C") {
    return open(ElementKind::test_case, parent, name);
  }
  void event(std::uint32_t element, std::string_view message, EventType type = EventType::log);
  /// With a file of these bytes beside the journal.
  void event_with_file(std::uint32_t element, std::string_view message, std::string_view file_name,
                       std::string_view bytes, EventType type = EventType::log);
  void close(std::uint32_t element);
  void finish();
  void crash(std::uint32_t element, int signal);

  journal::Writer& writer() { return *writer_; }
  journal::Reader reader() const { return journal::Reader(writer_->region()); }
  journal::Region region() const { return writer_->region(); }
  std::string files_folder() const { return folder_.path() + "/files"; }

  std::uint64_t results() const { return results_; }  ///< opens and events so far
  /// Marks as they stand in the file.
  std::uint64_t acknowledged() const { return reader().acknowledged(); }
  std::uint64_t in_flight() const;
  std::uint64_t end() const { return writer_->used(); }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<journal::Writer> writer_;
  std::uint32_t last_element_ = 0;
  std::uint64_t results_ = 0;
};

}  // namespace testcenter::test
