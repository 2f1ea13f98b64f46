#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace local_center {

using Id = std::int64_t;

enum class Kind { suite, test_case, feature, scenario, step, section };

/// "suite", "case", … as the JSON and the database have it.
const char* to_string(Kind kind);

/// The opposite of to_string(); nothing for any other text.
std::optional<Kind> kind_from(const std::string& text);

struct Test {
  std::string name;
  std::string summary;
  std::string description;
};

using Label = std::pair<std::string, std::string>;
using Labels = std::vector<Label>;

struct SuiteRequest {
  std::string project;
  std::optional<std::string> batch;
  std::optional<Id> report;
  Labels labels;
  Test test;
};

struct ElementRequest {
  Id parent = 0;
  Test test;
};

struct Location {
  std::string uri;
  std::int64_t line = 0;
};

struct VerificationPoint {
  std::string uri;
  std::string file;
};

/// File names are empty where the event names none.
struct Event {
  Id run = 0;
  std::string type;
  std::string message;
  std::string detail;
  std::optional<Location> location;
  std::vector<Location> trace;
  std::optional<VerificationPoint> vp;
  std::string attachment;
  std::string screenshot;
};

struct File {
  std::string name;
  std::string mime;
  std::string content;
};

}  // namespace local_center
