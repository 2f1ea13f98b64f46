#include "server.hpp"

#include "clock.hpp"
#include "http/answers.hpp"
#include "http/connection_threads.hpp"
#include "http/foreign_pages.hpp"
#include "http/raw_body.hpp"
#include "page.hpp"
#include "store/schema.hpp"

#include <sys/socket.h>

#include <cstdlib>
#include <exception>
#include <limits>

namespace local_center {
namespace {

constexpr std::size_t largest_request = std::size_t{256} * 1024 * 1024;
constexpr std::size_t most_connections = 512;
constexpr int waiting_connections = 256;

bool is_upload(const httplib::Request& request) { return request.path.rfind("/upload/", 0) == 0; }

/// Whether the library found the body shorter than announced, as it is where a client is killed.
bool is_cut(const httplib::Request& request, const httplib::Response& response) {
  if (response.status != 400 || !response.body.empty()) return false;
  const auto announced = request.get_header_value("Content-Length");
  return !request.has_header("Transfer-Encoding") &&
         std::strtoull(announced.c_str(), nullptr, 10) > request.body.size();
}

/// What the library itself refused, in words.
std::string reason_for(int status, const httplib::Request& request) {
  if (status == 404) return "there is no " + request.method + " " + request.path;
  if (status == 413) return "the request is larger than 256 MiB";
  return "the request is not readable";
}

/// httplib 0.10 hands over the exception itself.
[[maybe_unused]] std::string words_of(const std::exception& error) { return error.what(); }

[[maybe_unused]] std::string words_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& exception) {
    return exception.what();
  } catch (...) {
    return "unknown error";
  }
}

std::string message_in(const httplib::Response& response) {
  const auto body = nlohmann::json::parse(response.body, nullptr, false);
  return body.is_object() ? body.value("message", "") : "";
}

}  // namespace

Server::Server(const Options& options)
    : options_(options),
      authorization_(options.token, options.user),
      writers_([this](Id report) { live_.changed(report); }),
      store_(open_database(options.database, options.read_only),
             [this](Id report) {
               writers_.wrote(report);
               live_.changed(report);
             }),
      upload_(store_, log_, options.require_attachments),
      read_(store_, writers_) {
  set_up_connections();
  set_up_upload();
  set_up_reading();
  set_up_errors();
}

void Server::set_up_connections() {
  http_.new_task_queue = [this] {
    return new ConnectionThreads(most_connections, [this] { writers_.connection_ended(); });
  };
  // Not SO_REUSEPORT, as httplib does: two centers would share one port.
  http_.set_socket_options([this](int socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    listening_socket_ = socket;
  });
  http_.set_tcp_nodelay(true);
  http_.set_keep_alive_max_count(std::numeric_limits<int>::max());
  http_.set_keep_alive_timeout(300);
  http_.set_read_timeout(30);
  http_.set_write_timeout(30);
  http_.set_payload_max_length(largest_request);
  http_.set_default_headers({{"X-Content-Type-Options", "nosniff"},
                             {"Referrer-Policy", "no-referrer"},
                             {"Cache-Control", "no-store"}});
  http_.set_pre_routing_handler([this](const httplib::Request& request, auto&) {
    log_.request();
    keep_body_raw(request);
    return httplib::Server::HandlerResponse::Unhandled;
  });
}

void Server::set_up_upload() {
  http_.Post("/upload/(.*)", [this](const httplib::Request& request, httplib::Response& response) {
    const std::string endpoint = request.matches[1];
    log_.upload(endpoint);
    if (turned_away(request, response)) return;
    const auto objection = objection_to_origin(request);
    if (!objection.empty()) return answer_error(response, 403, objection);
    if (!authorization_.allows_upload(request)) return Authorization::refuse(response);
    if (options_.read_only) return answer_error(response, 403, "this center only shows results");
    try {
      upload_.answer(endpoint, request, response);
    } catch (const Breach& breach) {
      answer_error(response, breach.code(), breach.what());
    }
  });
}

void Server::set_up_reading() {
  http_.Get("/", for_readers([](const auto&, auto& response) { answer_page(response); }));
  http_.Get("/api/status", for_readers([this](const auto&, auto& response) {
              answer_json(response, 200, log_.to_json());
            }));
  http_.Get("/api/live",
            for_readers([this](const auto&, auto& response) { live_.subscribe(response); }));
  serve("/api/reports", &ReadApi::reports);
  serve("/api/reports/(\\d{1,18})", &ReadApi::report);
  serve("/api/reports/(\\d{1,18})/elements", &ReadApi::elements);
  serve("/api/reports/(\\d{1,18})/failures", &ReadApi::failures);
  serve("/api/reports/(\\d{1,18})/search", &ReadApi::search);
  serve("/api/elements/(\\d{1,18})", &ReadApi::element);
  serve("/api/elements/(\\d{1,18})/events", &ReadApi::events);
  serve("/api/attachments/(\\d{1,18})", &ReadApi::attachment);
}

void Server::serve(const char* path, ReadAnswer answer) {
  http_.Get(path, for_readers([this, answer](const auto& request, auto& response) {
              response.set_header("X-Time", std::to_string(now_ms()));
              response.set_header("X-Database", store_.identity());
              try {
                (read_.*answer)(request, response);
              } catch (const Breach& breach) {
                answer_error(response, breach.code(), breach.what());
              }
            }));
}

Server::Handler Server::for_readers(Handler handler) const {
  return [this, handler = std::move(handler)](const auto& request, auto& response) {
    if (turned_away(request, response)) return;
    if (!authorization_.allows_reading(request)) return Authorization::refuse(response);
    handler(request, response);
  };
}

bool Server::turned_away(const httplib::Request& request, httplib::Response& response) const {
  // A page from elsewhere knows no token, and the browser gives it none.
  const bool asks_who = !options_.token.empty() || !options_.user.empty();
  const auto objection = asks_who ? "" : objection_to_name(request);
  if (!objection.empty()) answer_error(response, 403, objection);
  return !objection.empty();
}

void Server::set_up_errors() {
  http_.set_exception_handler([](const auto&, auto& response, const auto& error) {
    answer_error(response, 500, words_of(error));
  });
  // Called for every error, ours and the library's, before it is sent.
  http_.set_error_handler([this](const httplib::Request& request, httplib::Response& response) {
    if (is_cut(request, response)) {
      return answer_error(response, 400, "the request ended before its body did");
    }
    if (response.body.empty()) {
      answer_error(response, response.status, reason_for(response.status, request));
    }
    if (is_upload(request)) {
      log_.breach(request.method + " " + request.path, message_in(response));
    }
  });
}

bool Server::bind() {
  if (options_.port != 0) {
    if (!http_.bind_to_port(options_.listen.c_str(), options_.port)) return false;
    port_ = options_.port;
  } else {
    port_ = http_.bind_to_any_port(options_.listen.c_str());
    if (port_ <= 0) return false;
  }
  // httplib lets five connections wait; a sixth would try again after a second.
  ::listen(listening_socket_, waiting_connections);
  return true;
}

std::string Server::url() const {
  auto host = options_.listen;
  if (host == "0.0.0.0") host = "127.0.0.1";
  if (host == "::") host = "::1";
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return "http://" + host + ":" + std::to_string(port_) + "/";
}

bool Server::serve() { return http_.listen_after_bind(); }

void Server::stop() {
  live_.close();
  http_.stop();
}

}  // namespace local_center
