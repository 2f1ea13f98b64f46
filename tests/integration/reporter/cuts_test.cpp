// A connection to the local center that breaks after byte N, for every N of a short session: the
// tree is complete and in order, and what may be there twice is counted, exactly.
//
// All N with TESTCENTER_TEST_FULL=1; else each end of a request or answer with its neighbours, and
// some between.

#include "integration/reporter/actor_run.hpp"
#include "integration/reporter/tree.hpp"
#include "support/cutting_proxy/cutting_proxy.hpp"
#include "support/full_counts.hpp"
#include "support/local_center/local_center_process.hpp"
#include "support/scripted_server/request_parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::vector<SeenRequest> requests_in(std::string bytes) {
  std::vector<SeenRequest> requests;
  for (SeenRequest request; take_request(bytes, request);) requests.push_back(request);
  return requests;
}

std::size_t count_messages(const std::string& bytes) { return ends_of_messages(bytes).size(); }

std::uint64_t results_in(const SeenRequest& request) {
  const std::string events = request.part("eventData");
  return events.empty() ? 1 : nlohmann::json::parse(events).size();
}

std::uint64_t count_nodes(const nlohmann::json& elements) {
  std::uint64_t count = 0;
  for (const auto& element : elements) {
    count += 1 + element["events"].size() + count_nodes(element["children"]);
  }
  return count;
}

class CutConnection : public testing::Test {
 protected:
  void SetUp() override {
    const std::string file = actor_.folder().write("log.txt", "some text in a file\n");
    script_ = {"suite:S",        "case:A",  "pass:A1", "fail:A2",  "case:B",
               "attach:" + file, "fail:B1", "fail:B2", "section:C"};
    actor_.set("TESTCENTER_BATCH", "Cuts").set("TESTCENTER_STALL_TIMEOUT", "20");
  }
  /// Runs the session and checks all that holds whatever breaks.
  ActorRun run(std::deque<Cut> cuts) {
    proxy_.begin(std::move(cuts));
    ActorRun run = actor_.run(script_);
    carried_ = proxy_.carried();
    // libcurl makes one by itself where a connection died that it used again; we do not let it
    // send.
    const auto is_empty = [](const Carried& one) { return one.from_client.empty(); };
    carried_.erase(std::remove_if(carried_.begin(), carried_.end(), is_empty), carried_.end());
    EXPECT_EQ(0, run.exit_code);
    EXPECT_TRUE(adds_up(run)) << run.out;
    EXPECT_EQ(run.count("accepted"), run.count("acknowledged")) << run.err;
    EXPECT_THAT(actor_.kept(), IsEmpty());
    std::smatch found;
    EXPECT_TRUE(std::regex_search(run.err, found, std::regex("as report ([0-9]+) to "))) << run.err;
    if (found.empty()) return run;
    tree_ = center_.get_json("/api/reports/" + found[1].str());
    const std::uint64_t nodes = count_nodes(tree_["elements"]);
    EXPECT_GE(nodes, run.count("accepted"));
    duplicates_ = nodes - run.count("accepted");
    EXPECT_LE(duplicates_, run.count("possible_duplicates"));
    // What the center finds wrong is a request that a cut left without all its headers, and
    // nothing else.
    const auto status = center_.get_json("/api/status");
    for (const auto& breach : status["lastBreaches"]) {
      EXPECT_THAT(breach.get<std::string>(), HasSubstr("the request is not readable"));
    }
    return run;
  }

  /// The tree without what is there twice: texts are unique.
  std::vector<std::string> distinct_lines() const {
    std::vector<std::string> lines;
    std::set<std::string> seen;
    for (const std::string& line : outline(tree_)) {
      if (seen.insert(line).second) lines.push_back(line);
    }
    return lines;
  }

  ActorRun run_whole() {
    ActorRun uncut = run({});
    EXPECT_EQ(0U, uncut.count("possible_duplicates"));
    EXPECT_EQ(0U, duplicates_);
    whole_ = outline(tree_);
    EXPECT_THAT(whole_, testing::ElementsAre(
                            "suite S", "  case A", "    PASS A1", "    FAIL A2",
                            "    LOG Failed in T: 1 failure", "  case B", "    ATTACHMENT log.txt",
                            "    FAIL B1", "    FAIL B2", "    section C", "      LOG inside",
                            "      PASS Passed in T", "    LOG Failed in T: 2 failures"));
    return uncut;
  }

  /// One cut: what the counts have to be follows from what went over the two connections.
  void run_with(Cut cut) {
    SCOPED_TRACE(text_of(cut));
    const ActorRun run = this->run({cut});
    EXPECT_EQ(whole_, distinct_lines());
    ASSERT_TRUE(carried_.size() == 1 || carried_.size() == 2) << carried_.size();
    const Carried& broken = carried_[0];
    const std::size_t answered = count_messages(broken.to_client);
    const bool was_under_way = requests_in(broken.from_client).size() > answered ||
                               ends_inside_a_request(broken.from_client);
    const auto again =
        carried_.size() == 2 ? requests_in(carried_[1].from_client) : std::vector<SeenRequest>();
    // A connection that breaks between requests: libcurl notices before it sends, or after.
    if (was_under_way) {
      EXPECT_EQ(1U, run.count("retries"));
    }
    const std::uint64_t sent_again = run.count("retries") == 1 ? results_in(again.at(0)) : 0;
    EXPECT_EQ(sent_again, run.count("possible_duplicates"));
    const bool server_has_it = count_messages(broken.to_server) > answered;
    EXPECT_EQ(server_has_it ? sent_again : 0, duplicates_);
    sum_possible_ += sent_again;
    sum_really_ += duplicates_;
  }

  static bool ends_inside_a_request(const std::string& bytes) {
    const auto ends = ends_of_messages(bytes);
    return bytes.size() > (ends.empty() ? 0 : ends.back());
  }

  static std::string text_of(const Cut& cut) {
    const std::string way = cut.way == Way::to_server ? "to the server, " : "to the client, ";
    if (cut.message == 0) return way + "byte " + std::to_string(cut.after);
    return way + std::to_string(cut.before_end) + " before the end of message " +
           std::to_string(cut.message);
  }

  /// At the ends of messages, and after every N; or after as many as a test in between may take.
  static std::vector<Cut> cuts_in(const std::string& bytes, Way way) {
    std::vector<Cut> cuts;
    for (std::size_t message = 1; message <= count_messages(bytes); ++message) {
      for (const std::size_t before : {0, 1}) cuts.push_back({way, 0, message, before});
    }
    const std::size_t step = full_counts() ? 1 : bytes.size() / 8 + 1;
    for (std::size_t at = 0; at <= bytes.size(); at += step) cuts.push_back({way, at, 0, 0});
    return cuts;
  }

  void run_with_each(const std::vector<Cut>& cuts) {
    for (const Cut& cut : cuts) run_with(cut);
    std::cout << cuts.size() << " cuts: " << sum_possible_ << " possible duplicates, "
              << sum_really_ << " real ones" << std::endl;
  }

  LocalCenterProcess center_;
  CuttingProxy proxy_{center_.port()};
  Actor actor_{proxy_.url()};
  std::vector<std::string> script_;
  std::vector<std::string> whole_;
  std::vector<Carried> carried_;
  nlohmann::json tree_;
  std::uint64_t duplicates_ = 0;
  std::uint64_t sum_possible_ = 0;
  std::uint64_t sum_really_ = 0;
};

TEST_F(CutConnection, AfterAnyByteOfARequestLosesNothingAndCountsExactly) {
  run_whole();
  run_with_each(cuts_in(carried_.at(0).from_client, Way::to_server));
}

TEST_F(CutConnection, AfterAnyByteOfAnAnswerLosesNothingAndCountsExactly) {
  run_whole();
  run_with_each(cuts_in(carried_.at(0).to_client, Way::to_client));
}

TEST_F(CutConnection, AgainAndAgainLosesNothing) {
  run_whole();
  const unsigned seed = std::random_device()();
  std::cout << "seed " << seed << "\n";
  std::mt19937 random(seed);
  for (int round = 0; round < (full_counts() ? 300 : 8); ++round) {
    std::deque<Cut> cuts;
    for (int i = 0; i < 5; ++i) {
      const Way way = random() % 2 == 0 ? Way::to_server : Way::to_client;
      cuts.push_back({way, random() % (way == Way::to_server ? 1500 : 400), 0, 0});
    }
    SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
    run(cuts);
    EXPECT_EQ(whole_, distinct_lines());
  }
}

}  // namespace
}  // namespace testcenter::test
