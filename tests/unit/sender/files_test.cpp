#include "sender_fixture.hpp"
#include "support/no_descriptors.hpp"

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

namespace testcenter::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Events with files, and requests that are too large.
class Files : public SenderTest {
 protected:
  void too_large_is(std::function<bool(const FakeTransport::Sent&)> rule) {
    transport.reply_with([this, rule = std::move(rule)](const FakeTransport::Sent& sent) {
      return rule(sent) ? FakeTransport::answer(413) : center.handle(sent);
    });
  }
  static bool is_more_than_two(const FakeTransport::Sent& sent) {
    return !sent.parts.empty() && nlohmann::json::parse(sent.json()).size() > 2;
  }
  bool is_there(const std::string& file) const {
    return std::filesystem::exists(journal.files_folder() + "/" + file);
  }
  static bool has_a_file(const FakeTransport::Sent& sent) { return sent.parts.size() > 1; }
};

TEST_F(Files, GoWithTheBatch) {
  const auto test_case = start_case();
  journal.event(test_case, "a");
  journal.event_with_file(test_case, "b", "log.txt", "text");
  run();
  EXPECT_EQ(center.requests().back(), "events[2]");
  EXPECT_THAT(center.events(),
              ElementsAre(Received{"C", "LOG", "a", ""}, Received{"C", "LOG", "b", "log.txt"}));
  const auto parts = transport.requests().back().parts;
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[1].path, journal.files_folder() + "/log.txt");
}

TEST_F(Files, AloneIsAMultipart) {
  const auto test_case = start_case();
  journal.event_with_file(test_case, "a", "log.txt", "text");
  run();
  EXPECT_EQ(center.requests().back(), "events[1]");
}

TEST_F(Files, ManyBytesGoInSeveralRequests) {
  options.max_file_bytes = 100;
  const auto test_case = start_case();
  for (const char* name : {"1", "2", "3"}) {
    journal.event_with_file(test_case, name, name, std::string(50, 'x'));
  }
  journal.event_with_file(test_case, "4", "4", std::string(500, 'x'));
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.requests(),
              ElementsAre("suites", "cases", "events[2]", "events[1]", "events[1]"));
}

TEST_F(Files, MissingIsAWarningAndTheEventStays) {
  const auto test_case = start_case();
  journal.event(test_case, "a");
  journal.event_with_file(test_case, "b", "gone.txt", "text", EventType::fail);
  std::filesystem::remove(journal.files_folder() + "/gone.txt");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  ASSERT_EQ(center.events().size(), 3U);
  EXPECT_EQ(center.events()[1], (Received{"C", "FAIL", "b", ""}));
  EXPECT_EQ(center.events()[2].type, "WARNING");
  EXPECT_THAT(center.events()[2].message,
              AllOf(HasSubstr("gone.txt"), HasSubstr("cannot be read")));
  EXPECT_EQ(acknowledged(), journal.results());
  EXPECT_EQ(rejected(), 0U);
}

TEST_F(Files, ThatCannotBeOpenedForWantOfDescriptorsGoLater) {
  const auto test_case = start_case();
  journal.event(test_case, "a");
  journal.event_with_file(test_case, "b", "log.txt", "text", EventType::fail);
  journal.finish();
  {
    const NoDescriptors meanwhile;
    EXPECT_EQ(run_until_it_waits().state, State::backoff);
    EXPECT_THAT(sender().problem(), AllOf(HasSubstr("log.txt"), HasSubstr("Too many open files")));
  }
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.events(),
              ElementsAre(Received{"C", "LOG", "a", ""}, Received{"C", "FAIL", "b", "log.txt"}));
  EXPECT_EQ(acknowledged(), journal.results());
  EXPECT_EQ(counters.possible_duplicates, 0U);
}

TEST_F(Files, FoundGoneBetweenTwoTriesAreNotSuspectedForIt) {
  const auto test_case = start_case();
  journal.event_with_file(test_case, "b", "log.txt", "text", EventType::fail);
  journal.finish();
  transport.queue(FakeTransport::failure(http::Failure::Kind::outcome_unknown));
  EXPECT_EQ(run_until_it_waits().state, State::backoff);
  std::filesystem::remove(journal.files_folder() + "/log.txt");
  EXPECT_EQ(run(), State::done);
  EXPECT_EQ(counters.possible_duplicates, 1U) << "what was sent twice";
}

TEST_F(Files, AreRemovedOnceTheirEventsAreAcknowledged) {
  const auto test_case = start_case();
  for (const char* name : {"1", "2"}) journal.event_with_file(test_case, name, name, "text");
  EXPECT_TRUE(is_there("1"));
  run();
  EXPECT_FALSE(is_there("1"));
  EXPECT_FALSE(is_there("2"));
  journal.event_with_file(test_case, "3", "3", "text");
  EXPECT_TRUE(is_there("3"));
}

TEST_F(Files, AreRemovedWhereTheirEventsAreRefused) {
  center.judge_event = [](const nlohmann::json&) { return 400; };
  journal.event_with_file(start_case(), "a", "1", "text");
  run();
  EXPECT_EQ(rejected(), 1U);
  EXPECT_FALSE(is_there("1"));
}

TEST_F(Files, StayAsLongAsAnEventAheadOfTheirsIsNotJudged) {
  const auto test_case = start_case();
  for (const char* name : {"1", "2", "3"}) journal.event_with_file(test_case, name, name, "text");
  center.judge_event = [](const nlohmann::json& event) {
    return event.dump().find("\"2\"") == std::string::npos ? 201 : 503;
  };
  EXPECT_EQ(run_until_it_waits().state, State::waiting);
  clock.advance(options.gather);
  EXPECT_EQ(run_until_it_waits().state, State::backoff);
  EXPECT_EQ(acknowledged(), 2U + 2U);
  EXPECT_FALSE(is_there("1"));
  EXPECT_TRUE(is_there("2"));
  EXPECT_TRUE(is_there("3")) << "who goes on with the journal sends it again";
  center.judge_event = nullptr;
  run();
  EXPECT_FALSE(is_there("2"));
  EXPECT_FALSE(is_there("3"));
}

TEST_F(Files, BehindALinkAreNotSent) {
  // We copy files. A link beside a journal was put there by somebody else.
  const auto test_case = start_case();
  const std::string secret = journal.files_folder() + "/../secret";
  std::ofstream(secret) << "a secret";
  journal.event_with_file(test_case, "b", "link.txt", "text", EventType::fail);
  std::filesystem::remove(journal.files_folder() + "/link.txt");
  std::filesystem::create_symlink(secret, journal.files_folder() + "/link.txt");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  ASSERT_EQ(center.events().size(), 2U);
  EXPECT_EQ(center.events()[0], (Received{"C", "FAIL", "b", ""}));
  EXPECT_THAT(center.events()[1].message,
              AllOf(HasSubstr("link.txt"), HasSubstr("it is not a regular file")));
  for (const auto& request : transport.requests()) EXPECT_LE(request.parts.size(), 1U);
}

TEST_F(Files, InAFolderThatIsALinkAreNotSent) {
  const auto test_case = start_case();
  journal.event_with_file(test_case, "b", "id_rsa", "a secret");
  const std::string elsewhere = journal.files_folder() + "-elsewhere";
  std::filesystem::rename(journal.files_folder(), elsewhere);
  std::filesystem::create_directory_symlink(elsewhere, journal.files_folder());
  journal.finish();
  EXPECT_EQ(run(), State::done);
  ASSERT_EQ(center.events().size(), 2U);
  EXPECT_EQ(center.events()[0], (Received{"C", "LOG", "b", ""}));
  EXPECT_THAT(center.events()[1].message,
              AllOf(HasSubstr("id_rsa"), HasSubstr("its folder is a symbolic link")));
}

TEST_F(Files, AnAttachmentWithoutItsFileIsALog) {
  const auto test_case = start_case();
  journal.event_with_file(test_case, "see file", "gone.txt", "text", EventType::attachment);
  std::filesystem::remove(journal.files_folder() + "/gone.txt");
  run();
  EXPECT_EQ(center.events().at(0), (Received{"C", "LOG", "see file", ""}));
}

TEST_F(Files, TooLargeABatchGoesInHalves) {
  too_large_is(is_more_than_two);
  const auto test_case = start_case();
  for (const char* message : {"a", "b", "c", "d", "e"}) journal.event(test_case, message);
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.messages(), ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(center.requests(), ElementsAre("suites", "cases", "events[5]", "events[2]",
                                             "events[3]", "events", "events[2]"));
  EXPECT_EQ(counters.possible_duplicates, 0U);
}

TEST_F(Files, TooLargeAFileIsAWarningAndTheEventStays) {
  too_large_is(has_a_file);
  const auto test_case = start_case();
  journal.event(test_case, "a");
  journal.event_with_file(test_case, "b", "large.bin", std::string(1234, 'x'), EventType::fail);
  journal.event(test_case, "c");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  ASSERT_EQ(center.events().size(), 4U);
  EXPECT_THAT(center.messages(),
              ElementsAre("a", "b", "c", HasSubstr("\"large.bin\" (1234 bytes)")));
  EXPECT_EQ(center.events()[1], (Received{"C", "FAIL", "b", ""}));
  EXPECT_EQ(center.events()[3].type, "WARNING");
  EXPECT_EQ(acknowledged(), journal.results());
  EXPECT_EQ(journal.acknowledged(), journal.end());
}

TEST_F(Files, TooLargeAnEventIsRejected) {
  const auto test_case = start_case();
  transport.queue(FakeTransport::answer(413));
  journal.event(test_case, "a");
  EXPECT_EQ(run(), State::idle);
  EXPECT_EQ(rejected(), 1U);
  EXPECT_THAT(sender().rejections(), ElementsAre(HasSubstr("413")));
}

}  // namespace
}  // namespace testcenter::test
