#include "json.hpp"

#include "words.hpp"

#include <rapidjson/encodings.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace testcenter::command_line {
namespace {

/// Paths and settings may be in any encoding, which Writer does not look at.
std::string as_utf8(std::string_view text) {
  std::string good;
  while (!text.empty()) {
    rapidjson::MemoryStream stream(text.data(), text.size());
    unsigned code_point = 0;
    const bool is_good = rapidjson::UTF8<>::Decode(stream, &code_point);
    const std::size_t size = is_good ? stream.Tell() : 1;
    good += is_good ? text.substr(0, size) : "\xEF\xBF\xBD";  // U+FFFD
    text.remove_prefix(size);
  }
  return good;
}

/// An object under way, in the words that the functions below need.
class Json {
 public:
  void begin(std::string_view name) {
    key(name);
    writer_.StartObject();
  }
  void begin() { writer_.StartObject(); }
  void end() { writer_.EndObject(); }
  void begin_list(std::string_view name) {
    key(name);
    writer_.StartArray();
  }
  void end_list() { writer_.EndArray(); }

  void add(std::string_view name, std::string_view text) {
    key(name);
    value(text);
  }
  void add(std::string_view name, const char* text) { add(name, std::string_view(text)); }
  void add(std::string_view name, bool value) {
    key(name);
    writer_.Bool(value);
  }
  void number(std::string_view name, std::uint64_t value) {
    key(name);
    writer_.Uint64(value);
  }
  /// null for 0: there is none.
  void id(std::string_view name, std::int64_t value) {
    key(name);
    if (value == 0) {
      writer_.Null();
    } else {
      writer_.Int64(value);
    }
  }
  void add(std::string_view name, const std::vector<std::string>& texts) {
    begin_list(name);
    for (const std::string& text : texts) value(text);
    end_list();
  }

  std::string text() const { return buffer_.GetString(); }

 private:
  void key(std::string_view name) {
    writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  }
  void value(std::string_view text) {
    const std::string good = as_utf8(text);
    writer_.String(good.data(), static_cast<rapidjson::SizeType>(good.size()));
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

void add_counts(Json& json, const Statistics& counts) {
  json.begin("counts");
  json.number("accepted", counts.accepted);
  json.number("acknowledged", counts.acknowledged);
  json.number("pending", counts.pending);
  json.number("rejected", counts.rejected);
  json.number("dropped", counts.dropped);
  json.number("possible_duplicates", counts.possible_duplicates);
  json.number("rerouted", counts.rerouted);
  json.number("requests", counts.requests);
  json.number("retries", counts.retries);
  json.end();
}

const char* state_of(ReplayedJournal::State state) {
  constexpr std::array<const char*, 6> names = {"sent",       "kept",    "locked",
                                                "unreadable", "waiting", "gone"};
  return names[static_cast<std::size_t>(state)];
}

void add_journal(Json& json, const ReplayedJournal& journal) {
  json.begin();
  json.add("state", state_of(journal.state));
  json.add("path", journal.path);
  json.add("program", journal.program);
  json.add("started", time_text(journal.started));
  json.add("url", journal.url);
  json.add("project", journal.project);
  json.add("batch", journal.batch);
  json.id("report_id", journal.report_id);
  json.add("reopened", journal.was_reopened);
  json.add("problem", journal.problem);
  add_counts(json, journal.counts);
  json.end();
}

}  // namespace

std::string json_of(const ReplayResult& result, bool is_dry_run) {
  Json json;
  json.begin();
  json.add("dry_run", is_dry_run);
  json.add("complete", result.is_complete());
  add_counts(json, result.total);
  json.begin_list("journals");
  for (const ReplayedJournal& journal : result.journals) add_journal(json, journal);
  json.end_list();
  json.add("rejections", result.rejections);
  json.end();
  return json.text();
}

std::string json_of(const SupervisedRun& run) {
  Json json;
  json.begin();
  json.number("exit_code", static_cast<std::uint64_t>(run.exit_code));
  json.id("signal", run.signal);
  json.add("start_problem", run.start_problem);
  json.add("reporting", run.was_reporting);
  json.add("url", run.url);
  json.add("project", run.project);
  json.add("batch", run.batch);
  json.id("report_id", run.report_id);
  json.number("processes", run.processes);
  json.number("died", run.died);
  json.number("cases", run.cases);
  json.number("failed_cases", run.failed_cases);
  json.number("skipped_cases", run.skipped_cases);
  json.number("failure_count", run.failure_count);
  json.begin_list("failures");
  for (const SupervisedFailure& failure : run.failures) {
    json.begin();
    json.add("type", name_of(failure.type));
    json.add("test", failure.test);
    json.add("message", failure.message);
    json.add("file", failure.file);
    json.number("line", static_cast<std::uint64_t>(failure.line > 0 ? failure.line : 0));
    json.end();
  }
  json.end_list();
  add_counts(json, run.counts);
  json.add("rejections", run.rejections);
  json.add("problem", run.problem);
  json.add("kept", run.kept);
  json.end();
  return json.text();
}

std::string json_of(const CheckResult& result) {
  Json json;
  json.begin();
  json.add("readiness", name_of(result.readiness));
  json.add("ready", result.readiness == Readiness::ready);
  json.add("words", result.words);
  json.begin_list("settings");
  for (const CheckedSetting& setting : result.settings) {
    json.begin();
    json.add("name", setting.name);
    json.add("value", setting.value);
    json.add("source", setting.source);
    json.end();
  }
  json.end_list();
  json.add("warnings", result.warnings);
  json.end();
  return json.text();
}

std::string json_of_error(const std::string& error) {
  Json json;
  json.begin();
  json.add("error", error);
  json.end();
  return json.text();
}

}  // namespace testcenter::command_line
