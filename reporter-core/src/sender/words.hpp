#pragma once

#include <testcenter/model.hpp>

#include "api/client.hpp"
#include "sender/item.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace testcenter::sender {

/// What people read in the report and on the console when something was not taken.

std::string_view word_of(ElementKind kind);

/// 0 if it cannot be told.
std::uint64_t file_size(const std::string& path);

/// The WARNING on an element that had to be made again.
inline constexpr std::string_view begun_anew =
    "Sending was interrupted, and the server took no more results for the element of this name "
    "that they began in; they go on here";

/// The WARNING in place of a file that was too large or could not be read.
std::string file_left_out(const Item& item, const api::Answer& answer);
/// The WARNING on the ancestor that gets the results of a refused element.
std::string element_refused(ElementKind kind, std::string_view name, std::string_view reason);

}  // namespace testcenter::sender
