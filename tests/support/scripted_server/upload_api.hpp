#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace testcenter::test {

/// As little of the upload API as a client needs to be happy: run ids in order, report 1, a 207
/// with an entry for each event. It checks nothing; examples/local-center does that.
class UploadApi {
 public:
  struct Answer {
    int status = 0;
    std::string body;
  };

  /// `event_data` is the part of that name of a multipart request, empty for a JSON one.
  Answer answer(std::string_view path, std::string_view event_data) {
    if (path == "/upload/events") return event_data.empty() ? Answer{204, ""} : entries(event_data);
    const std::string run = "\"runId\": " + std::to_string(++last_run_);
    if (path != "/upload/suites") return {201, "{" + run + "}"};
    return {201, "{\"project\": \"p\", \"batch\": \"b\", \"reportId\": 1, " + run + "}"};
  }

 private:
  static Answer entries(std::string_view event_data) {
    std::string body = "[";
    for (std::size_t i = count_objects(event_data); i > 0; --i) {
      body += R"({"code": 201, "body": ""})";
      if (i > 1) body += ", ";
    }
    return {207, body + "]"};
  }

  /// Objects of the outermost array of well-formed JSON.
  static std::size_t count_objects(std::string_view json) {
    std::size_t count = 0;
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
      const char c = json[i];
      if (in_string && c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = !in_string;
      } else if (!in_string && c == '{') {
        count += depth++ == 0 ? 1 : 0;
      } else if (!in_string && c == '}') {
        --depth;
      }
    }
    return count;
  }

  long last_run_ = 0;
};

}  // namespace testcenter::test
