#pragma once

#include "../http/request_log.hpp"
#include "../store/store.hpp"

#include <httplib.h>

#include <string>

namespace local_center {

/// The upload API: what is behind POST /upload/….
class UploadApi {
 public:
  /// `attachments_required`: refuse multipart events without any `attachments[]`, as the vendor's
  /// table reads literally.
  UploadApi(Store& store, RequestLog& log, bool attachments_required)
      : store_(store), log_(log), attachments_required_(attachments_required) {}

  /// Answers a request to /upload/`endpoint`; throws Breach for what the API does not allow.
  void answer(const std::string& endpoint, const httplib::Request& request,
              httplib::Response& response);

 private:
  void add_suite(const httplib::Request& request, httplib::Response& response);
  void add_element(Kind kind, const httplib::Request& request, httplib::Response& response);
  void add_event(const httplib::Request& request, httplib::Response& response);
  void add_event_form(const httplib::Request& request, httplib::Response& response);

  Store& store_;
  RequestLog& log_;
  const bool attachments_required_;
};

}  // namespace local_center
