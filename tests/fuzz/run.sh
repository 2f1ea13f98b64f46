#!/usr/bin/env bash
# Fuzzes the journal's reader with the sender behind it, then the replay of spool folders, half of the
# time each:
#
#   tests/fuzz/run.sh [seconds]        (default: 600)
#
# Begins with the corpora of the repository and leaves them as they are; what it finds new stays in
# build/fuzz/corpus. Ends with the counts of executions and coverage, or with what it found.
set -euo pipefail

seconds=$((${1:-600} / 2))
cd "$(dirname "$0")/../.."
cmake/install-packages.sh build tidy
cmake --preset fuzz
cmake --build --preset fuzz --target fuzz-journal fuzz-replay

fuzz() {  # what largest-input
  mkdir -p "corpus/$1" findings
  "tests/fuzz/fuzz-$1" "corpus/$1" "../../tests/fuzz/corpus/$1" -max_total_time="$seconds" \
    -max_len="$2" -rss_limit_mb=1024 -timeout=10 -artifact_prefix=findings/ -print_final_stats=1 \
    >"fuzz-$1.txt" 2>&1 || { cat "fuzz-$1.txt"; exit 1; }
  echo "$1:"
  grep -E '^#.*(INITED|DONE)|^stat::(number_of_executed_units|average_exec_per_sec)' "fuzz-$1.txt"
}

# Spool folders are made and removed thousands of times.
[[ ! -d /dev/shm ]] || export TMPDIR=/dev/shm
cd build/fuzz
fuzz journal 16384
fuzz replay 32768
