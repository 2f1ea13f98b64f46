#pragma once

#include "../http/writers.hpp"
#include "../store/store.hpp"

#include <httplib.h>
#include <nlohmann/json.hpp>

namespace local_center {

/// What the page and others read: the answers to GET /api/…, but for the live updates. A number in
/// the query that cannot be read is a Breach.
class ReadApi {
 public:
  ReadApi(Store& store, const Writers& writers) : store_(store), writers_(writers) {}

  void reports(const httplib::Request& request, httplib::Response& response);
  void report(const httplib::Request& request, httplib::Response& response);
  void elements(const httplib::Request& request, httplib::Response& response);
  void failures(const httplib::Request& request, httplib::Response& response);
  void search(const httplib::Request& request, httplib::Response& response);
  void element(const httplib::Request& request, httplib::Response& response);
  void events(const httplib::Request& request, httplib::Response& response);
  void attachment(const httplib::Request& request, httplib::Response& response);

 private:
  nlohmann::json with_writers(nlohmann::json reports) const;

  Store& store_;
  const Writers& writers_;
};

}  // namespace local_center
