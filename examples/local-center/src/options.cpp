#include "options.hpp"

#include "loopback.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace local_center {
namespace {

/// For CLI11: what is wrong with the text, or nothing. Never quotes it, as it has a password.
std::string check_user(const std::string& user) {
  const auto colon = user.find(':');
  const bool complete = colon != std::string::npos && colon > 0 && colon + 1 < user.size();
  return complete ? "" : "must be NAME:PASSWORD";
}

/// httplib decodes %XX in every header: a token with such a part would never be equal.
std::string check_token(const std::string& token) {
  const bool good = std::all_of(token.begin(), token.end(),
                                [](char c) { return c > ' ' && c <= '~' && c != '%'; });
  return !token.empty() && good ? "" : "must be printable characters other than % and blanks";
}

std::string check_not_empty(const std::string& text) {
  return text.empty() ? "must not be empty" : "";
}

void describe(CLI::App& app, Options& options) {
  app.add_option("--port", options.port, "Port; 0 picks a free one")
      ->capture_default_str()
      ->check(CLI::Range(0, 65535));
  app.add_option("--database", options.database, "SQLite file to keep results in [in memory]")
      ->type_name("FILE")
      ->check(CLI::Validator(check_not_empty, ""));
  app.add_option("--token", options.token, "Access token that clients must send")
      ->check(CLI::Validator(check_token, ""));
  app.add_option("--user", options.user, "Name and password that clients must send")
      ->type_name("NAME:PASSWORD")
      ->check(CLI::Validator(check_user, ""));
  app.add_option("--listen", options.listen, "Address to listen on")
      ->type_name("ADDRESS")
      ->capture_default_str()
      ->check(CLI::Validator(check_not_empty, ""));
  app.add_flag("--require-attachments", options.require_attachments,
               "Refuse multipart events without any file");
  app.add_flag("--read-only", options.read_only,
               "Show the results in --database, and take no new ones");
}

/// What no single option can know about.
void check_together(const Options& options) {
  if (!is_loopback(options.listen) && options.token.empty() && options.user.empty()) {
    throw CLI::ValidationError("--listen " + options.listen +
                               ": others can reach this address, so --token or --user must be "
                               "given too");
  }
  if (options.read_only && options.database.empty()) {
    throw CLI::ValidationError("--read-only: there is nothing to show without --database FILE");
  }
}

}  // namespace

bool read_options(int argc, char** argv, Options& options, int& exit_code) {
  CLI::App app("A local stand-in for Squish Test Center: takes results and shows them.",
               "local-center");
  describe(app, options);
  try {
    app.parse(argc, argv);
    check_together(options);
  } catch (const CLI::ParseError& error) {
    exit_code = app.exit(error) == 0 ? 0 : 2;
    return false;
  }
  return true;
}

}  // namespace local_center
