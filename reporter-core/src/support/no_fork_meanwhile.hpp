#pragma once

namespace testcenter {

/// While it lives, fork() in other threads waits, 200 ms at most: for work that leaves half of
/// somebody's tables to a child that is forked in the middle of it. One at a time; others wait.
class NoForkMeanwhile {
 public:
  NoForkMeanwhile();
  ~NoForkMeanwhile();
  NoForkMeanwhile(const NoForkMeanwhile&) = delete;
  NoForkMeanwhile& operator=(const NoForkMeanwhile&) = delete;
};

}  // namespace testcenter
