#pragma once

#include "http/authorization.hpp"
#include "http/live_updates.hpp"
#include "http/request_log.hpp"
#include "http/writers.hpp"
#include "options.hpp"
#include "read/read_api.hpp"
#include "store/store.hpp"
#include "upload/upload_api.hpp"

#include <httplib.h>

#include <functional>
#include <memory>
#include <string>

namespace local_center {

/// The HTTP server: which path leads where, and what holds for all of them.
class Server {
 public:
  /// Throws DatabaseError when the database cannot be used.
  explicit Server(const Options& options);

  /// Takes the port; false (errno says why) when it cannot be had.
  bool bind();

  /// "http://127.0.0.1:8800/", once bound.
  std::string url() const;

  /// Serves until stop(); returns when the last answer is sent. False when it could not go on.
  bool serve();

  /// True from when serve() accepts connections.
  bool is_serving() const { return http_.is_running(); }

  /// From any thread, while it serves.
  void stop();

 private:
  using Handler = httplib::Server::Handler;
  using ReadAnswer = void (ReadApi::*)(const httplib::Request&, httplib::Response&);

  void set_up_connections();
  void set_up_upload();
  void set_up_reading();
  void set_up_errors();
  void serve(const char* path, ReadAnswer answer);
  Handler for_readers(Handler handler) const;
  /// Answers with 403 what came by a name that is not ours.
  bool turned_away(const httplib::Request& request, httplib::Response& response) const;

  const Options options_;
  int port_ = 0;
  int listening_socket_ = -1;
  RequestLog log_;
  LiveUpdates live_;
  Authorization authorization_;
  Writers writers_;
  Store store_;
  UploadApi upload_;
  ReadApi read_;
  httplib::Server http_;
};

}  // namespace local_center
