#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace testcenter {

/// Text that may be sent is valid UTF-8 without control characters but tab and newline. Of anything
/// else each invalid byte (overlong forms, surrogates and code points above U+10FFFF are invalid)
/// becomes U+FFFD, and each control character, NUL, DEL and U+0080 to U+009F among them, becomes
/// `\xNN`. The same holds for names: a newline in one is kept.

/// Two bytes at the beginning of `text` are one of the control characters U+0080 to U+009F (C1),
/// which terminals obey as they do ESC.
bool begins_with_c1(std::string_view text);

/// How many bytes at the beginning of `raw` may be sent as they are.
std::size_t sendable_prefix(std::string_view raw);

/// Appends `raw`, made sendable.
void append_sendable(std::string& out, std::string_view raw);

/// `raw`, the beginning of a longer text, without the incomplete UTF-8
/// sequence that a cut may have left at its end.
std::string_view without_cut_sequence(std::string_view raw);

/// What is said after the first `kept` bytes of a text: "\n[cut: 65536 of 2097152 bytes]".
std::string cut_note(std::size_t kept, std::uint64_t full_size);

/// `raw` as a part of a message for a person: sendable, on one line, at most about `limit` bytes
/// and then "...".
std::string one_line(std::string_view raw, std::size_t limit);

/// For a shell to read as one word: in quotes, unless it needs none.
std::string shell_word(std::string_view text);

/// Without white space at its ends, whatever the locale.
std::string_view trimmed(std::string_view text);

/// A to Z only, whatever the locale.
std::string lower_case(std::string_view text);

}  // namespace testcenter
