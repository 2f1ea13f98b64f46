#include "alarm_block.hpp"

#include <pthread.h>

namespace testcenter::boost_test {

AlarmBlock::AlarmBlock(bool wanted) : wanted_(wanted), before_() {
  if (!wanted_) return;
  sigset_t alarm;
  sigemptyset(&alarm);
  sigaddset(&alarm, SIGALRM);
  pthread_sigmask(SIG_BLOCK, &alarm, &before_);
}

AlarmBlock::~AlarmBlock() {
  if (wanted_) pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace testcenter::boost_test
