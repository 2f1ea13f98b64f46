#pragma once

#include "api/client.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace testcenter::api {

/// Writes request bodies as JSON: valid UTF-8, text made sendable (support/text.hpp). Optional
/// fields are left out where they are empty; so are places without a file or with a line below 0.
///
/// What is returned lives until the next call. It allocates only while its buffers still grow.
class Encoder {
 public:
  Encoder();
  ~Encoder();
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

  std::string_view suite(const Destination& destination, const TestData& test);
  std::string_view run(RunId parent, const TestData& test);

  /// An event that names no file.
  std::string_view event(const EventData& event);

  /// An array of the events, each naming its file as `file_names` says at its index; an empty name
  /// stands for no file.
  std::string_view events(const std::vector<const EventData*>& events,
                          const std::vector<std::string>& file_names);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace testcenter::api
