// SIGKILL at random moments: what a process committed before it died is at the server after a
// replay, in order.

#include "integration/command_line/reporter_program.hpp"
#include "support/full_counts.hpp"
#include "support/local_center/local_center_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <iostream>
#include <random>
#include <thread>

namespace testcenter::test {
namespace {

using nlohmann::json;

/// The sequence of all events below a node, with their messages.
void collect(const json& node, std::vector<std::pair<long, std::string>>& events) {
  for (const json& event : node["events"]) {
    events.emplace_back(event["sequence"].get<long>(), event.value("message", ""));
  }
  for (const json& child : node["children"]) collect(child, events);
}

struct Numbers {
  std::uint64_t last = 0;        ///< 1 to last are there, in order
  std::uint64_t duplicates = 0;  ///< some of them came more often
  bool is_in_order = true;
  bool has_fatal = false;
};

Numbers numbers_in(const json& report) {
  std::vector<std::pair<long, std::string>> events;
  for (const json& element : report["elements"]) collect(element, events);
  std::sort(events.begin(), events.end());
  Numbers numbers;
  for (const auto& [sequence, message] : events) {
    if (message.find_first_not_of("0123456789") != std::string::npos) {
      numbers.has_fatal = numbers.has_fatal || message.find("process") != std::string::npos;
      continue;
    }
    const std::uint64_t number = std::stoull(message);
    if (number <= numbers.last) {
      ++numbers.duplicates;
    } else {
      numbers.is_in_order = numbers.is_in_order && number == numbers.last + 1;
      numbers.last = number;
    }
  }
  return numbers;
}

std::uint64_t noted(const std::string& path) {
  const std::string bytes = content_of(path);
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data(), sizeof number);
  return number;
}

class Kill : public testing::TestWithParam<const char*> {
 protected:
  /// Kills a worker once it noted that many numbers; what it noted then.
  std::uint64_t kill_one(ReporterProgram& program, std::uint64_t after) {
    const std::string notes = program.folder().write("notes", std::string(8, '\0'));
    RunningProgram worker({WORKER_PROGRAM, notes, "100000000"}, program.environment());
    while (noted(notes) < after) std::this_thread::yield();
    worker.signal(SIGKILL);
    EXPECT_EQ(-SIGKILL, worker.wait());
    return noted(notes);
  }
};

TEST_P(Kill, AtRandomMomentsLosesNothingThatWasCommitted) {
  const unsigned seed = std::random_device()();
  std::cout << "seed " << seed << std::endl;
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::uint64_t> after(1, 3000);
  const int kills = full_counts() ? 100 : 6;
  const LocalCenterProcess center;
  for (int i = 1; i <= kills; ++i) {
    ReporterProgram program(center.url());
    program.set("TESTCENTER_MODE", GetParam()).set("TESTCENTER_VERBOSE", "quiet");
    program.set("TESTCENTER_BATCH", "kill " + std::to_string(i));
    const std::uint64_t committed = kill_one(program, after(random));
    const json result = program.json({"replay"});
    ASSERT_TRUE(result["complete"]) << result.dump(2);
    EXPECT_TRUE(adds_up(result["counts"]));
    EXPECT_EQ(0, result["counts"]["rejected"]);
    const Numbers numbers = numbers_in(center.get_json("/api/reports/" + std::to_string(i)));
    EXPECT_TRUE(numbers.is_in_order) << "kill " << i;
    EXPECT_GE(numbers.last, committed) << "kill " << i;
    EXPECT_LE(numbers.duplicates, result["counts"]["possible_duplicates"]) << "kill " << i;
    EXPECT_TRUE(numbers.has_fatal) << "kill " << i;
    EXPECT_THAT(program.kept(), testing::IsEmpty());
  }
  const json status = center.get_json("/api/status");
  EXPECT_EQ(0, status["breaches"].get<int>()) << status["lastBreaches"].dump(2);
}

INSTANTIATE_TEST_SUITE_P(While, Kill, testing::Values("live", "spool"),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace testcenter::test
