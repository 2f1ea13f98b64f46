#include "tree.hpp"

#include <httplib.h>

#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

namespace {

using nlohmann::json;

json get(httplib::Client& center, const std::string& path) {
  const auto answer = center.Get(path.c_str());
  if (!answer) throw std::runtime_error(path + ": " + httplib::to_string(answer.error()));
  if (answer->status != 200) {
    throw std::runtime_error(path + ": answered " + std::to_string(answer->status));
  }
  return json::parse(answer->body);
}

/// The list has the newest first; people read from the oldest on.
void print_all(std::string url) {
  if (!url.empty() && url.back() == '/') url.pop_back();
  httplib::Client center(url);
  const auto list = get(center, "/api/reports");
  for (auto report = list.rbegin(); report != list.rend(); ++report) {
    const auto id = report->at("id").get<long long>();
    print_tree::print_report(std::cout, get(center, "/api/reports/" + std::to_string(id)));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: example-print-tree URL-OF-THE-LOCAL-CENTER\n";
    return 2;
  }
  try {
    print_all(argv[1]);
  } catch (const std::exception& error) {
    std::cerr << "example-print-tree: " << argv[1] << ": " << error.what() << '\n';
    return 1;
  }
  return 0;
}
