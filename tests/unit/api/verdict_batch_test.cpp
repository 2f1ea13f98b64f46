#include "api/verdict.hpp"
#include "support/fake_transport.hpp"

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

namespace testcenter::api {
namespace {

using test::FakeTransport;
using testing::HasSubstr;

BatchAnswer judged(int status, std::string body, std::size_t count) {
  return judge_batch(FakeTransport::answer(status, std::move(body)), count);
}

Answer entry_with(const std::string& code, const std::string& text = "") {
  const std::string body = R"([{"code": )" + code + R"(, "body": ")" + text + R"("}])";
  return judged(207, body, 1).entries.front();
}

TEST(MultiStatus, IsJudgedEntryByEntry) {
  const BatchAnswer batch = judged(
      207, R"([{"code": 201, "body": ""}, {"code": 400, "body": "bad type"}, {"code": 204}])", 3);
  EXPECT_EQ(batch.whole.verdict, Verdict::accepted);
  ASSERT_EQ(batch.entries.size(), 3U);
  EXPECT_EQ(batch.entries[0].verdict, Verdict::accepted);
  EXPECT_EQ(batch.entries[1].verdict, Verdict::rejected);
  EXPECT_EQ(batch.entries[1].reason, "400 Bad Request: the server says \"bad type\"");
  EXPECT_EQ(batch.entries[2].verdict, Verdict::accepted);
}

struct BatchRow {
  const char* code;
  Verdict verdict;
};

class Entries : public testing::TestWithParam<BatchRow> {};

TEST_P(Entries, AreJudgedAsRequestsAre) {
  EXPECT_EQ(entry_with(GetParam().code).verdict, GetParam().verdict);
}

/// But for 404 and 405: the endpoint speaks, so it is there.
INSTANTIATE_TEST_SUITE_P(
    All, Entries,
    testing::Values(BatchRow{"200", Verdict::accepted}, BatchRow{"400", Verdict::rejected},
                    BatchRow{"401", Verdict::stopped}, BatchRow{"403", Verdict::stopped},
                    BatchRow{"404", Verdict::rejected}, BatchRow{"405", Verdict::rejected},
                    BatchRow{"413", Verdict::too_large}, BatchRow{"429", Verdict::wait},
                    BatchRow{"500", Verdict::outcome_unknown},
                    BatchRow{"503", Verdict::outcome_unknown},
                    BatchRow{"0", Verdict::outcome_unknown},
                    BatchRow{"\"201\"", Verdict::outcome_unknown},
                    BatchRow{"99999999999", Verdict::outcome_unknown},
                    BatchRow{"null", Verdict::outcome_unknown}));

TEST(MultiStatus, EntryThatAsksToWaitSaysHowLong) {
  EXPECT_EQ(entry_with("429").retry_after, std::chrono::milliseconds(1000));
}

TEST(MultiStatus, WithTooFewOrTooManyEntriesIsUnknown) {
  for (const std::size_t count : {1U, 3U}) {
    const BatchAnswer batch = judged(207, R"([{"code": 201}, {"code": 201}])", count);
    EXPECT_EQ(batch.whole.verdict, Verdict::outcome_unknown);
    EXPECT_THAT(batch.whole.reason, HasSubstr("2 entries came for " + std::to_string(count)));
    EXPECT_EQ(batch.entries.size(), count);
  }
}

TEST(MultiStatus, ThatIsNoArrayIsUnknown) {
  for (const char* body : {"", "{}", "[{\"code\": 201}", "null"}) {
    EXPECT_EQ(judged(207, body, 1).whole.verdict, Verdict::outcome_unknown) << body;
  }
}

TEST(MultiStatus, ThatIsTooLongToBeReadSaysSo) {
  auto reply = FakeTransport::answer(207, R"([{"code": 201}, {"co)");
  std::get<http::Response>(reply).is_cut = true;
  const BatchAnswer batch = judge_batch(reply, 2);
  EXPECT_EQ(batch.whole.verdict, Verdict::outcome_unknown);
  EXPECT_EQ(batch.whole.reason, "207 Multi-Status, but the answer is too long to be read");
}

TEST(MultiStatus, WithEntriesThatAreNoObjectsLeavesThoseUnknown) {
  const BatchAnswer batch = judged(207, R"([7, {"code": 201}])", 2);
  EXPECT_EQ(batch.entries[0].verdict, Verdict::outcome_unknown);
  EXPECT_EQ(batch.entries[1].verdict, Verdict::accepted);
}

TEST(MultiStatus, UnderAnotherSuccessIsReadAllTheSame) {
  EXPECT_EQ(judged(200, R"([{"code": 400}])", 1).entries[0].verdict, Verdict::rejected);
}

TEST(MultiStatus, ThatBeginsUnderAnotherSuccessAndDoesNotEndIsUnknown) {
  EXPECT_EQ(judged(201, R"( [{"code": 400)", 1).whole.verdict, Verdict::outcome_unknown);
}

TEST(MultiStatus, LosesSecretsInItsWordsAlone) {
  auto reply = FakeTransport::answer(200, R"([{"code": 400, "body": "40\u0034"}, {"code": 201}])");
  std::get<http::Response>(reply).secrets = {"4", "code"};
  const BatchAnswer batch = judge_batch(reply, 2);
  EXPECT_EQ(batch.entries[0].verdict, Verdict::rejected);
  EXPECT_EQ(batch.entries[0].reason, "400 Bad Request: the server says \"***0***\"");
  EXPECT_EQ(batch.entries[1].verdict, Verdict::accepted);
}

TEST(Batch, ThatSucceedsWithoutEntriesIsAcceptedAsAWhole) {
  const BatchAnswer batch = judged(204, "", 2);
  EXPECT_EQ(batch.whole.verdict, Verdict::accepted);
  ASSERT_EQ(batch.entries.size(), 2U);
  EXPECT_EQ(batch.entries[1].verdict, Verdict::accepted);
}

}  // namespace
}  // namespace testcenter::api
