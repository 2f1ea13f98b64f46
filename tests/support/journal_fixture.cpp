#include "support/journal_fixture.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace testcenter::test {
namespace {

void expect(journal::Append outcome) {
  if (outcome != journal::Append::done) throw std::runtime_error("the journal took no record");
}

}  // namespace

JournalFixture::JournalFixture(std::uint64_t limit) {
  auto writer = journal::Writer::create(folder_.path() + "/run.journal", {}, limit);
  if (!writer) throw std::runtime_error(writer.error().message);
  writer_ = std::move(writer.value());
  std::filesystem::create_directory(files_folder());
}

std::uint32_t JournalFixture::open(ElementKind kind, std::uint32_t parent, std::string_view name) {
  Test test;
  test.name = name;
  expect(writer_->append_open(++last_element_, parent, kind, test));
  ++results_;
  return last_element_;
}

void JournalFixture::event(std::uint32_t element, std::string_view message, EventType type) {
  Event event;
  event.type = type;
  event.message = message;
  expect(writer_->append_event(element, event));
  ++results_;
}

void JournalFixture::event_with_file(std::uint32_t element, std::string_view message,
                                     std::string_view file_name, std::string_view bytes,
                                     EventType type) {
  std::ofstream(files_folder() + "/" + std::string(file_name)) << bytes;
  Event event;
  event.type = type;
  event.message = message;
  journal::StoredFile file;
  file.path = file_name;
  file.name = file_name;
  file.mime_type = "text/plain";
  expect(writer_->append_event(element, event, &file));
  ++results_;
}

void JournalFixture::close(std::uint32_t element) { expect(writer_->append_close(element)); }

void JournalFixture::crash(std::uint32_t element, int signal) {
  expect(writer_->append_crash(element, signal));
}

void JournalFixture::finish() { expect(writer_->append_finish()); }

std::uint64_t JournalFixture::in_flight() const {
  return reinterpret_cast<const journal::FileHeader*>(writer_->region().base)->in_flight;
}

}  // namespace testcenter::test
