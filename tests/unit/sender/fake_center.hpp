#pragma once

#include "support/fake_transport.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace testcenter::test {

/// A small Test Center behind a FakeTransport: it gives out run ids and remembers what it accepted.
/// What the transport has queued is answered without it.
class FakeCenter {
 public:
  struct ReceivedEvent {
    std::string run;  ///< the name of the element it went to
    std::string type;
    std::string message;
    std::string file;

    friend bool operator==(const ReceivedEvent& a, const ReceivedEvent& b) {
      return a.run == b.run && a.type == b.type && a.message == b.message && a.file == b.file;
    }
  };

  FakeCenter();

  FakeTransport transport;

  /// Events below this name, elements of this name: status to answer. Default: 201.
  std::function<int(const nlohmann::json& event)> judge_event;
  std::function<int(const std::string& name)> judge_element;
  bool wants_attachments = false;         ///< answers 400 to a multipart without files
  bool answers_lists_as_a_whole = false;  ///< one bad event: 400 for all, none is taken

  /// `case C below S`, in order.
  const std::vector<std::string>& elements() const { return elements_; }
  const std::vector<ReceivedEvent>& events() const { return events_; }
  std::vector<std::string> messages() const;
  /// Below /upload/: `suites`, `events` ...; `events[3]` for a multipart of three.
  std::vector<std::string> requests() const;
  /// Takes what the request holds and forgets to answer.
  void take_silently(const FakeTransport::Sent& sent) { handle(sent); }

  http::Reply handle(const FakeTransport::Sent& sent);

 private:
  http::Reply take_element(const std::string& kind, const nlohmann::json& body);
  http::Reply take_list(const FakeTransport::Sent& sent);
  int take_event(const nlohmann::json& event);
  int code_for(const nlohmann::json& event) const;

  std::vector<std::string> elements_;
  std::vector<ReceivedEvent> events_;
  std::map<std::int64_t, std::string> names_;
  std::int64_t last_run_ = 100;
};

std::ostream& operator<<(std::ostream& out, const FakeCenter::ReceivedEvent& event);

}  // namespace testcenter::test
