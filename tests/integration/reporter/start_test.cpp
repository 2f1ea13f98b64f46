// A real process that starts to report: which threads it gets for it, what becomes of its results
// where it gets none, and who may start it where.

#include "integration/reporter/actor_run.hpp"
#include "support/scripted_server/scripted_server.hpp"
#include "support/thread_sanitizer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

/// ThreadSanitizer has one of its own, as soon as there is another.
constexpr std::uint64_t others = under_thread_sanitizer ? 1 : 0;

class Adapter : public Actor {
 public:
  explicit Adapter(const std::string& url) : Actor(url) { set("ACTOR_IS_AN_ADAPTER", "1"); }
};

std::vector<std::string> counting_run(std::uint64_t expected) {
  return {"count_threads:" + std::to_string(expected), "suite:S", "case:C", "pass:good"};
}

TEST(Start, OfALiveReportIsTheSendersThreadAndNoOther) {
  ScriptedServer server;
  const ActorRun run = Adapter(server.url()).run(counting_run(2 + others));
  EXPECT_EQ(2 + others, run.count("own_threads")) << run.out;
  EXPECT_EQ(3U, run.count("acknowledged")) << run.err;
}

#if defined(STATIC_ACTOR_PROGRAM)
/// Whether it can load libcurl is the system's affair.
TEST(Start, OfAStaticProgramIsNoOther) {
  ScriptedServer server;
  const ActorRun run = Adapter(server.url()).run(counting_run(2 + others), STATIC_ACTOR_PROGRAM);
  EXPECT_EQ(0, run.exit_code) << run.err;
  EXPECT_EQ(3U, run.count("accepted")) << run.err;
}
#endif

TEST(Start, InModeSpoolIsNoThreadAtAnyTime) {
  Adapter actor("");
  const ActorRun run = actor.set("TESTCENTER_MODE", "spool").run(counting_run(1));
  EXPECT_EQ(1U, run.count("own_threads")) << run.out;
  EXPECT_NE(0U, run.count("never_had_another")) << "unknown before glibc 2.32";
  EXPECT_EQ(3U, run.count("pending")) << run.err;
}

/// It takes a look at the file to know, which a thread has begun with.
TEST(Start, LeavesNoThreadWhereOnlyAFileSaysSpool) {
  ScriptedServer server;
  Adapter actor(server.url());
  actor.folder().write("testcenter.json", R"({"mode": "spool"})");
  const ActorRun run =
      actor.run({"-c", "cd \"$0\" && exec \"$@\"", actor.folder().path(), ACTOR_PROGRAM,
                 "count_threads:" + std::to_string(1 + others), "suite:S", "case:C", "pass:good"},
                "/bin/sh");
  EXPECT_EQ(1 + others, run.count("own_threads")) << run.out << run.err;
  EXPECT_EQ(3U, run.count("pending")) << run.err;
  EXPECT_EQ(0, server.connections());
}

/// A stack larger than the address space is what a thread cannot get.
TEST(Start, WithoutAThreadKeepsTheResultsAndSaysSo) {
  if (under_thread_sanitizer) GTEST_SKIP() << "it does not start with such stacks";
  ScriptedServer server;
  const Adapter actor(server.url());
  const std::string with_huge_stacks = "ulimit -s 100000000000 || exit 77; exec \"$0\" \"$@\"";
  const ActorRun run =
      actor.run({"-c", with_huge_stacks, ACTOR_PROGRAM,
                 "count_threads:" + std::to_string(1 + others), "suite:S", "case:C", "pass:good"},
                "/bin/sh");
  if (run.exit_code == 77) GTEST_SKIP() << "the limit of stacks may not be raised here";
  EXPECT_EQ(0, run.exit_code);
  ASSERT_THAT(actor.kept(), SizeIs(1));
  EXPECT_THAT(run.err, HasSubstr("testcenter: cannot start a thread: "));
  EXPECT_THAT(run.err, HasSubstr("; results are only written to " + actor.kept()[0] + "\n"));
  EXPECT_EQ(1 + others, run.count("own_threads")) << run.out;
  EXPECT_EQ(3U, run.count("pending"));
  EXPECT_EQ(0, server.connections());
}

/// Who holds it keeps others from replaying what its parent left.
TEST(Start, LeavesNoJournalToAChildThatIsForkedMeanwhile) {
  ScriptedServer server;
  const ActorRun run = Adapter(server.url()).run({"start_beside_forks:200"});
  EXPECT_EQ(0, run.exit_code) << run.err;
  EXPECT_EQ(0U, run.count("held_by_children"));
}

void expect_to_load_a_library_that_reports(const ScriptedServer& server, const Actor& actor) {
  const ActorRun run = actor.run({std::string("load:") + REPORTER_LIBRARY});
  EXPECT_EQ(0, run.exit_code) << run.err;
  ASSERT_THAT(server.requests(), SizeIs(2)) << "a suite, and that it passed";
  EXPECT_THAT(server.requests()[0].body, HasSubstr("Of a library"));
}

/// A thread that wants the loader's lock would wait for one who waits for the thread.
TEST(Start, InALibrarysStaticConstructorDoesNotHang) {
  ScriptedServer server;
  expect_to_load_a_library_that_reports(server, Actor(server.url()));
}

TEST(Start, OfAnAdapterInALibrarysStaticConstructorDoesNotHang) {
  ScriptedServer server;
  expect_to_load_a_library_that_reports(server, Adapter(server.url()));
}

/// The cores that this thread may run on; while it lives, it stays on the first.
class FirstCore {
 public:
  FirstCore() {
    sched_getaffinity(0, sizeof all_, &all_);
    for (int core = 0; core < CPU_SETSIZE; ++core) {
      if (CPU_ISSET(core, &all_)) cores_.push_back(core);
    }
    cpu_set_t first;
    CPU_ZERO(&first);
    CPU_SET(cores_.front(), &first);
    sched_setaffinity(0, sizeof first, &first);
  }
  ~FirstCore() { sched_setaffinity(0, sizeof all_, &all_); }
  FirstCore(const FirstCore&) = delete;
  FirstCore& operator=(const FirstCore&) = delete;

  const std::vector<int>& cores() const { return cores_; }

 private:
  cpu_set_t all_{};
  std::vector<int> cores_;
};

bool can_populate_pages() {
  constexpr int populate_write = 23;  // MADV_POPULATE_WRITE, which older headers do not name
  constexpr std::size_t page = 4096;
  void* const memory =
      mmap(nullptr, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  const bool can = madvise(memory, page, populate_write) == 0;
  munmap(memory, page);
  return can;
}

TEST(Start, MakesThePagesOfTheFirstResultsReady) {
  if (!can_populate_pages()) GTEST_SKIP() << "this kernel does not make pages ready";
  ScriptedServer server;
  Adapter actor(server.url());
  const FirstCore ours;
  if (ours.cores().size() < 2) GTEST_SKIP() << "there is one core";
  // With all that runs in it on one core, no thread makes room for results beside them.
  actor.set("ACTOR_CORE", std::to_string(ours.cores().back()));
  const ActorRun run = actor.run({"suite:S", "case:C", "count_faults:1000"});
  EXPECT_EQ(1013U, run.count("acknowledged")) << run.err;
  if (run.count("sanitized") == 1) GTEST_SKIP() << "sanitizers have pages of their own for each";
  EXPECT_LT(run.count("faults"), 10U) << "of some 65 pages";
}

}  // namespace
}  // namespace testcenter::test
