#pragma once

#include "../model.hpp"

#include <httplib.h>

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace local_center {

/// Tells live pages, by server-sent events, which reports changed.
///
/// First comes an event `hello`; then, for all changes of a moment together, an event `change` with
/// `{"reports": [ids]}`. What happened before the hello is not told: read the report then.
class LiveUpdates {
 public:
  /// Any thread, at any rate.
  void changed(Id report);

  /// Answers with a stream that lasts until the client leaves (seen within seconds) or close(); 503
  /// when there are too many already.
  void subscribe(httplib::Response& response);

  /// Ends all streams.
  void close();

 private:
  struct Stream;
  bool feed(Stream& stream, httplib::DataSink& sink);
  std::string changes_since(std::uint64_t version) const;
  void leave();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::uint64_t version_ = 0;
  std::map<Id, std::uint64_t> changed_at_;
  std::size_t streams_ = 0;
  std::size_t waiting_ = 0;
  bool closed_ = false;
};

}  // namespace local_center
