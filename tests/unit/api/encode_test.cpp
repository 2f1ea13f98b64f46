#include "api/encode.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace testcenter::api {
namespace {

TestData named(std::string_view name) { return {{name, 0}, {}, {}}; }

class Encoding : public testing::Test {
 protected:
  std::string event(const EventData& event) { return std::string(encoder_.event(event)); }

  std::string event_with_file(const FileData& file) {
    EventData event;
    event.run_id = 1;
    event.file = &file;
    return std::string(encoder_.events({&event}, {"a.png"}));
  }

  Encoder encoder_;
};

TEST_F(Encoding, OfASuiteNamesAtLeastProjectAndTest) {
  EXPECT_EQ(encoder_.suite({"MyProject", "", nullptr, 0}, named("MyTest")),
            R"({"project":"MyProject","test":{"name":"MyTest"}})");
}

TEST_F(Encoding, OfASuiteHasBatchAndLabels) {
  const std::vector<Label> labels = {{"OS", "Linux"}, {".git.branch", ""}};
  EXPECT_EQ(encoder_.suite({"P", "B", &labels, 0}, named("T")),
            R"({"project":"P","batch":"B","labels":[{"key":"OS","value":"Linux"},)"
            R"({"key":".git.branch","value":""}],"test":{"name":"T"}})");
}

TEST_F(Encoding, OfASuiteLeavesOutNoLabels) {
  const std::vector<Label> labels;
  EXPECT_EQ(encoder_.suite({"P", "B", &labels, 0}, named("T")),
            R"({"project":"P","batch":"B","test":{"name":"T"}})");
}

TEST_F(Encoding, OfASuiteInAReportSaysNothingOfBatchAndLabels) {
  const std::vector<Label> labels = {{"OS", "Linux"}};
  EXPECT_EQ(encoder_.suite({"P", "B", &labels, 25}, named("T")),
            R"({"project":"P","reportId":25,"test":{"name":"T"}})");
}

TEST_F(Encoding, OfARunHasParentAndAllDetails) {
  EXPECT_EQ(encoder_.run(12, {{"N", 0}, {"S", 0}, {"D", 0}}),
            R"({"runId":12,"test":{"name":"N","summary":"S","description":"D"}})");
}

TEST_F(Encoding, OfAnEmptyNameSaysSo) {
  EXPECT_EQ(encoder_.run(1, named("")), R"json({"runId":1,"test":{"name":"(unnamed)"}})json");
}

TEST_F(Encoding, OfLargeIdsIsExact) {
  EXPECT_EQ(encoder_.run(9007199254740993, named("N")),
            R"({"runId":9007199254740993,"test":{"name":"N"}})");
}

TEST_F(Encoding, OfAnEventLeavesOutWhatIsEmpty) {
  EventData pass;
  pass.run_id = 18;
  pass.type = EventType::pass;
  EXPECT_EQ(event(pass), R"({"runId":18,"type":"PASS"})");
}

TEST_F(Encoding, OfAnEventHasEverything) {
  EventData fail;
  fail.run_id = 18;
  fail.type = EventType::fail;
  fail.message = {"a \"quoted\" \\ word", 0};
  fail.detail = {"two\n\tlines", 0};
  fail.location = {"src/a.cpp", 42};
  fail.trace = {{"src/b.cpp", 1}, {"src/c.cpp", 0}};
  EXPECT_EQ(event(fail), R"({"runId":18,"type":"FAIL","message":"a \"quoted\" \\ word",)"
                         R"("detail":"two\n\tlines","location":{"uri":"src/a.cpp","line":42},)"
                         R"("trace":[{"uri":"src/b.cpp","line":1},{"uri":"src/c.cpp","line":0}]})");
}

TEST_F(Encoding, OfPlacesThatAreNoneLeavesThemOut) {
  EventData log;
  log.location = {"", 42};
  log.trace = {{"", 3}, {"b.cpp", -1}};
  EXPECT_EQ(event(log), R"({"runId":0,"type":"LOG"})");
  log.location = {"a.cpp", -1};
  log.trace = {{"", 3}, {"b.cpp", 7}};
  EXPECT_EQ(event(log), R"({"runId":0,"type":"LOG","trace":[{"uri":"b.cpp","line":7}]})");
}

TEST_F(Encoding, KnowsEveryType) {
  const std::vector<std::string> words = {"PASS",  "XPASS", "FAIL", "XFAIL",   "WARNING",
                                          "ERROR", "FATAL", "LOG",  "SKIPPED", "ATTACHMENT"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    EventData data;
    data.type = static_cast<EventType>(i + 1);
    EXPECT_EQ(event(data), R"({"runId":0,"type":")" + words[i] + "\"}");
  }
}

TEST_F(Encoding, OfCutTextSaysHowMuchThereWas) {
  EventData log;
  log.message = {"abc", 2097152};
  EXPECT_EQ(event(log), R"({"runId":0,"type":"LOG","message":"abc\n[cut: 3 of 2097152 bytes]"})");
}

TEST_F(Encoding, OfTextCutInsideACharacterDropsTheRestOfIt) {
  EventData log;
  log.message = {"ab\xE2\x82", 5};
  EXPECT_EQ(event(log), R"({"runId":0,"type":"LOG","message":"ab\n[cut: 2 of 5 bytes]"})");
}

TEST_F(Encoding, OfTheSameBytesUncutShowsThatTheyAreInvalid) {
  EventData log;
  log.message = {"ab\xE2\x82", 4};
  EXPECT_EQ(event(log),
            "{\"runId\":0,\"type\":\"LOG\",\"message\":\"ab\xEF\xBF\xBD\xEF\xBF\xBD\"}");
}

TEST_F(Encoding, OfControlCharactersShowsThem) {
  EventData log;
  log.message = {std::string_view("a\0\x1B[1m", 6), 0};
  EXPECT_EQ(event(log), R"({"runId":0,"type":"LOG","message":"a\\x00\\x1b[1m"})");
}

TEST_F(Encoding, OfEventsIsAnArray) {
  EventData first;
  EventData second;
  second.type = EventType::pass;
  EXPECT_EQ(encoder_.events({&first, &second}, {"", ""}),
            R"([{"runId":0,"type":"LOG"},{"runId":0,"type":"PASS"}])");
}

TEST_F(Encoding, OfAnAttachmentNamesTheFile) {
  EXPECT_EQ(event_with_file({FileRole::attachment, "/spool/1", "x", "text/plain", {}}),
            R"([{"runId":1,"type":"LOG","attachment":"a.png"}])");
}

TEST_F(Encoding, OfAScreenshotNamesTheFile) {
  for (const char* type : {"image/png", "Image/PNG"}) {
    EXPECT_EQ(event_with_file({FileRole::screenshot, "/spool/1", "x", type, {}}),
              R"([{"runId":1,"type":"LOG","screenshot":"a.png"}])");
  }
}

TEST_F(Encoding, OfAScreenshotThatIsNoImageIsAnAttachment) {
  EXPECT_EQ(event_with_file({FileRole::screenshot, "/spool/1", "x", "text/plain", {}}),
            R"([{"runId":1,"type":"LOG","attachment":"a.png"}])");
}

TEST_F(Encoding, OfAVerificationNamesReferenceAndFile) {
  EXPECT_EQ(
      event_with_file({FileRole::verification, "/spool/1", "x", "image/png", {"vp/a.png", 0}}),
      R"([{"runId":1,"type":"LOG","vp":{"uri":"vp/a.png","attachment":"a.png"}}])");
}

}  // namespace
}  // namespace testcenter::api
