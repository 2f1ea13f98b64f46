// Takes the pictures of the page that stand in README.md and docs: testcenter-page-pictures FOLDER
#include "local_center/local_center_process.hpp"
#include "program/program.hpp"
#include "temporary_folder.hpp"
#include "web_driver.hpp"

#include <fstream>
#include <iostream>

namespace {

using testcenter::test::LocalCenterProcess;
using testcenter::test::TemporaryFolder;
using testcenter::test::WebDriver;

void run_examples(const LocalCenterProcess& center) {
  const TemporaryFolder folder;
  for (const auto& [name, program] :
       std::vector<std::pair<std::string, std::string>>{EXAMPLE_PROGRAMS}) {
    testcenter::test::run_program(
        {program}, {{"TESTCENTER_URL", center.url()},
                    {"TESTCENTER_PROJECT", "Shop"},
                    {"TESTCENTER_BATCH", "Nightly 42"},
                    {"TESTCENTER_LABELS", "OS=Linux;framework=" + name +
                                              ";.git.branch=main;.reference.url=[Build "
                                              "42](https://ci.example.com/builds/42)"},
                    {"TESTCENTER_SOURCE_ROOT", SOURCE_ROOT},
                    {"TESTCENTER_SPOOL_DIR", folder.make_folder("spool")}});
  }
}

/// Of the element with this name in a report.
int run_of(const LocalCenterProcess& center, int report, const std::string& name) {
  const auto answer = center.get_json("/api/reports/" + std::to_string(report) + "/elements");
  for (const auto& element : answer["elements"]) {
    if (element["name"] == name) return element["runId"];
  }
  throw std::runtime_error("no element " + name);
}

class Photographer {
 public:
  Photographer(const LocalCenterProcess& center, std::string folder)
      : center_(center), folder_(std::move(folder)) {}

  /// Waits for the condition, then takes the picture.
  void take(const std::string& address, const std::string& name, const std::string& condition) {
    browser_.go("about:blank");
    browser_.go(center_.url() + "/" + address);
    browser_.wait_for("byId('state').textContent === 'live' && (" + condition + ")");
    browser_.wait_for("[...document.images].every((image) => image.complete)");
    std::ofstream(folder_ + "/" + name, std::ios::binary) << browser_.picture();
  }

  WebDriver& browser() { return browser_; }

 private:
  const LocalCenterProcess& center_;
  std::string folder_;
  WebDriver browser_;
};

void take_all(const std::string& folder) {
  const LocalCenterProcess center;
  run_examples(center);
  Photographer photographer(center, folder);
  photographer.browser().set_window(1200, 560);
  photographer.take("", "overview.png", "document.querySelectorAll('.report-entry').length >= 3");
  photographer.browser().set_window(1200, 760);
  photographer.take("#report=1", "report.png", "document.querySelector('.failure')");
  const auto picture = run_of(center, 1, "LooksAsItAlwaysDid");
  const auto address = "#report=1&run=" + std::to_string(picture);
  const std::string shown = "document.querySelector('.thumb img').naturalWidth > 0";
  photographer.take(address, "screenshot.png", shown);
  photographer.browser().set_color_scheme("dark");
  const auto failed = run_of(center, 2, "No line is too long");
  photographer.take("#report=2&run=" + std::to_string(failed), "dark.png",
                    "document.querySelector('.event.FAIL pre')");
  photographer.browser().set_color_scheme("light");
  photographer.browser().set_window(400, 760);
  photographer.take("#report=1", "narrow.png", "document.querySelector('.row')");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: testcenter-page-pictures FOLDER\n";
    return 2;
  }
  try {
    take_all(argv[1]);
  } catch (const std::exception& error) {
    std::cerr << "testcenter-page-pictures: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
