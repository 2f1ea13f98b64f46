#pragma once

#include "../breach.hpp"
#include "../model.hpp"
#include "form.hpp"

#include <variant>
#include <vector>

namespace local_center {

/// An event of a form, or why it is none: each entry is judged by itself.
using FormEntry = std::variant<Event, Breach>;

struct EventForm {
  std::vector<FormEntry> entries;
  std::vector<File> files;
};

/// Reads a multipart/form-data request: one `eventData`, any number of `attachments[]`.
/// Throws Breach for what spoils the request as a whole.
EventForm read_event_form(const std::vector<FormPart>& parts, bool attachments_required);

}  // namespace local_center
