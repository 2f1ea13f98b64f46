#pragma once

#include <testcenter/model.hpp>

#include "http/transport.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace testcenter::api {

using RunId = std::int64_t;

/// A text as the journal kept it: its beginning, and how long it was in whole.
struct Text {
  std::string_view text;
  std::uint64_t full_size = 0;  ///< > text.size(): it was cut

  bool empty() const { return text.empty(); }
};

/// A test element to make. Raw text: the client makes it valid and sendable.
struct TestData {
  Text name;
  Text summary;
  Text description;
};

/// Which report a suite goes to.
struct Destination {
  std::string_view project;
  std::string_view batch;  ///< empty: the server makes one
  const std::vector<Label>* labels = nullptr;
  std::int64_t report_id = 0;  ///< != 0: that report, batch and labels are not sent
};

/// A file of an event, beside the journal.
struct FileData {
  FileRole role = FileRole::attachment;
  std::string_view path;
  std::string_view name;
  std::string_view mime_type;
  Text reference;  ///< of a verification
};

struct LocationData {
  std::string_view file;
  std::int32_t line = 0;
};

/// An event to send. `file` is null where it has none.
struct EventData {
  RunId run_id = 0;
  EventType type = EventType::log;
  Text message;
  Text detail;
  LocationData location;
  std::vector<LocationData> trace;
  const FileData* file = nullptr;
};

/// How the server took something: the rows of the failure table (docs/architecture.md).
enum class Verdict : std::uint8_t {
  accepted,
  not_sent,         ///< retry with backoff, nothing can be doubled
  wait,             ///< 429, or 503 with Retry-After: retry after `retry_after`
  outcome_unknown,  ///< 500, 502, 503, 504, cut after sending, timed out, an answer we cannot read
  rejected,         ///< 400 (and other 4xx that are not below): this one is wrong, go on without it
  too_large,        ///< 413
  stopped,          ///< 401, 403, 404, a redirect, HTML, settings that cannot work: sending is over
  aborted,          ///< we ended it ourselves
};

/// What trouble is about: all of that need not be tried again soon.
enum class Concern : std::uint8_t {
  server,   ///< it does not answer, or is not what the settings say
  project,  ///< 403: this user and this project
  request,  ///< other requests may fare better
  unclear,  ///< the server, or what it could not bear in a request
};

struct Answer {
  Verdict verdict = Verdict::not_sent;
  std::string reason;  ///< one line for a person: status, the server's words cut to a sane length
  std::chrono::milliseconds retry_after{0};
  Concern concern = Concern::server;  ///< of `stopped`
  bool is_for_its_file = false;       ///< `rejected`, unsent, because its file cannot be read
  bool is_success = false;            ///< `stopped` by one that the API does not give
};

/// False: it is known that nothing of what was sent is there.
bool may_be_there(const Answer& answer);

struct RunAnswer : Answer {
  RunId run_id = 0;
};

struct SuiteAnswer : RunAnswer {
  std::int64_t report_id = 0;
};

/// Judges a batch. `whole` is the verdict of the request; `entries` has one verdict for each event:
/// its own where the server gave one each (207), else the same as `whole`. Only while `whole` is
/// `accepted` can the entries be taken at their word.
struct BatchAnswer {
  Answer whole;
  std::vector<Answer> entries;
};

class Encoder;

/// The endpoints of the Result Reporting API. One thread; keeps no state but its transport and
/// buffers. Text is sanitised here (docs/architecture.md, "Text"): valid UTF-8, control characters
/// as \xNN, an empty name as `(unnamed)`, a note where text was cut. A place without a file or with
/// a line below 0 is left out.
class Client {
 public:
  explicit Client(http::Transport& transport);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  SuiteAnswer create_suite(const Destination& destination, const TestData& test);
  /// `kind` is anything but a suite.
  RunAnswer create_run(ElementKind kind, RunId parent, const TestData& test);

  /// application/json; the event must have no file.
  Answer send_event(const EventData& event);
  /// multipart/form-data: eventData and the files. Files whose names clash are renamed in the
  /// request. An event whose file cannot be read any more is not sent: its entry is `rejected` with
  /// a reason that names the file, whatever becomes of the others; `not_sent` where that may pass.
  /// Where no event is left, nothing is sent and `whole` is accepted.
  BatchAnswer send_events(const std::vector<EventData>& events);

 private:
  http::Transport& transport_;
  std::unique_ptr<Encoder> encoder_;
};

}  // namespace testcenter::api
