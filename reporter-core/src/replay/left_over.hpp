#pragma once

#include "replay/delivered.hpp"
#include "replay/tally.hpp"
#include "replay/writer_watch.hpp"

#include <cstdint>
#include <string>

namespace testcenter::replay {

/// A journal of which nothing more is sent now: kept, locked if its writer lives, or unreadable.
/// What it says about tests is added to the tally. Whoever sends it later goes on in the report
/// that it names, else in `report_id`, if not 0.
Delivered left_over(const std::string& path, std::int64_t report_id, WriterWatch& watch,
                    Tally& tally);

}  // namespace testcenter::replay
