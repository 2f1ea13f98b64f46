#include "capture/descriptors.hpp"
#include "capture/flush.hpp"
#include "capture/relay_process.hpp"
#include "capture/relay_watch.hpp"
#include "capture/shared_memory.hpp"
#include "capture/stand_in.hpp"
#include "capture/tap.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <utility>

namespace testcenter::capture {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Much, for a busy machine; who stops his console waits once, see ask().
constexpr milliseconds patience_in_test{2000};
constexpr milliseconds patience_in_handler{1000};
constexpr milliseconds patience_with_relay{200};
constexpr milliseconds patience_at_end{5000};

std::atomic<bool> is_running{false};

int milliseconds_until(steady_clock::time_point end) {
  const auto left = std::chrono::duration_cast<milliseconds>(end - steady_clock::now());
  return left.count() > 0 ? static_cast<int>(left.count()) : 0;
}

int copy_of(int descriptor) {
  const int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (copy >= 0) keep_from_children(copy);
  return copy;
}

void do_not_wait(int descriptor) {
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

}  // namespace

Result<std::unique_ptr<Tap>> Tap::start(std::size_t kept, void (*let_go)()) {
  if (is_running.exchange(true)) return Error{"another report of this process does it already"};
  kept = (kept + sizeof(std::uint64_t) - 1) / sizeof(std::uint64_t) * sizeof(std::uint64_t);
  auto memory = shared_memory(2 * OutputBuffer::memory_for(kept));
  Status status = memory ? Status() : memory.error();
  std::unique_ptr<Tap> tap;
  if (status) {
    tap.reset(new Tap(memory.value(), kept));
    status = tap->open();
    if (status) status = tap->open_channels();
    if (status) status = tap->start_relay(let_go);
    if (status) status = tap->divert();
  }
  if (status) return tap;
  if (tap) tap->close_all();
  is_running = false;
  return status.error();
}

Tap::Tap(std::shared_ptr<std::byte> memory, std::size_t kept) : memory_(std::move(memory)) {
  ends_.streams[0].buffer = OutputBuffer(memory_.get(), kept);
  ends_.streams[1].buffer = OutputBuffer(memory_.get() + OutputBuffer::memory_for(kept), kept);
}

/// Where both lead to one place, one pipe keeps their order.
Status Tap::open() {
  const bool has_out = is_open(STDOUT_FILENO);
  const bool has_err = is_open(STDERR_FILENO);
  if (!has_out && !has_err) return Error{"neither stdout nor stderr is open"};
  if (!has_out || !has_err) return open_stream(0, has_out ? STDOUT_FILENO : STDERR_FILENO);
  if (Status status = open_stream(0, STDOUT_FILENO); !status) return status;
  has_two_ = !(identity_of(STDOUT_FILENO) == identity_of(STDERR_FILENO));
  return !has_two_ ? Status() : open_stream(1, STDERR_FILENO);
}

Status Tap::open_stream(std::size_t index, int descriptor) {
  const Result<StandIn> made = stand_in_for(descriptor);
  if (!made) return made.error();
  keep_from_children(made->reader);
  keep_from_children(made->writer);
  ends_.streams[index].from = made->reader;
  writers_[index] = made->writer;
  ends_.streams[index].to = copy_of(descriptor);
  return ends_.streams[index].to >= 0 ? Status() : failed("fcntl");
}

Status Tap::open_channels() {
  for (auto [reader, writer] :
       {std::pair(&ends_.requests, &requests_), std::pair(&answers_, &ends_.answers),
        std::pair(&notices_, &ends_.notices)}) {
    const Result<StandIn> made = make_pipe();
    if (!made) return made.error();
    keep_from_children(*reader = made->reader);
    keep_from_children(*writer = made->writer);
  }
  do_not_wait(requests_);
  do_not_wait(ends_.answers);
  return {};
}

Status Tap::start_relay(void (*let_go)()) {
  const Result<int> process = start_relay_process(ends_, let_go);
  if (!process) return process.error();
  process_ = process.value();
  close_and_forget(ends_.notices);
  if (Status status = watch_relay(process_, ends_, notices_, memory_); !status) return status;
  // They are the thread's now.
  for (RelayStream& stream : ends_.streams) stream.from = stream.to = -1;
  ends_.requests = ends_.answers = notices_ = -1;
  return {};
}

Status Tap::divert() {
  Status status;
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    const std::size_t stream = has_two_ && descriptor == STDERR_FILENO ? 1 : 0;
    if (status && is_open(descriptor)) status = divert(descriptor, stream);
  }
  for (int& writer : writers_) close_and_forget(writer);
  if (!status) give_back();
  return status;
}

Status Tap::divert(int descriptor, std::size_t stream) {
  Tapped& tapped = tapped_[descriptor == STDOUT_FILENO ? 0 : 1];
  tapped = {descriptor, copy_of(descriptor), identity_of(writers_[stream])};
  if (tapped.original < 0) return failed("fcntl");
  return dup2(writers_[stream], descriptor) == descriptor ? Status() : failed("dup2");
}

void Tap::begin() {
  flush_standard_streams();
  has_begun_ = ask(Order::begin, patience_in_test);
}

bool Tap::end() {
  flush_standard_streams();
  return ask(Order::end, patience_in_test) && has_begun_;
}

bool Tap::end_in_handler() { return ask(Order::end, patience_in_handler) && has_begun_; }

std::array<Text, 2> Tap::texts() const {
  const auto& streams = ends_.streams;
  return {Text{has_two_ ? "stdout.txt" : "output.txt", streams[0].buffer.content()},
          Text{"stderr.txt", streams[1].buffer.content()}};
}

int Tap::errors() const {
  const int original = tapped_[1].original;
  return is_kept(original) ? original : STDERR_FILENO;
}

void Tap::stop() {
  ask(Order::settle, patience_at_end);
  give_back();
  ask(Order::leave, patience_at_end);
  close_and_forget(requests_);
  if (is_relay_over()) reap_relay_process(process_);
  close_all();
  is_running = false;
}

/// Unless children of the program go on printing.
bool Tap::is_relay_over() const {
  if (is_cut_off_) return false;
  const auto end = steady_clock::now() + patience_with_relay;
  pollfd polled{answers_, POLLIN, 0};
  char byte = 0;
  ssize_t got = -1;
  do {
    const int ready = poll(&polled, 1, milliseconds_until(end));
    if (ready > 0) got = read(answers_, &byte, sizeof byte);
  } while (got != 0 && steady_clock::now() < end);
  return got == 0;
}

/// Unless the program put something else there for good.
void Tap::give_back() {
  for (const Tapped& tapped : tapped_) {
    if (!is_kept(tapped.original) || !(identity_of(tapped.descriptor) == tapped.stand_in)) continue;
    dup2(tapped.original, tapped.descriptor);
  }
}

void Tap::close_all() {
  for (RelayStream& stream : ends_.streams) {
    close_and_forget(stream.from);
    close_and_forget(stream.to);
  }
  for (Tapped& tapped : tapped_) close_and_forget(tapped.original);
  for (int& writer : writers_) close_and_forget(writer);
  for (int* const end :
       {&ends_.requests, &ends_.answers, &ends_.notices, &requests_, &answers_, &notices_}) {
    close_and_forget(*end);
  }
}

bool Tap::ask(Order order, milliseconds patience) {
  is_cut_off_ |= !is_kept(requests_) || !is_kept(answers_);
  if (is_cut_off_) return false;
  if (is_lagging_ && is_answered(milliseconds(0))) is_lagging_ = false;
  const Request request{++asked_, order};
  const bool is_asked = write(requests_, &request, sizeof request) == sizeof request;
  if (!is_asked) --asked_;
  const bool is_done = is_asked && is_answered(is_lagging_ ? milliseconds(0) : patience);
  is_lagging_ = !is_done;
  return is_done;
}

/// The last request.
bool Tap::is_answered(milliseconds patience) {
  const auto end = steady_clock::now() + patience;
  while (true) {
    pollfd polled{answers_, POLLIN, 0};
    const int ready = poll(&polled, 1, milliseconds_until(end));
    if (ready < 0 && errno == EINTR && steady_clock::now() < end) continue;
    if (ready <= 0) return false;
    std::uint32_t number = 0;
    if (read(answers_, &number, sizeof number) != sizeof number) return false;
    if (number == asked_) return true;
  }
}

}  // namespace testcenter::capture
