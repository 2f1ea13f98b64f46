#include <testcenter/config.hpp>

#include "config/message.hpp"
#include "config/nearest.hpp"
#include "config/table.hpp"

namespace testcenter {

Status set(Config& config, std::string_view name, std::string_view text) {
  const config::Setting* const setting = config::find_setting(name);
  if (setting == nullptr) {
    const auto nearest = config::nearest_setting(name, config::furthest_suggestion);
    return Error{std::string(name) + " is not a setting" +
                 (nearest ? "; did you mean " + *nearest + "?" : "")};
  }
  if (text.empty()) return {};
  if (const Status good = setting->read(text, config); !good) {
    return Error{std::string(name) + "=" + config::in_quotes(setting->masked(text)) + " " +
                 good.error().message};
  }
  return {};
}

}  // namespace testcenter
