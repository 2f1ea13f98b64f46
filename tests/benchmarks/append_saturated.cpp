// Appending as fast as possible, by Google Benchmark: what the copy into the journal costs compared
// with a plain copy of as many bytes, and with what an asynchronous logger does.
#include "journal/writer.hpp"
#include "support/run.hpp"
#include "support/time.hpp"

#include <benchmark/benchmark.h>
#include <spdlog/async.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>

#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace testcenter::benchmarks {
namespace {

constexpr int batch = 1000;
constexpr std::uint64_t limit = 256 * 1024 * 1024;

std::unique_ptr<journal::Writer> make_journal(const std::string& path) {
  auto made = journal::Writer::create(path, {}, limit);
  if (!made) fail(made.error().message);
  return std::move(made.value());
}

template <typename Work>
void time_batches(benchmark::State& state, const Work& work) {
  const auto begin = Clock::now();
  for (int i = 0; i < batch; ++i) work();
  state.SetIterationTime(seconds_since(begin));
}

void report_items(benchmark::State& state) { state.SetItemsProcessed(state.iterations() * batch); }

/// `prepared`: pages are present, as the sender's thread has them while it keeps ahead.
void journal_append(benchmark::State& state, bool prepared) {
  const SpoolFolder folder;
  const std::string path = folder.path() + "/append.journal";
  const Event event = realistic_event();
  auto writer = make_journal(path);
  for (auto _ : state) {
    if (writer->used() + limit / 4 > limit) {
      writer->remove();
      writer = make_journal(path);
    }
    if (prepared) writer->prepare();
    time_batches(state, [&] { benchmark::DoNotOptimize(writer->append_event(1, event)); });
  }
  report_items(state);
  writer->remove();
}

void plain_copy(benchmark::State& state) {
  const std::string text(360, 'x');  // of a record: text, place and headers
  std::vector<char> to(text.size() * batch);
  for (auto _ : state) {
    std::size_t at = 0;
    time_batches(state, [&] {
      std::memcpy(to.data() + at, text.data(), text.size());
      at += text.size();
      benchmark::ClobberMemory();
    });
  }
  report_items(state);
}

/// The queue drops its oldest where it is full, so that nobody waits for the logger's thread.
void spdlog_log(benchmark::State& state) {
  const auto pool = std::make_shared<spdlog::details::thread_pool>(8192, 1);
  const auto logger = std::make_shared<spdlog::async_logger>(
      "benchmark", std::make_shared<spdlog::sinks::null_sink_mt>(), pool,
      spdlog::async_overflow_policy::overrun_oldest);
  const std::string text(256, 'x');
  for (auto _ : state) {
    time_batches(state, [&] { logger->info(text); });
  }
  report_items(state);
}

BENCHMARK(plain_copy)->UseManualTime();
BENCHMARK_CAPTURE(journal_append, prepared, true)->UseManualTime();
BENCHMARK_CAPTURE(journal_append, page_faults, false)->UseManualTime();
BENCHMARK(spdlog_log)->UseManualTime();

}  // namespace
}  // namespace testcenter::benchmarks

BENCHMARK_MAIN();
