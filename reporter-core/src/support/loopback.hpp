#pragma once

#include <string_view>

namespace testcenter {

/// True if the server of this URL can only be this machine: `localhost`, 127.0.0.0/8 in numbers,
/// `[::1]`. The URL holds no credentials.
bool is_loopback(std::string_view url);

}  // namespace testcenter
