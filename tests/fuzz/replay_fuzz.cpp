// Any files at all in a spool folder: whoever replays them comes to an end, tells of each once,
// with counts that add up, deletes what was sent and nothing else. libFuzzer calls this; the
// sanitizers watch.

#include "journal/foreign_journal.hpp"
#include "journals.hpp"
#include "replay/groups.hpp"
#include "replay/inbox.hpp"
#include "replay/merger.hpp"
#include "require.hpp"
#include "support/fake_transport.hpp"
#include "support/manual_clock.hpp"
#include "support/temporary_folder.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

namespace fs = std::filesystem;
using replay::Delivered;
using State = sender::Step::State;

std::string_view text_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The folder, with things beside and outside that are nobody's business.
class Spool {
 public:
  explicit Spool(const Journals& journals) {
    umask(0077);
    for (std::size_t i = 0; i < journals.each.size(); ++i) {
      const bool is_anchor = i == 0 && journals.has(Journals::has_anchor);
      const std::string name = is_anchor ? "run" : std::string(1, static_cast<char>('a' + i));
      all_.write("spool/" + name + ".journal", text_of(journals.each[i]));
      if (journals.has(Journals::has_files)) all_.write("spool/" + name + ".files/1", "a file");
    }
    const Bytes none;
    const Bytes& some = journals.each.empty() ? none : journals.each.back();
    keep("outside.journal", text_of(some));
    keep("outside.files/1", "outside");
    keep("1", "outside");
    keep("spool/notes.txt", "of somebody else");
    fs::create_symlink(all_.path("outside.journal"), all_.path("spool/link.journal"));
  }

  std::string path() const { return all_.path("spool"); }
  void expect_others_untouched() const {
    for (const auto& [path, content] : others_) require(content_of(path) == content);
    require(fs::is_symlink(all_.path("spool/link.journal")));
  }

 private:
  void keep(const std::string& name, std::string_view content) {
    others_[all_.write(name, content)] = content;
  }

  TemporaryFolder all_;
  std::map<std::string, std::string> others_;
};

/// Takes everything, or refuses what the flags say.
class Server {
 public:
  explicit Server(const Journals& journals) : journals_(journals) {}

  http::Reply answer(const FakeTransport::Sent& sent) {
    ++requests_;
    const bool is_third = requests_ % 3 == 0;
    const bool is_element = sent.path != "/upload/events";
    if (journals_.has(Journals::refuses_later) && requests_ > 10) {
      return FakeTransport::answer(403, "{}");
    }
    if (is_third &&
        journals_.has(is_element ? Journals::refuses_elements : Journals::refuses_events)) {
      return FakeTransport::answer(400, R"({"message": "no"})");
    }
    const auto said = api_.answer(sent.path, sent.parts.empty() ? "" : sent.json());
    return FakeTransport::answer(said.status, said.body);
  }

 private:
  const Journals& journals_;
  UploadApi api_;
  std::uint64_t requests_ = 0;
};

/// As the replayer knows it.
std::int64_t report_of(const replay::Group& group) {
  if (group.anchor.empty()) return 0;
  const auto anchor = journal::ForeignJournal::open(group.anchor);
  if (!anchor) return 0;
  const auto header = anchor.value()->header();
  return header ? header->report_id : 0;
}

void check(const Delivered& delivered) {
  const Statistics& all = delivered.counts;
  const bool is_sent = delivered.state == Delivered::State::sent;
  require(all.acknowledged <= all.accepted && all.rejected <= all.accepted);
  require(all.pending <= all.accepted && all.dropped <= all.accepted);
  require(all.accepted == all.acknowledged + all.pending + all.rejected + all.dropped);
  require(!is_sent || all.pending == 0);
  std::error_code unknown;
  require(is_sent != fs::exists(fs::symlink_status(delivered.path, unknown)));
}

void send(const replay::Group& group, const Journals& journals, std::size_t bytes) {
  Server server(journals);
  FakeTransport transport;
  transport.reply_with([&](const FakeTransport::Sent& sent) { return server.answer(sent); });
  api::Client client(transport);
  ManualClock clock;
  replay::NoWatch watch;
  replay::Tally tally("/");
  sender::Counters counters;
  replay::Inbox inbox(group.journals);
  std::vector<Delivered> told;
  replay::Merger merger({inbox,
                         client,
                         clock,
                         watch,
                         tally,
                         counters,
                         {},
                         {report_of(group)},
                         [&told](const Delivered& delivered) { told.push_back(delivered); }});
  merger.flush();
  State state = State::progress;
  for (std::size_t steps = 0; state != State::done && state != State::stopped; ++steps) {
    require(steps <= bytes + 100);
    state = merger.step().state;
    if (state != State::progress) clock.advance(std::chrono::minutes(1));
  }
  merger.leave();
  require(told.size() == group.journals.size());
  std::set<std::string> paths;
  for (const Delivered& delivered : told) {
    check(delivered);
    require(paths.insert(delivered.path).second);
  }
}

}  // namespace
}  // namespace testcenter::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace testcenter::test;
  const Journals journals = take_apart(data, size);
  const Spool spool(journals);
  const auto groups = testcenter::replay::find_groups({spool.path()});
  require(static_cast<bool>(groups));
  for (const auto& group : groups.value()) send(group, journals, size);
  spool.expect_others_untouched();
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  using namespace testcenter::test;
  const Bytes bytes = put_together(mutate(take_apart(data, size), most, seed));
  const std::size_t kept = std::min(bytes.size(), most);
  std::memcpy(data, bytes.data(), kept);
  return kept;
}
