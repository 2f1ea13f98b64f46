#pragma once

#include "journal/writer.hpp"
#include "support/temporary_folder.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace testcenter::test {

/// A process that writes a journal, in few words. Elements get the ids 1, 2, 3 ...
class WritingProcess {
 public:
  WritingProcess(const std::string& path, const journal::RunInfo& info,
                 std::uint64_t limit = journal::smallest_limit);

  std::uint32_t suite(std::string_view name) { return open(ElementKind::suite, 0, name); }
  std::uint32_t test_case(std::uint32_t parent, std::string_view name) {
    return open(ElementKind::test_case, parent, name);
  }
  std::uint32_t open(ElementKind kind, std::uint32_t parent, std::string_view name);
  void event(std::uint32_t element, std::string_view message, EventType type = EventType::log,
             Location location = {});
  void close(std::uint32_t element) { writer_->append_close(element); }
  void crash(std::uint32_t element, int signal) { writer_->append_crash(element, signal); }
  void finish(std::uint64_t dropped = 0) { writer_->append_finish(dropped); }
  /// It is gone: its lock is free.
  void die() { writer_.reset(); }

  const std::string& path() const { return path_; }
  journal::Writer& writer() { return *writer_; }

 private:
  std::string path_;
  std::unique_ptr<journal::Writer> writer_;
  std::uint32_t last_element_ = 0;
};

/// A folder of journals.
class SpoolFixture {
 public:
  /// A process that lives.
  WritingProcess& start(const std::string& name, const journal::RunInfo& info = {},
                        std::uint64_t limit = journal::smallest_limit);
  /// One that opened a suite with a case, said `message` there, finished and went.
  std::string run(const std::string& name, std::string_view suite, std::string_view message,
                  const journal::RunInfo& info = {});

  const std::string& folder() const { return folder_.path(); }
  std::string path(const std::string& name) const { return folder_.path(name + ".journal"); }
  /// Names of what lies there.
  std::vector<std::string> names() const;
  const TemporaryFolder& temporary() const { return folder_; }

 private:
  TemporaryFolder folder_;
  std::vector<std::unique_ptr<WritingProcess>> processes_;
};

/// As if the journal had begun then. Else they begin in the order of their making.
void set_started(const std::string& path, std::uint64_t ns);

}  // namespace testcenter::test
