#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace testcenter::http {

/// One part of a multipart/form-data body.
struct Part {
  std::string_view name;
  std::string_view file_name;     ///< empty: a plain field
  std::string_view content_type;  ///< empty: none given
  std::string_view body;
  std::string_view path;  ///< not empty: the body is this file, streamed from disk
};

/// A POST. Views live until post() returns.
struct Request {
  std::string_view path;  ///< below the server's base URL: "/upload/cases"
  std::string_view body;  ///< application/json, unless there are parts
  std::vector<Part> parts;
  std::size_t longest_answer = 1 << 20;  ///< how much of the answer's body is kept
};

/// The server (or something in its place) answered.
struct Response {
  int status = 0;
  std::string content_type;
  std::string location;  ///< of a redirect, which is never followed
  std::optional<std::chrono::milliseconds> retry_after;
  std::string body;
  bool is_cut = false;  ///< the body is longer than the request wants to keep
  /// A server may quote the token that it does not know. Whoever shows people a part of the above
  /// takes these out (http/secrets.hpp); out of a whole body they might take its meaning along.
  std::vector<std::string> secrets;
};

/// There is no answer.
struct Failure {
  enum class Kind {
    not_sent,         ///< could not resolve, connect, agree on TLS or pass the proxy
    outcome_unknown,  ///< the request, or a part of it, was sent; no whole answer came
    aborted,          ///< by abort()
    unusable,         ///< the settings cannot work: a CA file or key that cannot be read, a bad URL
  };
  Kind kind = Kind::not_sent;
  std::string reason;  ///< one line; never a secret

  /// What stood in the way, as far as it can be told.
  enum class Cause { other, name, connection, proxy, tls };
  Cause cause = Cause::other;
};

using Reply = std::variant<Response, Failure>;

/// The seam between what we say and how it travels. Tests put a fake here.
class Transport {
 public:
  virtual ~Transport() = default;

  /// Sends once, never by itself again; follows no redirect. One thread.
  virtual Reply post(const Request& request) = 0;

  /// Any thread: ends a post() under way, and all later ones, with Failure::Kind::aborted. Soon,
  /// unless a name is being resolved.
  virtual void abort() = 0;

  /// The thread that posts: ends the connection, until the next post().
  virtual void disconnect() {}

  /// Any thread: grows while bytes of a request move, so that whoever waits sees it before post()
  /// returns. 0 if it cannot be told.
  virtual std::uint64_t moved() const { return 0; }
};

}  // namespace testcenter::http
