#pragma once

#include <testcenter/config.hpp>

#include "config/settings.hpp"

#include <map>
#include <string>

/// A world of its own for settings: a folder that is gone afterwards, and an environment.
class World {
 public:
  World();
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  World& set(const std::string& variable, const std::string& value);
  World& work_in(const std::string& folder);

  std::string path(const std::string& name) const;
  std::string write(const std::string& name, const std::string& content) const;
  std::string make_folder(const std::string& name) const;

  testcenter::config::Surroundings surroundings() const;

  /// Fails the test unless the settings are good.
  testcenter::config::Settings settings(const testcenter::Config& code = {},
                                        const testcenter::Config& command_line = {}) const;

  /// The error's line, with this world's folder as `<world>`; "no error" if the settings are good.
  std::string error(const testcenter::Config& code = {},
                    const testcenter::Config& command_line = {}) const;

 private:
  std::string folder_;
  std::string working_directory_;
  std::map<std::string, std::string> variables_;
};
