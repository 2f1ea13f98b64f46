#include "recorder_case.hpp"

namespace {

class Results : public RecorderCase {};

TEST_F(Results, AreCountedWithWhatTheRecorderAddsItself) {
  start();
  const auto s = suite();
  close(test_case(s));
  const auto c = test_case(s);
  add(c, EventType::fail);
  add(c, EventType::log);
  close(c);
  close(s);
  recorder_->finish({});
  const auto counts = recorder_->counts();
  EXPECT_EQ(counts.elements, 3U);
  EXPECT_EQ(counts.events, 1U + 2U + 1U) << "a closing PASS, two of ours, a closing LOG";
  EXPECT_EQ(counts.failures, 1U);
  EXPECT_EQ(counts.dropped, 0U);
  EXPECT_EQ(counts.kept, 7U);
  expect_nothing_uncounted();
}

TEST_F(Results, KeepTheirTextsPlacesAndFiles) {
  start();
  const auto c = test_case(suite());
  const std::vector<testcenter::Location> frames{{"t.cpp", 5}};
  const testcenter::journal::StoredFile file{testcenter::FileRole::screenshot, "1", "n", "m", "r"};
  recorder_->add(c, {EventType::fail, "message", "detail", {"a.cpp", 3}, frames}, &file);
  testcenter::journal::Reader reader(region());
  testcenter::journal::Record record;
  for (int i = 0; i < 3; ++i) reader.next(record);
  EXPECT_EQ(record.message.text, "message");
  EXPECT_EQ(record.detail.text, "detail");
  EXPECT_EQ(record.location.line, 3);
  ASSERT_EQ(record.trace.size(), 1U);
  EXPECT_EQ(record.trace[0].file, "t.cpp");
  EXPECT_EQ(record.file_role, testcenter::FileRole::screenshot);
  EXPECT_EQ(record.reference.text, "r");
}

TEST_F(Results, OfAnElementKeepWhatTheTestSays) {
  start();
  recorder_->open(0, ElementKind::suite, {"name", "summary", "text", {"a.cpp", 3}});
  testcenter::journal::Reader reader(region());
  testcenter::journal::Record record;
  reader.next(record);
  EXPECT_EQ(record.summary.text, "summary");
  EXPECT_EQ(record.description.text, "text");
  EXPECT_EQ(record.location.file, "a.cpp");
}

}  // namespace
