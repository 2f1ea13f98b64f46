#include "http/narrating_transport.hpp"

#include <chrono>
#include <cstdint>
#include <utility>

namespace testcenter::http {
namespace {

std::string size_of(const Request& request) {
  if (request.parts.empty()) return std::to_string(request.body.size()) + " bytes";
  return std::to_string(request.parts.size()) + " parts, the first of " +
         std::to_string(request.parts.front().body.size()) + " bytes";
}

std::string outcome_of(const Reply& reply) {
  if (const auto* response = std::get_if<Response>(&reply)) {
    return std::to_string(response->status);
  }
  return std::get<Failure>(reply).reason;
}

class NarratingTransport final : public Transport {
 public:
  NarratingTransport(std::unique_ptr<Transport> transport,
                     std::function<void(const std::string&)> say)
      : transport_(std::move(transport)), say_(std::move(say)) {}

  Reply post(const Request& request) override {
    const auto begin = std::chrono::steady_clock::now();
    Reply reply = transport_->post(request);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - begin);
    say_("POST " + std::string(request.path) + ", " + size_of(request) + ": " + outcome_of(reply) +
         " in " + std::to_string(took.count()) + " us");
    return reply;
  }

  void abort() override { transport_->abort(); }
  void disconnect() override { transport_->disconnect(); }
  std::uint64_t moved() const override { return transport_->moved(); }

 private:
  std::unique_ptr<Transport> transport_;
  std::function<void(const std::string&)> say_;
};

}  // namespace

std::unique_ptr<Transport> narrate(std::unique_ptr<Transport> transport,
                                   std::function<void(const std::string&)> say) {
  return std::make_unique<NarratingTransport>(std::move(transport), std::move(say));
}

}  // namespace testcenter::http
