// Any bytes at all as a journal: whoever reads it and sends what is in it stays inside of it, comes
// to an end, and counts each result once. libFuzzer calls this; the sanitizers watch.

#include "journal/header.hpp"
#include "journal/reader.hpp"
#include "journal/survey.hpp"
#include "mutate.hpp"
#include "require.hpp"
#include "sender/sender.hpp"
#include "support/fake_transport.hpp"
#include "support/manual_clock.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <numeric>

namespace testcenter::test {
namespace {

using journal::Reader;
using journal::Record;
using journal::RecordKind;

/// Of exactly its size, so that AddressSanitizer sees any step outside.
class Memory {
 public:
  Memory(const std::uint8_t* data, std::size_t size)
      : bytes_(new std::byte[size]), allocated_(size) {
    std::memcpy(bytes_.get(), data, size);
  }
  std::byte* bytes() const { return bytes_.get(); }
  journal::Region region() const { return {bytes_.get(), &allocated_}; }

 private:
  std::unique_ptr<std::byte[]> bytes_;
  std::atomic<std::uint64_t> allocated_;
};

/// Every byte that a record shows.
unsigned touch(const Record& record) {
  unsigned sum = 0;
  const auto add = [&](std::string_view text) {
    sum = std::accumulate(text.begin(), text.end(), sum,
                          [](unsigned all, char c) { return all + static_cast<unsigned char>(c); });
  };
  for (const auto& field : {record.name, record.summary, record.description, record.message,
                            record.detail, record.reference}) {
    add(field.text);
  }
  for (const auto text :
       {record.location.file, record.file_path, record.file_name, record.mime_type}) {
    add(text);
  }
  for (const auto& frame : record.trace) add(frame.file);
  return sum;
}

/// As whoever sends a journal of another process does first.
void look_over(const Memory& memory, const journal::Header& header, std::size_t size) {
  require(header.records_begin <= header.acknowledged && header.acknowledged <= size);
  journal::first_suite(memory.region(), header);
  const auto survey = journal::survey(memory.region(), header);
  if (!survey) return;
  require(survey.value().judged <= survey.value().results());
}

/// How many results there are to send: behind the acknowledged mark, if that is where a record
/// begins, up to where the journal ends, finishes or is damaged.
std::uint64_t count_results(const Memory& memory, std::size_t size) {
  Reader reader(memory.region());
  const std::uint64_t acknowledged = reader.acknowledged();
  reader.seek(reader.records_begin());
  Record record;
  std::uint64_t results = 0;
  bool is_behind_mark = reader.position() == acknowledged;
  volatile unsigned seen = 0;
  for (std::uint64_t at = reader.position(); reader.next(record) == Reader::State::record;
       at = record.end) {
    require(record.offset == at && record.end > at && record.end <= size);
    seen = seen + touch(record);
    if (record.kind == RecordKind::finish && record.end >= acknowledged) break;
    const bool is_result = record.kind == RecordKind::event || record.kind == RecordKind::open;
    if (is_behind_mark && is_result) ++results;
    is_behind_mark = is_behind_mark || record.end == acknowledged;
  }
  return results;
}

/// Sends it all to a server that takes everything, and judges each result once.
void send(const Memory& memory, std::uint64_t results) {
  FakeTransport transport;
  UploadApi server;
  transport.reply_with([&server](const FakeTransport::Sent& sent) {
    const auto answer = server.answer(sent.path, sent.parts.empty() ? "" : sent.json());
    return FakeTransport::answer(answer.status, answer.body);
  });
  api::Client client(transport);
  ManualClock clock;
  sender::Counters counters;
  sender::SenderOptions options;
  options.files_folder = "/nowhere";
  options.source_root = "/";
  sender::Sender sender(Reader(memory.region()), client, clock, options, counters);
  sender.writer_is_gone();
  sender::Step step = sender.step();
  for (std::uint64_t i = 0; step.state == sender::Step::State::progress; ++i) {
    require(i <= 4 * results + 16);
    step = sender.step();
  }
  require(step.state == sender::Step::State::done || step.state == sender::Step::State::stopped);
  require(counters.acknowledged + counters.rejected == results + counters.added);
}

}  // namespace
}  // namespace testcenter::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace testcenter::test;
  const Memory memory(data, size);
  const auto header = testcenter::journal::read_header(memory.bytes(), size);
  if (!header) return 0;
  look_over(memory, header.value(), size);
  const std::uint64_t results = count_results(memory, size);
  send(memory, results);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  using namespace testcenter::test;
  const auto* const begin = reinterpret_cast<const std::byte*>(data);
  const Bytes bytes = mutate(Bytes(begin, begin + size), most, seed);
  const std::size_t kept = std::min(bytes.size(), most);
  std::memcpy(data, bytes.data(), kept);
  return kept;
}
