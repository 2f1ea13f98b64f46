#pragma once

#include "replay/delivered.hpp"
#include "replay/merger.hpp"
#include "replay/tally.hpp"
#include "replay/writer_watch.hpp"

#include <string>

namespace testcenter::replay {

/// A journal of which nothing more is sent now: kept, locked if its writer lives, unreadable or
/// gone. What it says about tests is added to the tally. Whoever sends it later goes on in the
/// report that it names, else in `report`, if known; to another server than the journal's nothing
/// is said.
Delivered left_over(const std::string& path, const Merger::Report& report, WriterWatch& watch,
                    Tally& tally);

}  // namespace testcenter::replay
