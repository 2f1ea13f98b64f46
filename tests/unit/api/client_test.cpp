#include "api/client.hpp"

#include "support/fake_transport.hpp"
#include "support/no_descriptors.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace testcenter::api {
namespace {

using test::FakeTransport;
using test::NoDescriptors;
using testing::HasSubstr;

class Requests : public testing::Test {
 protected:
  void SetUp() override { transport_.reply_as_upload_api(); }

  FakeTransport::Sent last() const { return transport_.requests().back(); }

  FakeTransport transport_;
  Client client_{transport_};
};

TEST_F(Requests, OfElementsGoToTheEndpointOfTheirKind) {
  const TestData test{{"T", 0}, {}, {}};
  EXPECT_EQ(client_.create_suite({"P", "", nullptr, 0}, test).run_id, 1);
  EXPECT_EQ(last().path, "/upload/suites");
  const std::vector<std::pair<ElementKind, std::string>> rows = {
      {ElementKind::test_case, "/upload/cases"},
      {ElementKind::feature, "/upload/features"},
      {ElementKind::scenario, "/upload/scenarios"},
      {ElementKind::step, "/upload/steps"},
      {ElementKind::section, "/upload/sections"}};
  for (const auto& [kind, path] : rows) {
    EXPECT_EQ(client_.create_run(kind, 1, test).verdict, Verdict::accepted);
    EXPECT_EQ(last().path, path);
    EXPECT_EQ(last().body, R"({"runId":1,"test":{"name":"T"}})");
  }
}

TEST_F(Requests, OfOneEventIsJson) {
  EXPECT_EQ(client_.send_event({}).verdict, Verdict::accepted);
  EXPECT_EQ(last().path, "/upload/events");
  EXPECT_EQ(last().body, R"({"runId":0,"type":"LOG"})");
  EXPECT_TRUE(last().parts.empty());
}

TEST_F(Requests, OfManyEventsIsAForm) {
  const BatchAnswer batch = client_.send_events(std::vector<EventData>(3));
  EXPECT_EQ(batch.whole.verdict, Verdict::accepted);
  EXPECT_EQ(batch.entries.size(), 3U);
  EXPECT_EQ(last().path, "/upload/events");
  ASSERT_EQ(last().parts.size(), 1U);
  EXPECT_EQ(last().parts[0].name, "eventData");
  EXPECT_EQ(last().parts[0].file_name, "");
}

TEST_F(Requests, OfManyEventsLeaveTheirAnswerRoomForWordsToEach) {
  client_.send_event({});
  const std::size_t room_for_one = last().longest_answer;
  client_.send_events(std::vector<EventData>(500));
  EXPECT_GE(last().longest_answer, room_for_one + 500 * (std::size_t{64} << 10));
}

TEST_F(Requests, OfNoEventsSendsNothing) {
  EXPECT_EQ(client_.send_events({}).whole.verdict, Verdict::accepted);
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(Requests, CanBeRepeatedWithTheSameClient) {
  client_.send_events(std::vector<EventData>(3));
  client_.send_event({});
  EXPECT_EQ(last().body, R"({"runId":0,"type":"LOG"})");
}

class RequestsWithFiles : public Requests {
 protected:
  void SetUp() override {
    Requests::SetUp();
    std::ofstream(path_) << "content";
    good_.path = path_;
    good_.name = "shot.png";
    good_.mime_type = "image/png";
    good_.role = FileRole::screenshot;
    gone_.path = "/nowhere/at/all";
    gone_.name = "gone.log";
  }
  void TearDown() override { std::remove(path_.c_str()); }

  static EventData with(const FileData& file) {
    EventData event;
    event.file = &file;
    return event;
  }

  const std::string path_ = testing::TempDir() + "client-" +
                            testing::UnitTest::GetInstance()->current_test_info()->name();
  FileData good_;
  FileData gone_;
};

TEST_F(RequestsWithFiles, CarryThemUnderNamesThatAreUnique) {
  client_.send_events({with(good_), {}, with(good_)});
  ASSERT_EQ(last().parts.size(), 3U);
  EXPECT_EQ(last().parts[1].name, "attachments[]");
  EXPECT_EQ(last().parts[1].file_name, "shot.png");
  EXPECT_EQ(last().parts[1].content_type, "image/png");
  EXPECT_EQ(last().parts[1].path, path_);
  EXPECT_EQ(last().parts[2].file_name, "shot (2).png");
  EXPECT_EQ(last().json(),
            R"([{"runId":0,"type":"LOG","screenshot":"shot.png"},{"runId":0,"type":"LOG"},)"
            R"({"runId":0,"type":"LOG","screenshot":"shot (2).png"}])");
}

TEST_F(RequestsWithFiles, ThatAreGoneSendTheOthers) {
  transport_.queue(FakeTransport::answer(207, R"([{"code": 201}, {"code": 400}])"));
  const BatchAnswer batch = client_.send_events({{}, with(gone_), with(good_)});
  EXPECT_EQ(batch.whole.verdict, Verdict::accepted);
  ASSERT_EQ(batch.entries.size(), 3U);
  EXPECT_EQ(batch.entries[0].verdict, Verdict::accepted);
  EXPECT_EQ(batch.entries[1].verdict, Verdict::rejected);
  EXPECT_THAT(batch.entries[1].reason, HasSubstr("gone.log"));
  EXPECT_EQ(batch.entries[2].verdict, Verdict::rejected);
  EXPECT_THAT(batch.entries[2].reason, HasSubstr("400"));
  EXPECT_EQ(last().parts.size(), 2U);
}

TEST_F(RequestsWithFiles, ThatAreAllGoneSendNothing) {
  const BatchAnswer batch = client_.send_events({with(gone_)});
  EXPECT_EQ(batch.whole.verdict, Verdict::accepted);
  EXPECT_EQ(batch.entries.at(0).verdict, Verdict::rejected);
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(RequestsWithFiles, ThatCannotBeOpenedForNowAreNotSentWithTheOthers) {
  const NoDescriptors meanwhile;
  const BatchAnswer batch = client_.send_events({with(good_), with(gone_), {}});
  EXPECT_EQ(batch.entries.at(0).verdict, Verdict::not_sent);
  EXPECT_THAT(batch.entries.at(0).reason, HasSubstr("shot.png"));
  EXPECT_EQ(batch.entries.at(1).verdict, Verdict::rejected);
  EXPECT_TRUE(batch.entries.at(1).is_for_its_file);
  EXPECT_EQ(batch.entries.at(2).verdict, Verdict::accepted);
  EXPECT_EQ(last().parts.size(), 1U);
}

TEST_F(RequestsWithFiles, ThatAreGoneStayRejectedWhateverBecomesOfTheOthers) {
  transport_.queue(FakeTransport::answer(503));
  const BatchAnswer batch = client_.send_events({with(gone_), {}});
  EXPECT_EQ(batch.whole.verdict, Verdict::outcome_unknown);
  EXPECT_EQ(batch.entries.at(0).verdict, Verdict::rejected);
  EXPECT_EQ(batch.entries.at(1).verdict, Verdict::outcome_unknown);
}

}  // namespace
}  // namespace testcenter::api
