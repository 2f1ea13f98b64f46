#include "support/console.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

namespace console = testcenter::console;

namespace {

/// Puts another descriptor into the place of stderr as long as it lives.
class StderrAs {
 public:
  explicit StderrAs(int fd) : saved_(dup(STDERR_FILENO)) { dup2(fd, STDERR_FILENO); }
  ~StderrAs() {
    dup2(saved_, STDERR_FILENO);
    close(saved_);
  }
  StderrAs(const StderrAs&) = delete;
  StderrAs& operator=(const StderrAs&) = delete;

 private:
  int saved_;
};

/// What `action` writes to stderr, a string a write: this kind of pipe keeps them apart.
std::vector<std::string> writes_of(const std::function<void()>& action) {
  int ends[2];
  if (pipe2(ends, O_DIRECT | O_NONBLOCK) != 0) return {"no pipe"};
  {
    const StderrAs pipe_end(ends[1]);
    action();
  }
  close(ends[1]);
  std::vector<std::string> writes;
  char packet[4096];
  for (ssize_t size = 0; (size = read(ends[0], packet, sizeof packet)) > 0;) {
    writes.emplace_back(packet, static_cast<std::size_t>(size));
  }
  close(ends[0]);
  return writes;
}

using Writes = std::vector<std::string>;

TEST(Console, SaysALineInOneWrite) {
  EXPECT_EQ(writes_of([] { console::say("cannot go on"); }), Writes{"testcenter: cannot go on\n"});
}

TEST(Console, KeepsALineOneLine) {
  EXPECT_EQ(writes_of([] { console::say("a\nb\r\nc\n"); }), Writes{"testcenter: a b  c \n"});
}

TEST(Console, GivesNoControlCharactersToTheTerminal) {
  // What a server answers may stand in a line of ours.
  EXPECT_EQ(writes_of([] { console::say(std::string_view("\x1b[31mred\0\x7f\tü", 13)); }),
            Writes{"testcenter:  [31mred   ü\n"});
  EXPECT_EQ(writes_of([] { console::say("\xC2\x9B\x33\x31mred\xC2\x85\xC2\xA0"); }),
            Writes{"testcenter:  31mred \xC2\xA0\n"});
}

TEST(Console, SaysNothingInALineToo) {
  EXPECT_EQ(writes_of([] { console::say(""); }), Writes{"testcenter: \n"});
}

TEST(Console, WhereNobodyWatchesProgressIsALineLikeOthers) {
  EXPECT_EQ(writes_of([] {
              EXPECT_FALSE(console::is_terminal());
              console::show_progress("10 %");
              console::clear_progress();
            }),
            Writes{"testcenter: 10 %\n"});
}

TEST(Console, OnATerminalProgressIsWrittenOverAndTakenAway) {
  const int screen = posix_openpt(O_RDWR | O_NOCTTY);
  if (screen < 0 || grantpt(screen) != 0 || unlockpt(screen) != 0) GTEST_SKIP() << "no terminals";
  const int terminal = open(ptsname(screen), O_RDWR | O_NOCTTY);
  ASSERT_GE(terminal, 0);
  {
    const StderrAs keyboard(terminal);
    EXPECT_TRUE(console::is_terminal());
    console::show_progress("10 %");
    console::clear_progress();
  }
  close(terminal);  // so that reading comes to an end
  std::string shown;
  char byte = 0;
  while (read(screen, &byte, 1) == 1) shown += byte;
  close(screen);
  EXPECT_EQ(shown, "\r\x1b[Ktestcenter: 10 %\r\x1b[K");
}

TEST(Console, ThatIsClosedIsNoReasonToFail) {
  const int saved = dup(STDERR_FILENO);
  close(STDERR_FILENO);
  console::say("nobody hears this");
  EXPECT_FALSE(console::is_terminal());
  dup2(saved, STDERR_FILENO);
  close(saved);
}

}  // namespace
