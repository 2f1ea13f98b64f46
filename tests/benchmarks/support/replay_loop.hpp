#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>
#include <vector>

namespace testcenter::benchmarks {

/// The least that one can do with libcurl: an easy handle, kept alive, POSTs what was recorded and
/// gathers each answer.
class ReplayLoop {
 public:
  ReplayLoop(const std::string& url, const std::vector<std::string>& requests);

  /// All requests over one new connection; seconds.
  double run();

 private:
  using Headers = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;
  struct Post {
    std::string url;
    std::string body;
    Headers headers;
  };

  static Post read(const std::string& url, const std::string& request);
  void send(CURL* easy, const Post& post);

  std::string user_agent_;
  std::vector<Post> posts_;
  std::string answer_;
};

}  // namespace testcenter::benchmarks
