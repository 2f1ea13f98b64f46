#pragma once

#include <httplib.h>

#include <string>

namespace local_center {

/// httplib does with a body what its headers say, while it reads it: it undoes compression, to any
/// size, and takes forms apart, each version in its own way. From here on it reads them as they
/// came. To be called before it reads, by the pre-routing handler.
void keep_body_raw(const httplib::Request& request);

/// What the request said of its body, once that is kept raw.
std::string content_type(const httplib::Request& request);
std::string content_encoding(const httplib::Request& request);

}  // namespace local_center
