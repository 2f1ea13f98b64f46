#pragma once

#include <httplib.h>

#include <type_traits>
#include <vector>

namespace httplib {
struct UploadFormData;  // of newer ones, whose MultipartFormData is something else
}

namespace testcenter::test {

template <typename T, typename = void>
inline constexpr bool is_complete = false;
template <typename T>
inline constexpr bool is_complete<T, std::void_t<decltype(sizeof(T))>> = true;

/// What httplib::Client makes a form of: {name, content, file name, type} each.
using FormParts =
    std::vector<std::conditional_t<is_complete<httplib::UploadFormData>, httplib::UploadFormData,
                                   httplib::MultipartFormData>>;

}  // namespace testcenter::test
