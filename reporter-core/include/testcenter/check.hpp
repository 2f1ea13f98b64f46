#pragma once

#include <testcenter/config.hpp>
#include <testcenter/export.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace testcenter {

/// A setting as it counts, and who said so.
struct CheckedSetting {
  std::string name;
  std::string value;   ///< secrets as `***`
  std::string source;  ///< `command line`, `TESTCENTER_URL`, `/x/testcenter.json:3`, `default` ...
};

enum class Readiness : std::uint8_t {
  ready,            ///< the upload API answered, and the credentials are good
  settings,         ///< a setting cannot be read, or no journal be made: nothing was asked
  switched_off,     ///< mode is `off`: nothing was asked
  name,             ///< the host's name is unknown
  refused,          ///< nobody listens there, or the way is blocked
  proxy,            ///< the proxy cannot be reached, or refuses
  tls,              ///< no trust, or no common protocol
  no_answer,        ///< a connection, but no answer in time, or half of one
  wrong_path,       ///< a web server, but not the upload API
  not_activated,    ///< a redirect or a web page where the upload API should be
  bad_credentials,  ///< 401 or 403
  server_trouble,   ///< 429 or 5xx
};

struct CheckResult {
  Readiness readiness = Readiness::settings;
  std::string words;                     ///< one line: what was found, and what to do about it
  std::vector<CheckedSetting> settings;  ///< where reporting is switched off: `mode` alone
  std::vector<std::string> warnings;
};

/// Resolves the settings (`config` on the level of a command line), makes the spool folder and a
/// journal there, which it removes again, and asks the server once. Makes nothing at the server: it
/// sends an empty object as an event, which the API has to refuse.
TESTCENTER_API CheckResult check(const Config& config);

/// `ready`, `bad-credentials` ...
TESTCENTER_API const char* name_of(Readiness readiness);

}  // namespace testcenter
