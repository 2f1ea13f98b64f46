#pragma once

#include "support/scripted_server/scripted_server.hpp"
#include "support/scripted_server/upload_api.hpp"

#include <string>

namespace testcenter::test {

/// Takes everything, but answers events byte by byte: there is progress, for longer than a test
/// waits.
class SlowServer {
 public:
  SlowServer() {
    server_.otherwise([this](const SeenRequest& request) {
      const auto answer = api_.answer(request.target, request.part("eventData"));
      const bool has_events = request.target == "/upload/events";
      return has_events ? Behaviour::trickle(answer.status, answer.body)
                        : Behaviour::answer(answer.status, answer.body);
    });
  }
  std::string url() const { return server_.url(); }

 private:
  UploadApi api_;
  ScriptedServer server_;  // the last: its thread uses the other
};

}  // namespace testcenter::test
