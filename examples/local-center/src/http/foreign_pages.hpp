#pragma once

#include <httplib.h>

#include <string>

namespace local_center {

/// A page from elsewhere in a browser on this machine reaches whatever listens here. The browser
/// lets it read the answers once the page's own name leads here (DNS rebinding), and lets it post
/// forms in any case. These two see such a request by headers that no page can change.

/// Why this request must not be answered by a center that asks nobody who they are: it is addressed
/// to a name that is not this machine's. The port does not matter, as a tunnel may have another.
/// Empty: it may be answered.
std::string objection_to_name(const httplib::Request& request);

/// Why this request must not write: a page of another origin sent it. Programs send no origin.
/// Empty: it may write.
std::string objection_to_origin(const httplib::Request& request);

}  // namespace local_center
