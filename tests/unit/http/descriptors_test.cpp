#include "posting.hpp"
#include "support/forked_child.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <vector>

namespace testcenter::test {
namespace {

using testing::ElementsAre;
using testing::Gt;
using testing::SizeIs;

constexpr int standard[] = {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO};

std::vector<int> connections() {
  std::vector<int> found;
  for (int descriptor = 0; descriptor < 100; ++descriptor) {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    const bool is_one = getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) == 0 &&
                        peer.ss_family == AF_INET;
    if (is_one) found.push_back(descriptor);
  }
  return found;
}

class Descriptors : public testing::Test {
 protected:
  void post_on_a_connection() { EXPECT_EQ(answer_of(post(*transport_)).status, 200); }

  ScriptedServer server_;
  std::unique_ptr<http::Transport> transport_ =
      http::make_curl_transport(settings_for(server_.url()));
};

TEST_F(Descriptors, OfAConnectionDoNotTakeThePlacesOfStandardStreams) {
  server_.then(Behaviour::answer(200));
  EXPECT_EQ(in_forked_child([this] {
              for (const int descriptor : standard) close(descriptor);
              post_on_a_connection();
              EXPECT_THAT(connections(), ElementsAre(Gt(STDERR_FILENO)));
            }),
            0);
}

TEST_F(Descriptors, OfAConnectionAreNotInheritedByStartedPrograms) {
  server_.then(Behaviour::answer(200));
  EXPECT_EQ(in_forked_child([this] {
              post_on_a_connection();
              ASSERT_THAT(connections(), SizeIs(1));
              EXPECT_EQ(fcntl(connections()[0], F_GETFD), FD_CLOEXEC);
            }),
            0);
}

}  // namespace
}  // namespace testcenter::test
