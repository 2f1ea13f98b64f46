// The relay in a thread, between pipes of the test's own.
#include "capture/relay.hpp"

#include "capture/descriptors.hpp"
#include "capture/stand_in.hpp"

#include <gmock/gmock.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

using testcenter::capture::close_and_forget;
using testcenter::capture::make_pipe;
using testcenter::capture::Notice;
using testcenter::capture::Order;
using testcenter::capture::OutputBuffer;
using testcenter::capture::Relay;
using testcenter::capture::RelayEnds;
using testcenter::capture::Request;
using testcenter::capture::stand_in_for;

namespace {

class RelayTest : public testing::Test {
 protected:
  static constexpr std::size_t kept = 4096;

  RelayTest() : memory_(2 * (OutputBuffer::memory_for(kept) / sizeof(std::uint64_t))) {
    std::signal(SIGPIPE, SIG_IGN);
    for (std::size_t i = 0; i < 2; ++i) {
      open(ends_.streams[i].from, writers_[i]);
      open(consoles_[i], ends_.streams[i].to);
      fcntl(ends_.streams[i].from, F_SETFL, O_NONBLOCK);
      ends_.streams[i].buffer =
          OutputBuffer(reinterpret_cast<std::byte*>(&memory_[i * memory_.size() / 2]), kept);
    }
    open(ends_.requests, requests_);
    open(answers_, ends_.answers);
    open(notices_, ends_.notices);
    thread_ = std::thread([this] { Relay(ends_).run(); });
  }
  ~RelayTest() override { end(); }

  static void open(int& reader, int& writer) {
    const auto made = make_pipe();
    ASSERT_TRUE(made);
    reader = made->reader;
    writer = made->writer;
  }

  void print(std::size_t stream, const std::string& text) const {
    EXPECT_EQ(write(writers_[stream], text.data(), text.size()), ssize_t(text.size()));
  }

  std::string console(std::size_t stream, std::size_t size) const {
    std::string text(size, '\0');
    std::size_t got = 0;
    while (got < size) {
      const ssize_t part = read(consoles_[stream], &text[got], size - got);
      if (part <= 0) break;
      got += static_cast<std::size_t>(part);
    }
    return text.substr(0, got);
  }

  void ask(Order order) {
    const Request request{++asked_, order};
    EXPECT_EQ(write(requests_, &request, sizeof request), ssize_t(sizeof request));
    std::uint32_t answered = 0;
    EXPECT_EQ(read(answers_, &answered, sizeof answered), ssize_t(sizeof answered));
    EXPECT_EQ(answered, asked_);
  }

  Notice notice() const {
    Notice notice{};
    EXPECT_EQ(read(notices_, &notice, sizeof notice), 1);
    return notice;
  }

  std::string captured(std::size_t stream) const {
    return std::string(ends_.streams[stream].buffer.content().head);
  }

  void end() {
    for (int& writer : writers_) close_and_forget(writer);
    close_and_forget(requests_);
    if (thread_.joinable()) thread_.join();
    for (int& console : consoles_) close_and_forget(console);
    for (auto& stream : ends_.streams) close_and_forget(stream.to);
    for (int* const end : {&answers_, &notices_, &ends_.answers, &ends_.notices}) {
      close_and_forget(*end);
    }
  }

  std::vector<std::uint64_t> memory_;
  RelayEnds ends_;
  std::array<int, 2> writers_{-1, -1};
  std::array<int, 2> consoles_{-1, -1};
  int requests_ = -1;
  int answers_ = -1;
  int notices_ = -1;
  std::uint32_t asked_ = 0;
  std::thread thread_;
};

TEST_F(RelayTest, PassesOnAtOnceWithoutBeingAsked) {
  print(0, "out");
  EXPECT_EQ(console(0, 3), "out");
  print(1, "err");
  EXPECT_EQ(console(1, 3), "err");
}

TEST_F(RelayTest, KeepsWhatComesBetweenBeginAndEnd) {
  print(0, "before ");
  ask(Order::begin);
  print(0, "inside");
  print(1, "too");
  ask(Order::end);
  EXPECT_EQ(captured(0), "inside");
  EXPECT_EQ(captured(1), "too");
  print(0, " behind");
  ask(Order::settle);
  EXPECT_EQ(captured(0), "inside");
  EXPECT_EQ(console(0, 20), "before inside behind");
}

TEST_F(RelayTest, BeginsAnew) {
  ask(Order::begin);
  print(0, "first");
  ask(Order::end);
  ask(Order::begin);
  print(0, "2nd");
  ask(Order::end);
  EXPECT_EQ(captured(0), "2nd");
  EXPECT_EQ(captured(1), "");
}

TEST_F(RelayTest, AnswersWhenEverythingIsOnTheConsole) {
  const std::string text(5000, 'x');
  print(0, text);
  ask(Order::settle);
  fcntl(consoles_[0], F_SETFL, O_NONBLOCK);
  EXPECT_EQ(console(0, text.size()), text);
}

TEST_F(RelayTest, GoesOnAfterTheLastQuestionUntilNobodyCanWrite) {
  ask(Order::leave);
  EXPECT_EQ(notice(), Notice::is_leaving);
  close_and_forget(requests_);
  print(0, "late");
  EXPECT_EQ(console(0, 4), "late");
  end();  // comes back
}

TEST_F(RelayTest, SaysThatAConsoleIsGoneAndClosesWhatLeadsThere) {
  close_and_forget(consoles_[1]);
  print(1, "unheard");
  EXPECT_EQ(notice(), Notice::console_1_is_gone);
  ask(Order::settle);
  EXPECT_EQ(write(writers_[1], "!", 1), -1);
  EXPECT_EQ(errno, EPIPE);
  print(0, "heard");
  EXPECT_EQ(console(0, 5), "heard");
}

TEST_F(RelayTest, WaitsForAConsoleThatDoesNotWaitItself) {
  const std::string text(200'000, 'x');
  fcntl(ends_.streams[0].to, F_SETFL, O_NONBLOCK);
  std::thread writer([&] { print(0, text); });
  EXPECT_EQ(console(0, text.size()), text);
  writer.join();
}

/// As `yes &` in a test would.
TEST_F(RelayTest, AnswersThoughSomebodyNeverStops) {
  std::atomic<bool> is_over{false};
  std::thread reader([&] {
    while (!is_over) console(0, 4096);
    close_and_forget(consoles_[0]);  // ends the writer
  });
  std::thread writer([&] {
    const std::string text(4096, 'y');
    while (write(writers_[0], text.data(), text.size()) > 0) {
    }
  });
  ask(Order::begin);
  ask(Order::end);
  is_over = true;
  reader.join();
  writer.join();
}

}  // namespace
