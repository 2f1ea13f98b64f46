#pragma once

#include "support/fail.hpp"

#include <sched.h>

#include <string>
#include <vector>

namespace testcenter::benchmarks {

/// The cores that this thread may run on now.
inline std::vector<int> cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  require(sched_getaffinity(0, sizeof set, &set) == 0, "cannot ask for the cores");
  std::vector<int> found;
  for (int core = 0; core < CPU_SETSIZE; ++core) {
    if (CPU_ISSET(core, &set)) found.push_back(core);
  }
  return found;
}

/// This thread, and whatever it starts from now on.
inline void stay_on(const std::vector<int>& cores) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const int core : cores) CPU_SET(core, &set);
  require(sched_setaffinity(0, sizeof set, &set) == 0, "cannot choose the cores");
}

/// Where something is measured, and where those run that serve it.
struct Place {
  std::string name;
  std::vector<int> measured;
  std::vector<int> others;
};

/// Where the kernel puts all, and, if there is more than one core, fixed ones: that has this name.
inline std::vector<Place> places(const std::string& apart) {
  const std::vector<int> all = cores();
  std::vector<Place> places{{"", all, all}};
  if (all.size() > 1) places.push_back({apart, {all[0]}, {all[1]}});
  return places;
}

}  // namespace testcenter::benchmarks
