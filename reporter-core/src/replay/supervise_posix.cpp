#include <testcenter/supervisor.hpp>

#include "replay/supervisor.hpp"
#include "support/console.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace testcenter {

SupervisedRun supervise(const SuperviseOptions& options) {
  if (options.command.empty()) {
    SupervisedRun nothing;
    nothing.exit_code = 127;
    nothing.start_problem = "there is no command to run";
    return nothing;
  }
  Result<config::Settings> settings =
      config::resolve({}, options.config, config::Surroundings::of_this_process());
  if (!settings) {
    console::say(settings.error().message + "; reporting is off, the command runs on");
    settings = config::Settings{};
    settings->mode = Mode::off;
  }
  if (settings->verbose != Verbosity::quiet) {
    for (const std::string& warning : settings->warnings) console::say(warning);
  }
  return replay::Supervisor(std::move(settings.value()), options.command).run();
}

void end_like(const SupervisedRun& run) {
  if (run.signal != 0) {
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    // Should one of these fail, the exit code below is what is left.
    static_cast<void>(std::signal(run.signal, SIG_DFL));
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, run.signal);
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    static_cast<void>(raise(run.signal));
  }
  std::_Exit(run.exit_code);
}

}  // namespace testcenter
