#pragma once

#include "../model.hpp"
#include "../store/database.hpp"

#include <httplib.h>

#include <optional>

namespace local_center {

std::optional<File> find_attachment(Database& database, Id id);

/// Answers with the file's bytes, in a way that no browser runs what is in them: whatever type the
/// client claimed, only plain pictures and text are shown, everything else is downloaded. An SVG
/// is shown where it is a picture in a page, and downloaded where it would be the page.
void answer_attachment(httplib::Response& response, const File& file);

}  // namespace local_center
