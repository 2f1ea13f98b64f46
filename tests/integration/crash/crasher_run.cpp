#include "integration/crash/crasher_run.hpp"

#include "journal/foreign_journal.hpp"
#include "support/told_journal.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <utility>

namespace testcenter::test {

ProgramRun Crasher::run(const std::vector<std::string>& arguments, Environment environment) const {
  std::vector<std::string> command{program_};
  command.insert(command.end(), arguments.begin(), arguments.end());
  environment.emplace("TESTCENTER_SPOOL_DIR", folder_.path("spool"));
  return run_program(command, environment, folder_.path());
}

std::vector<std::string> Crasher::kept() const {
  std::vector<std::string> names;
  std::error_code nothing_there;
  for (const auto& entry :
       std::filesystem::directory_iterator(folder_.path("spool"), nothing_there)) {
    names.push_back(entry.path().string());
  }
  return names;
}

std::string without_times(const std::string& output) {
  static const std::regex time("[0-9]+ ms");
  return std::regex_replace(output, time, "T ms");
}

std::vector<std::string> told_by(const std::string& path) {
  auto journal = journal::ForeignJournal::open(path);
  if (!journal) {
    ADD_FAILURE() << journal.error().message;
    return {};
  }
  return told(journal.value()->region());
}

}  // namespace testcenter::test
