#!/usr/bin/env bash
# Fuzzes the journal's reader and the sender behind it:
#
#   tests/fuzz/run.sh [seconds]        (default: 300)
#
# Begins with the corpus of the repository and leaves it as it is; what it finds new stays in
# build/fuzz/corpus. Ends with the counts of executions and coverage, or with what it found.
set -euo pipefail

seconds=${1:-300}
cd "$(dirname "$0")/../.."
cmake/install-packages.sh build tidy
cmake --preset fuzz
cmake --build --preset fuzz --target fuzz-journal

cd build/fuzz
mkdir -p corpus findings
tests/fuzz/fuzz-journal corpus ../../tests/fuzz/corpus/journal -max_total_time="$seconds" \
  -max_len=16384 -rss_limit_mb=1024 -timeout=10 -artifact_prefix=findings/ -print_final_stats=1 \
  >fuzz.txt 2>&1 || { cat fuzz.txt; exit 1; }
grep -E '^#.*(INITED|DONE)|^stat::(number_of_executed_units|average_exec_per_sec)' fuzz.txt
