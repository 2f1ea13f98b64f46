#include "support/replay_loop.hpp"

#include "support/fail.hpp"
#include "support/time.hpp"

#include <cstddef>
#include <string_view>

namespace testcenter::benchmarks {
namespace {

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* answer) {
  static_cast<std::string*>(answer)->append(bytes, size * count);
  return size * count;
}

bool begins_with(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

/// What libcurl adds by itself.
bool is_libcurls(std::string_view line) {
  return begins_with(line, "Host:") || begins_with(line, "Accept:") ||
         begins_with(line, "Content-Length:") || begins_with(line, "User-Agent:");
}

std::string user_agent_of(const std::string& request) {
  constexpr std::string_view name = "\r\nUser-Agent: ";
  const std::size_t at = request.find(name);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size();
  return request.substr(begin, request.find("\r\n", begin) - begin);
}

}  // namespace

ReplayLoop::ReplayLoop(const std::string& url, const std::vector<std::string>& requests)
    : user_agent_(requests.empty() ? std::string() : user_agent_of(requests.front())) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  for (const std::string& request : requests) posts_.push_back(read(url, request));
}

ReplayLoop::Post ReplayLoop::read(const std::string& url, const std::string& request) {
  const std::size_t target = request.find(' ') + 1;
  const std::size_t head = request.find("\r\n\r\n");
  curl_slist* headers = curl_slist_append(nullptr, "Expect:");
  for (std::size_t at = request.find("\r\n") + 2; at < head;) {
    const std::size_t end = request.find("\r\n", at);
    const std::string line = request.substr(at, end - at);
    if (!is_libcurls(line)) headers = curl_slist_append(headers, line.c_str());
    at = end + 2;
  }
  return {url + request.substr(target, request.find(' ', target) - target),
          request.substr(head + 4), Headers(headers, &curl_slist_free_all)};
}

double ReplayLoop::run() {
  const auto begin = Clock::now();
  const std::unique_ptr<CURL, void (*)(CURL*)> easy(curl_easy_init(), &curl_easy_cleanup);
  curl_easy_setopt(easy.get(), CURLOPT_TCP_NODELAY, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_USERAGENT, user_agent_.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, &take);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &answer_);
  for (const Post& post : posts_) send(easy.get(), post);
  return seconds_since(begin);
}

void ReplayLoop::send(CURL* easy, const Post& post) {
  answer_.clear();
  curl_easy_setopt(easy, CURLOPT_URL, post.url.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, post.headers.get());
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, post.body.data());
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
  const CURLcode code = curl_easy_perform(easy);
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  require(code == CURLE_OK && status / 100 == 2, "the bare loop's request failed");
}

}  // namespace testcenter::benchmarks
