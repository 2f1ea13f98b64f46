#!/usr/bin/env bash
# Counts the system calls of the test thread while it appends:
#
#   tests/benchmarks/count-syscalls.sh <append_latency>
#
# needs strace; without it there is a row that says so. Tracing slows the sender down, not the appends.
set -euo pipefail

program=$1
paced=5000  # as in append_latency.cpp
bursts=60

if ! command -v strace >/dev/null; then
  echo '| system calls of the test thread | not measured: there is no strace | | |'
  exit
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if ! strace -f -o "$folder/trace" "$program" --traced 2>"$folder/errors"; then
  echo '| system calls of the test thread | not measured: strace may not trace here | | |'
  exit
fi

awk -v paced="$paced" -v bursts="$bursts" '
  NR == 1 { test_thread = $1 }
  $1 != test_thread { next }
  /write\(2, "begin / { where = /paced/ ? "paced" : "bursts"; next }
  /write\(2, "end / { where = ""; next }
  where == "" || /resumed>/ { next }
  { calls[where]++ }
  /futex\(.*FUTEX_WAKE/ { wakes[where]++ }
  END {
    row = "| %s | %d, of which wakes: %d | %s | %.2f |\n"
    printf row, "system calls for " paced " events, one each 50 us", calls["paced"], wakes["paced"],
           "1 a burst", calls["paced"]
    printf row, "system calls for " bursts " bursts of 20 events, 30 ms apart", calls["bursts"],
           wakes["bursts"], bursts " (1 a burst)", calls["bursts"] / bursts
  }' "$folder/trace"
