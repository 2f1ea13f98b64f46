#include "boost_test/driver/boost_account.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <iterator>
#include <regex>
#include <stdexcept>

namespace testcenter::test {
namespace {

using nlohmann::json;

constexpr std::size_t compared_bytes = 200;
constexpr std::size_t most_passes = 1000;

/// The first line, without the bytes that the two write in several ways.
std::string plain(std::string text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  text = first == std::string::npos ? "" : text.substr(first);
  text = text.substr(0, text.find('\n'));
  text.erase(text.find_last_not_of(" \t\r") + 1);
  text = std::regex_replace(text, std::regex(R"(\\x[0-9A-Fa-f]{2})"), "");
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c < 0x20 || c == 0x7F; }),
             text.end());
  return text.substr(0, compared_bytes);
}

std::string place(const std::string& file, int line) {
  const bool is_known = line > 0 && file != "boost.test framework" && file != "unknown location";
  return is_known ? " " + file.substr(file.rfind('/') + 1) + ":" + std::to_string(line) : "";
}

std::string words_of(const pugi::xml_node& node) {
  std::string text;
  for (const auto& child : node.children()) text += child.value();  // CDATA in several parts
  return text;
}

std::string below(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "/" + name;
}

class XmlReader {
 public:
  BoostAccount take() { return std::move(account_); }

  /// `path`: of the suite, without the root; `key`: of the unit whose node it is.
  void read(const pugi::xml_node& node, const std::string& path, const std::string& key) {
    for (const auto& child : node.children()) {
      const std::string name = child.name();
      if (name == "TestSuite") {
        read_suite(child, path, key);
      } else if (name == "TestCase") {
        read_case(child, path, key);
      } else if (name == "TestLog") {
        read(child, path, key);  // of a run within a run
      } else if (is_entry(name)) {
        account_[key].push_back(entry(child));
      }
    }
  }

  /// Configurations of the user's say something before and behind the log.
  void read_document(const pugi::xml_document& document) {
    root_ = document.child("TestLog").child("TestSuite").attribute("name").as_string("Tests");
    read(document, {}, root_);
  }

 private:
  static bool is_entry(const std::string& name) {
    static const std::vector<std::string> names = {"Info",  "Message",    "Warning",
                                                   "Error", "FatalError", "Exception"};
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  void read_suite(const pugi::xml_node& node, const std::string& path, const std::string& key) {
    const std::string name = node.attribute("name").as_string();
    if (node.attribute("skipped")) return;  // says nothing of its cases
    const bool is_nested = key.find(": ") != std::string::npos;
    const bool is_root = name == root_;
    const auto own = is_root ? "" : below(path, name);
    read(node, own, is_nested ? key : is_root ? root_ : own);
  }

  void read_case(const pugi::xml_node& node, const std::string& path, const std::string& key) {
    const std::string name = node.attribute("name").as_string();
    const bool is_nested = key.find(": ") != std::string::npos;
    const auto own =
        is_nested ? key + " > " + below(path, name) : (path.empty() ? root_ : path) + ": " + name;
    auto& lines = account_[own];
    if (node.attribute("skipped")) {
      lines.push_back("Skipped " + plain(node.attribute("reason").as_string()));
      return;
    }
    const auto arguments =
        node.find_node([](const auto& child) { return std::string(child.name()) == "Frame"; });
    if (is_of_data(node) && arguments) {
      auto text = plain(words_of(arguments));
      while (!text.empty() && (text.back() == ';' || text.back() == ' ')) text.pop_back();
      lines.push_back("Message " + text);
    }
    read(node, {}, own);  // units within it are those of a run of their own
    cap_passes(account_[own]);
  }

  /// Its suite stands at the same place.
  static bool is_of_data(const pugi::xml_node& test) {
    const auto suite = test.parent();
    return std::regex_match(test.attribute("name").as_string(), std::regex("_[0-9]+")) &&
           suite.attribute("line").as_int() == test.attribute("line").as_int();
  }

  /// As we report them.
  static void cap_passes(std::vector<std::string>& lines) {
    std::size_t seen = 0;
    const auto is_too_much = [&](const std::string& line) {
      return line.rfind("Info", 0) == 0 && ++seen > most_passes;
    };
    lines.erase(std::remove_if(lines.begin(), lines.end(), is_too_much), lines.end());
    if (seen <= most_passes) return;
    lines.push_back("Info " + std::to_string(seen - most_passes) + " more assertions passed");
  }

  /// What boost::diagnostic_information() makes of an exception begins with its place.
  static std::string undiagnosed(const std::string& text) {
    static const std::regex diagnosis(
        R"([^\n]*\nDynamic exception type: ([^\n]*)\nstd::exception::what: ([^\n]*)[^]*)");
    return std::regex_replace(text, diagnosis, "$1: $2");
  }

  static std::string entry(const pugi::xml_node& node) {
    std::string kind = node.name();
    if (kind == "FatalError") kind = "Error";
    const auto text = plain(words_of(node));
    // Where an exception was thrown, only some know.
    if (kind == "Exception") return kind + " " + plain(undiagnosed(words_of(node)));
    return kind + place(node.attribute("file").as_string(), node.attribute("line").as_int()) + " " +
           text;
  }

  BoostAccount account_;
  std::string root_;
};

/// What Boost.Test calls it; empty for what we add.
std::string kind_of(const json& event) {
  const std::string type = event["type"];
  const std::string message = event["message"];
  static const std::regex closing(
      "^(Passed in|Failed in|Left by an exception after) [0-9.]+ (\u00b5s|ms|s).*");
  if (std::regex_match(message, closing) || message.rfind("ours: ", 0) == 0) return "";
  if (event.contains("vp")) return "";  // Boost.Test knows no pictures
  if (type == "PASS") return "Info";
  if (type == "LOG") return "Message";
  if (type == "WARNING") return "Warning";
  if (type == "FAIL" || type == "XFAIL") return "Error";
  if (type == "ERROR" || type == "FATAL") return "Exception";
  if (type == "SKIPPED") return "Skipped";
  return "";
}

void read_event(const json& event, std::vector<std::string>& lines) {
  const auto kind = kind_of(event);
  if (kind.empty()) return;
  auto line = kind;
  if (event.contains("location") && kind != "Exception") {
    line += place(event["location"]["uri"], event["location"]["line"]);
  }
  lines.push_back(line + " " + plain(event["message"]));
}

std::vector<const json*> in_order(const json& element) {
  std::vector<const json*> parts;
  for (const char* list : {"children", "events"}) {
    for (const auto& part : element[list]) parts.push_back(&part);
  }
  std::sort(parts.begin(), parts.end(), [](const json* one, const json* other) {
    return (*one)["sequence"] < (*other)["sequence"];
  });
  return parts;
}

/// A section of the test's own is a part of its case; one with a path is a case of a nested run.
void read_element(const json& element, const std::string& key, BoostAccount& account) {
  for (const auto* part : in_order(element)) {
    if (!part->contains("kind")) {
      read_event(*part, account[key]);
      continue;
    }
    const std::string name = (*part)["name"];
    const bool is_case = (*part)["kind"] == "case" || name.find('/') != std::string::npos;
    const auto separator = (*part)["kind"] == "case" ? ": " : " > ";
    const auto own = is_case ? key + separator + name : key;
    account[own];
    read_element(*part, own, account);
  }
}

}  // namespace

BoostAccount boost_account(const std::string& xml_file) {
  pugi::xml_document document;
  const auto parsed = document.load_file(xml_file.c_str());
  if (!parsed) throw std::runtime_error(xml_file + ": " + parsed.description());
  XmlReader reader;
  reader.read_document(document);
  return reader.take();
}

BoostAccount center_account(const json& report) {
  BoostAccount account;
  for (const auto& suite : report["elements"]) read_element(suite, suite["name"], account);
  for (auto unit = account.begin(); unit != account.end();) {
    const bool is_quiet_suite = unit->second.empty() && unit->first.find(": ") == std::string::npos;
    unit = is_quiet_suite ? account.erase(unit) : std::next(unit);
  }
  return account;
}

void keep_common(BoostAccount& boost, BoostAccount& center) {
  for (auto* account : {&boost, &center}) {
    for (auto& [unit, lines] : *account) {
      if (unit.rfind("threads", 0) == 0) std::sort(lines.begin(), lines.end());
    }
  }
  for (auto unit = boost.begin(); unit != boost.end();) {
    const bool is_filtered_out = unit->second == std::vector<std::string>{"Skipped disabled"} &&
                                 center.count(unit->first) == 0;
    unit = is_filtered_out ? boost.erase(unit) : std::next(unit);
  }
  for (auto unit = center.begin(); unit != center.end();) {
    const bool is_never_announced = boost.count(unit->first) == 0 && unit->second.size() == 1 &&
                                    unit->second.front().rfind("Skipped ", 0) == 0;
    unit = is_never_announced ? center.erase(unit) : std::next(unit);
  }
}

std::string text_of(const BoostAccount& account) {
  std::string text;
  for (const auto& [unit, lines] : account) {
    text += unit + "\n";
    for (const auto& line : lines) text += "  " + line + "\n";
  }
  return text;
}

}  // namespace testcenter::test
