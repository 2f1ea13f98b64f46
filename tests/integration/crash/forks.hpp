#pragma once

namespace testcenter::test {

/// Forks `count` children, eight at a time, while two threads report. Each child reports as well,
/// and ends in one of six ways; it is a failed test if one does not end as it should, or not at
/// all. Prints how many events the threads reported: `load N`.
void fork_under_load(int count);

}  // namespace testcenter::test
