#include "recorder_case.hpp"

#include <atomic>
#include <map>
#include <thread>

using testcenter::core::innermost_element;

namespace {

constexpr int adders = 4;
constexpr int events_each = 3000;
constexpr int elements_at_most = 20000;

class Concurrency : public RecorderCase {
 protected:
  void SetUp() override { start(); }

  void add_all(int thread) {
    for (int i = 0; i < events_each; ++i) {
      add(innermost_element, EventType::log, std::to_string(thread) + " " + std::to_string(i));
    }
  }
  void open_and_close(std::uint32_t in, const std::atomic<bool>& done) {
    // Bounded: on a busy machine it could fill the journal before the others have begun.
    for (int i = 0; i < elements_at_most && !done; ++i) {
      const auto outer = section(in);
      section(outer);
      close(outer);
    }
  }
  /// The numbers of each thread's LOG events, in the journal's order.
  std::map<int, std::vector<int>> found() const {
    std::map<int, std::vector<int>> numbers;
    testcenter::journal::Reader reader(region());
    testcenter::journal::Record record;
    while (reader.next(record) == testcenter::journal::Reader::State::record) {
      if (record.event_type != EventType::log || record.message.text.empty()) continue;
      const std::string text(record.message.text);
      const std::size_t space = text.find(' ');
      numbers[std::stoi(text)].push_back(std::stoi(text.substr(space)));
    }
    return numbers;
  }
};

TEST_F(Concurrency, LosesNoEventAndDoublesNone) {
  const auto c = test_case(suite());
  std::atomic<bool> done{false};
  std::thread opener([&] { open_and_close(c, done); });
  std::thread preparing([&] {
    while (!done) recorder_->writer().prepare();
  });
  std::vector<std::thread> threads;
  for (int t = 0; t < adders; ++t) threads.emplace_back([this, t] { add_all(t); });
  for (std::thread& thread : threads) thread.join();
  done = true;
  opener.join();
  preparing.join();
  recorder_->finish({});

  const auto numbers = found();
  ASSERT_EQ(numbers.size(), static_cast<std::size_t>(adders));
  for (const auto& [thread, seen] : numbers) {
    ASSERT_EQ(seen.size(), static_cast<std::size_t>(events_each)) << thread;
    for (int i = 0; i < events_each; ++i) ASSERT_EQ(seen[static_cast<std::size_t>(i)], i);
  }
  EXPECT_EQ(recorder_->counts().dropped, 0U);
  expect_nothing_uncounted();
}

TEST_F(Concurrency, LateResultsMeetTheEndUnharmed) {
  test_case(suite());
  std::vector<std::thread> threads;
  for (int t = 0; t < adders; ++t) threads.emplace_back([this, t] { add_all(t); });
  EXPECT_TRUE(recorder_->finish({}));
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(told().back(), "finish");
  expect_nothing_uncounted();
}

}  // namespace
