#include "spool_fixture.hpp"

#include "journal/format.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace testcenter::test {

WritingProcess::WritingProcess(const std::string& path, const journal::RunInfo& info,
                               std::uint64_t limit)
    : path_(path) {
  auto writer = journal::Writer::create(path, info, limit);
  if (!writer) throw std::runtime_error(writer.error().message);
  writer_ = std::move(writer.value());
  static std::uint64_t started = 1'000'000'000;
  set_started(path, started += 1000);
}

std::uint32_t WritingProcess::open(ElementKind kind, std::uint32_t parent, std::string_view name) {
  Test test;
  test.name = name;
  writer_->append_open(++last_element_, parent, kind, test);
  return last_element_;
}

void WritingProcess::event(std::uint32_t element, std::string_view message, EventType type,
                           Location location) {
  Event event;
  event.type = type;
  event.message = message;
  event.location = location;
  writer_->append_event(element, event);
}

WritingProcess& SpoolFixture::start(const std::string& name, const journal::RunInfo& info,
                                    std::uint64_t limit) {
  return *processes_.emplace_back(std::make_unique<WritingProcess>(path(name), info, limit));
}

std::string SpoolFixture::run(const std::string& name, std::string_view suite,
                              std::string_view message, const journal::RunInfo& info) {
  WritingProcess& process = start(name, info);
  process.event(process.test_case(process.suite(suite), name), message);
  process.finish();
  process.die();
  return process.path();
}

std::vector<std::string> SpoolFixture::names() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder())) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void set_started(const std::string& path, std::uint64_t ns) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(offsetof(journal::FileHeader, started));
  file.write(reinterpret_cast<const char*>(&ns), sizeof ns);
}

}  // namespace testcenter::test
