#include "support/text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace testcenter {
namespace {

using namespace std::string_literals;

#define FFFD "\xEF\xBF\xBD"

std::string sendable(std::string_view raw) {
  std::string out = "before ";
  append_sendable(out, raw);
  return out.substr(7);
}

struct Row {
  const char* name;
  std::string raw;
  std::string sent;
};

class Text : public testing::TestWithParam<Row> {};

TEST_P(Text, IsMadeSendable) { EXPECT_EQ(sendable(GetParam().raw), GetParam().sent); }

/// The fast path reads eight bytes at a time: every alignment must give the same.
TEST_P(Text, IsMadeSendableWhereverItStands) {
  for (std::size_t before = 0; before < 20; ++before) {
    const std::string head(before, 'h');
    const std::string tail(20 - before, 't');
    EXPECT_EQ(sendable(head + GetParam().raw + tail), head + GetParam().sent + tail) << before;
  }
}

TEST_P(Text, HasAPrefixThatIsSentAsItIs) {
  const Row& row = GetParam();
  EXPECT_EQ(sendable_prefix(row.raw) == row.raw.size(), row.raw == row.sent);
}

INSTANTIATE_TEST_SUITE_P(Kept, Text,
                         testing::Values(Row{"nothing", "", ""}, Row{"ascii", "a b ~", "a b ~"},
                                         Row{"tab_and_newline", "a\tb\nc", "a\tb\nc"},
                                         Row{"two_bytes", "\xC2\xA9 \xDF\xBF", "\xC2\xA9 \xDF\xBF"},
                                         Row{"first_after_c1_controls", "\xC2\xA0", "\xC2\xA0"},
                                         Row{"three_bytes",
                                             "\xE0\xA0\x80 \xE2\x82\xAC \xED\x9F\xBF \xEF\xBF\xBF",
                                             "\xE0\xA0\x80 \xE2\x82\xAC \xED\x9F\xBF \xEF\xBF\xBF"},
                                         Row{"four_bytes", "\xF0\x90\x80\x80 \xF4\x8F\xBF\xBF",
                                             "\xF0\x90\x80\x80 \xF4\x8F\xBF\xBF"},
                                         Row{"replacement_itself", FFFD, FFFD}),
                         [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Control, Text,
    testing::Values(
        Row{"nul", "a\0b"s, "a\\x00b"}, Row{"escape", "\x1B[31m", "\\x1b[31m"},
        Row{"carriage_return", "a\r\n", "a\\x0d\n"}, Row{"unit_separator", "\x1F", "\\x1f"},
        Row{"del", "\x7F", "\\x7f"}, Row{"first_c1", "\xC2\x80", "\\x80"},
        Row{"next_line", "a\xC2\x85 b", "a\\x85 b"}, Row{"csi", "\xC2\x9B\x33\x31m", "\\x9b31m"},
        Row{"last_c1", "\xC2\x9F\xC2\xA0", "\\x9f\xC2\xA0"},
        Row{"only_controls", "\1\2\3\4\5\6\7\b"s, "\\x01\\x02\\x03\\x04\\x05\\x06\\x07\\x08"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Invalid, Text,
    testing::Values(Row{"lone_continuation", "\x80", FFFD},
                    Row{"never_a_byte", "\xFE\xFF", FFFD FFFD},
                    Row{"overlong_two", "\xC0\x80", FFFD FFFD},
                    Row{"overlong_slash", "\xC1\xAF", FFFD FFFD},
                    Row{"overlong_three", "\xE0\x9F\xBF", FFFD FFFD FFFD},
                    Row{"overlong_four", "\xF0\x8F\xBF\xBF", FFFD FFFD FFFD FFFD},
                    Row{"first_surrogate", "\xED\xA0\x80", FFFD FFFD FFFD},
                    Row{"last_surrogate", "\xED\xBF\xBF", FFFD FFFD FFFD},
                    Row{"above_10ffff", "\xF4\x90\x80\x80", FFFD FFFD FFFD FFFD},
                    Row{"five_bytes", "\xF8\x88\x80\x80\x80", FFFD FFFD FFFD FFFD FFFD},
                    Row{"truncated_three", "\xE2\x82", FFFD FFFD},
                    Row{"truncated_before_ascii", "\xE2\x82!", FFFD FFFD "!"},
                    Row{"truncated_before_good", "\xF0\x90\xC2\xA9", FFFD FFFD "\xC2\xA9"},
                    Row{"latin_1", "caf\xE9", "caf" FFFD}),
    [](const auto& row) { return row.param.name; });

TEST(CutText, LosesTheSequenceThatTheCutLeftIncomplete) {
  EXPECT_EQ(without_cut_sequence("ab\xC3"), "ab");
  EXPECT_EQ(without_cut_sequence("ab\xE2\x82"), "ab");
  EXPECT_EQ(without_cut_sequence("ab\xF0\x90\x80"), "ab");
}

TEST(CutText, KeepsWhatIsCompleteOrNoSequenceAtAll) {
  for (const std::string_view text :
       {"", "ab", "\xC2\xA9", "\xE2\x82\xAC", "a\x80\x80\x80\x80", "a\xFF", "a\xE0\x80", "\x80"}) {
    EXPECT_EQ(without_cut_sequence(text), text);
  }
}

TEST(CutText, SaysHowMuchThereWas) {
  EXPECT_EQ(cut_note(65536, 2097152), "\n[cut: 65536 of 2097152 bytes]");
}

TEST(OneLine, HasNoLineEndsAndALimit) {
  EXPECT_EQ(one_line("two\nlines\tand\x1B", 100), "two lines and\\x1b");
  EXPECT_EQ(one_line("a\xC2\x9Bm", 2), "a...");
  EXPECT_EQ(one_line("0123456789", 10), "0123456789");
  EXPECT_EQ(one_line("0123456789a", 10), "0123456789...");
  EXPECT_EQ(one_line("012345678\xC2\xA9", 10), "012345678...");
}

TEST(ShellWord, IsQuotedWhereItNeedsIt) {
  EXPECT_EQ(shell_word("/var/lib/job_1+2.3:4=5@6%7-8"), "/var/lib/job_1+2.3:4=5@6%7-8");
  EXPECT_EQ(shell_word("/a b"), "'/a b'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word("$HOME"), "'$HOME'");
  EXPECT_EQ(shell_word("~"), "'~'");
  EXPECT_EQ(shell_word("\xC3\xA4"), "'\xC3\xA4'");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(Trimmed, HasNoWhiteSpaceAround) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed("\n \n"), "");
  EXPECT_EQ(trimmed(""), "");
}

}  // namespace
}  // namespace testcenter
