// Writes the fuzzers' corpora with the journal's own writer: make_corpus FOLDER, for
// FOLDER/journal and FOLDER/replay. The space that a journal reserves behind its last record is
// left out. FOLDER/journal/version_1.journal is none of them: a writer of that version made it.

#include "journal/writer.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using testcenter::ElementKind;
using testcenter::Event;
using testcenter::EventType;
using testcenter::FileRole;
using testcenter::Location;
using testcenter::journal::RunInfo;
using testcenter::journal::StoredFile;
using testcenter::journal::Writer;

constexpr std::uint64_t limit = 16 * 1024 * 1024;
constexpr std::size_t room_behind = 64;  // zeros, as in any journal

RunInfo full_info() {
  return {"suite", "box",     "GoogleTest 1.12.1",           "http://localhost:8800",
          "P",     "Nightly", {{"OS", "Linux"}, {"x", "y"}}, 41};
}

void write_every_kind(Writer& to) {
  ElementKind kind = ElementKind::suite;
  for (std::uint32_t id = 1; id <= 6; ++id) {
    to.append_open(id, id - 1, kind, {"name", "summary", "description", {"a.cpp", 7}});
    kind = static_cast<ElementKind>(static_cast<int>(kind) + 1);
  }
  for (int type = 1; type <= 10; ++type) {
    Event event;
    event.type = static_cast<EventType>(type);
    event.message = "message";
    to.append_event(6, event);
  }
  to.append_close(6);
  to.append_finish();
}

void write_traces(Writer& to) {
  const std::vector<Location> frames{{"inner.cpp", 1}, {"outer.cpp", 2}, {"/abs/main.cpp", 3}};
  to.append_open(1, 0, ElementKind::suite, {"S", {}, {}, {}});
  to.append_open(2, 1, ElementKind::test_case, {"C", {}, {}, {"a.cpp", 3}});
  to.append_event(2, {EventType::fail, "failed", "expected 4,\ngot 5", {"a.cpp", 3}, frames});
  Event last;
  last.type = EventType::pass;
  last.message = "Passed in 12 ms";
  to.append_last_event(2, last);
}

void write_short_forms(Writer& to) {
  const Location place{"/abs/suite_test.cpp", 3};
  to.append_open(1, 0, ElementKind::suite, {"S", {}, {}, place});
  for (std::uint32_t id = 2; id < 5; ++id) {
    to.append_open(id, 1, ElementKind::test_case, {"C", {}, {}, place});
    to.append_event(id, {EventType::log, "m", {}, place, {}});
    to.append_passed(id, std::chrono::microseconds(id * 1000));
  }
  to.append_finish();
}

void write_files(Writer& to) {
  to.append_open(1, 0, ElementKind::suite, {"S", {}, {}, {}});
  to.append_open(2, 1, ElementKind::test_case, {"C", {}, {}, {}});
  Event event;
  event.message = "with a file";
  for (const FileRole role : {FileRole::attachment, FileRole::screenshot, FileRole::verification}) {
    StoredFile file{role, "1", "shot.png", "image/png", {}};
    if (role == FileRole::verification) file.reference = "expected/shot.png";
    to.append_event(2, event, &file);
  }
}

void write_odd_text(Writer& to) {
  const std::string large(70'000, 'x');
  to.append_open(1, 0, ElementKind::suite,
                 {std::string_view("n\0ul", 4), "\xc3\x28", "\x1b[31m", {}});
  Event event;
  event.message = "\xf0\x9f\x92\xa9 \xff";
  event.detail = std::string_view(large).substr(0, 300);
  to.append_event(1, event);
  to.append_open(9, 4, ElementKind::step, {"an orphan", {}, {}, {}});
  to.append_event(9, event);
  to.append_event(4711, event);
}

void write_crash(Writer& to) {
  write_traces(to);
  to.append_open(3, 1, ElementKind::test_case, {"D", {}, {}, {}});
  to.append_crash(3, 11);
}

void write_nothing(Writer&) {}

int save(const std::filesystem::path& folder, const std::string& name, const RunInfo& info,
         const std::function<void(Writer&)>& write) {
  const std::string path = (folder / name).string();
  std::filesystem::remove(path);
  auto made = Writer::create(path, info, limit);
  if (!made) {
    std::cerr << made.error().message << "\n";
    return 1;
  }
  const std::unique_ptr<Writer> writer = std::move(made.value());
  write(*writer);
  std::filesystem::resize_file(path, writer->used() + room_behind);
  return 0;
}

/// Of fuzz-replay: see journals.hpp.
int join(const std::filesystem::path& folder, const std::string& name, char flags,
         const std::vector<std::string>& journals) {
  std::ofstream joined(folder / "replay" / name, std::ios::binary);
  joined.put(flags);
  for (const std::string& journal : journals) {
    joined << std::ifstream(folder / "journal" / (journal + ".journal"), std::ios::binary).rdbuf();
  }
  return joined.good() ? 0 : 1;
}

int write_journals(const std::filesystem::path& folder) {
  return save(folder, "every_kind.journal", full_info(), write_every_kind) +
         save(folder, "traces.journal", {}, write_traces) +
         save(folder, "short_forms.journal", {}, write_short_forms) +
         save(folder, "files.journal", {}, write_files) +
         save(folder, "odd_text.journal", {}, write_odd_text) +
         save(folder, "crash.journal", {}, write_crash) +
         save(folder, "nothing.journal", full_info(), write_nothing);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder / "journal");
  std::filesystem::create_directories(folder / "replay");
  return write_journals(folder / "journal") + join(folder, "single", 0, {"every_kind"}) +
         join(folder, "same_suite", 0, {"traces", "files", "crash", "short_forms"}) +
         join(folder, "supervised", 1, {"nothing", "traces", "crash", "odd_text"}) +
         join(folder, "with_files", 16, {"files", "files"}) +
         join(folder, "refused", 2 + 4, {"every_kind", "traces"}) +
         join(folder, "stopped", 8, {"every_kind", "crash", "traces"});
}
