#pragma once

#include <string>

namespace local_center {

/// `localhost`, `::1`, or an address 127.x.x.x: what only programs of this machine can reach.
bool is_loopback(const std::string& address);

}  // namespace local_center
