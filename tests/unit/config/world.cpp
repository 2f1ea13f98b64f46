#include "world.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using testcenter::Config;
using testcenter::Result;
using testcenter::config::Settings;
using testcenter::config::Surroundings;

namespace fs = std::filesystem;

World::World() {
  std::string name =
      (fs::canonical(fs::temp_directory_path()) / "testcenter-config-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) std::abort();
  folder_ = name;
  working_directory_ = name;
}

World::~World() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

World& World::set(const std::string& variable, const std::string& value) {
  variables_[variable] = value;
  return *this;
}

World& World::work_in(const std::string& folder) {
  working_directory_ = make_folder(folder);
  return *this;
}

std::string World::path(const std::string& name) const { return folder_ + "/" + name; }

std::string World::write(const std::string& name, const std::string& content) const {
  fs::create_directories(fs::path(path(name)).parent_path());
  std::ofstream(path(name), std::ios::binary) << content;
  return path(name);
}

std::string World::make_folder(const std::string& name) const {
  fs::create_directories(path(name));
  return path(name);
}

Surroundings World::surroundings() const {
  Surroundings surroundings;
  surroundings.environment = [this](const std::string& name) -> std::optional<std::string> {
    const auto found = variables_.find(name);
    if (found == variables_.end()) return std::nullopt;
    return found->second;
  };
  surroundings.working_directory = working_directory_;
  surroundings.user_id = "1234";
  for (const auto& [name, value] : variables_) surroundings.variables.push_back(name);
  return surroundings;
}

Settings World::settings(const Config& code, const Config& command_line) const {
  const Result<Settings> settings = resolve(code, command_line, surroundings());
  if (settings) return settings.value();
  ADD_FAILURE() << settings.error().message;
  return {};
}

std::string World::error(const Config& code, const Config& command_line) const {
  const Result<Settings> settings = resolve(code, command_line, surroundings());
  if (settings) return "no error";
  std::string line = settings.error().message;
  for (std::size_t at = line.find(folder_); at != std::string::npos; at = line.find(folder_)) {
    line.replace(at, folder_.size(), "<world>");
  }
  return line;
}
