#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace testcenter::test {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

/// An HTTP answer as bytes, with Content-Length. `promised` > body.size(): it promises more than it
/// gives.
std::string answer_bytes(int status, const std::string& body, const HeaderList& headers = {},
                         std::size_t promised = 0);

/// What the server does, once.
struct Behaviour {
  /// When it is applied: to the next connection as it comes in, to the next request at its first
  /// bytes, or to the next request once all of it was read.
  enum class Moment { accept, first_bytes, request };
  enum class Action {
    answer,   ///< sends `bytes`
    trickle,  ///< sends `bytes` one at a time, some milliseconds apart
    stall,    ///< reads no more and says nothing, until the peer is gone
    close,
    reset,  ///< closes so that the peer sees a reset
  };

  Moment moment = Moment::request;
  Action action = Action::answer;
  std::string bytes;
  bool then_close = false;  ///< of an answer: although nothing in it says so

  static Behaviour answer(int status, const std::string& body = {},
                          const HeaderList& headers = {}) {
    return {Moment::request, Action::answer, answer_bytes(status, body, headers), false};
  }
  /// An answer that lets the client believe in keep-alive, and then a closed connection.
  static Behaviour answer_and_close(int status, const std::string& body = {}) {
    return {Moment::request, Action::answer, answer_bytes(status, body), true};
  }
  static Behaviour trickle(int status, const std::string& body = {}) {
    return {Moment::request, Action::trickle, answer_bytes(status, body), false};
  }
  /// Promises `missing` bytes more than `body` has, and closes.
  static Behaviour cut_short(int status, const std::string& body, std::size_t missing) {
    return {Moment::request, Action::answer, answer_bytes(status, body, {}, body.size() + missing),
            true};
  }
  /// Any bytes at all, and then a closed connection.
  static Behaviour raw(std::string bytes) {
    return {Moment::request, Action::answer, std::move(bytes), true};
  }
  static Behaviour stall(Moment moment) { return {moment, Action::stall, {}, false}; }
  static Behaviour close(Moment moment) { return {moment, Action::close, {}, false}; }
  static Behaviour reset(Moment moment) { return {moment, Action::reset, {}, false}; }
};

}  // namespace testcenter::test
