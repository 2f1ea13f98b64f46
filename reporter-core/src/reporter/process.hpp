#pragma once

namespace testcenter::core {

class ReporterCore;

/// What the reporters of this process share. All of it is leaked on purpose: exit handlers, static
/// destructors and late threads of the program may still come here (docs/architecture.md).
namespace process {

/// Remembers a core for the exit handler, which finishes what nobody finished, and for forks.
void adopt(ReporterCore* core);

/// In a process forked from this one, first thing: lets go of what would look like this one.
void let_go_in_child();

/// In a signal handler: to all reporters, one after the other; see ReporterCore::crash().
void crash(int signal, bool is_last);

/// Where the functions of <testcenter/testcenter.hpp> go. Null: nowhere.
ReporterCore* current();
void make_current(ReporterCore* core);
/// No-op unless it is the current one.
void resign(ReporterCore* core);

/// 1 for the first reporter of this process, then 2 …
unsigned next_number();

}  // namespace process
}  // namespace testcenter::core
