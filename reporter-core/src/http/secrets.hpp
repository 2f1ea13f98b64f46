#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace testcenter::http {

/// Adds a secret in each spelling that an error text may quote it in: as it is, and as JSON says
/// it. Nothing if it is empty.
void add_secret(std::vector<std::string>& secrets, std::string_view secret);

/// `text` with every secret replaced by `***`.
std::string without_secrets(std::string text, const std::vector<std::string>& secrets);

/// Adds a password alone, and with its user as Basic authorization sends them. Nothing if it is
/// empty.
void add_credentials(std::vector<std::string>& secrets, std::string_view user,
                     std::string_view password);

}  // namespace testcenter::http
