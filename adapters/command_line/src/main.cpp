#include "arguments.hpp"
#include "closed_streams.hpp"
#include "commands.hpp"

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
  using namespace testcenter::command_line;
  hold_places_of_closed_streams();
  try {
    int exit_code = 0;
    const std::optional<Arguments> arguments = read_arguments(argc, argv, exit_code);
    if (!arguments) return exit_code;
    switch (arguments->subcommand) {
      case Subcommand::replay:
        return replay_command(*arguments);
      case Subcommand::check:
        return check_command(*arguments);
      case Subcommand::run:
        return run_command(*arguments);
    }
  } catch (const std::exception& error) {
    std::cerr << "testcenter-reporter: " << error.what() << std::endl;
  }
  return usage_error;
}
