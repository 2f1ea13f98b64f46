#include "support/signal_text.hpp"

#include <csignal>

namespace testcenter {

SignalText text_of_signal(int number) {
  switch (number) {
    case SIGSEGV:
      return {"SIGSEGV", "segmentation fault", true};
    case SIGBUS:
      return {"SIGBUS", "bus error", true};
    case SIGFPE:
      return {"SIGFPE", "arithmetic error", true};
    case SIGILL:
      return {"SIGILL", "illegal instruction", true};
    case SIGABRT:
      return {"SIGABRT", "aborted", true};
    case SIGTRAP:
      return {"SIGTRAP", "breakpoint or assertion", true};
    case SIGSYS:
      return {"SIGSYS", "bad system call", true};
    case SIGTERM:
      return {"SIGTERM", "termination request", false};
    case SIGINT:
      return {"SIGINT", "interrupt", false};
    case SIGQUIT:
      return {"SIGQUIT", "quit", false};
    case SIGHUP:
      return {"SIGHUP", "hangup", false};
    case SIGKILL:
      return {"SIGKILL", "killed", false};
    case SIGPIPE:
      return {"SIGPIPE", "broken pipe", false};
    case SIGALRM:
      return {"SIGALRM", "alarm clock", false};
    case SIGXCPU:
      return {"SIGXCPU", "CPU time limit", false};
    case SIGXFSZ:
      return {"SIGXFSZ", "file size limit", false};
    default:
      return {};
  }
}

}  // namespace testcenter
