#pragma once

#include <httplib.h>

namespace local_center {

/// Answers with the live page; nothing but its own script and style may run in it.
void answer_page(httplib::Response& response);

}  // namespace local_center
