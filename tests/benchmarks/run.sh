#!/usr/bin/env bash
# Builds the release preset with the benchmarks, runs them all, and writes their tables as Markdown to
# stdout:
#
#   tests/benchmarks/run.sh [name]...          e.g. append_latency googletest_overhead; default: all
#
# Installs what is missing (cmake/install-packages.sh). Figures are worth something on a machine that does
# nothing else meanwhile: the load before each program is written along.
set -euo pipefail

cd "$(dirname "$0")/../.."
build=build/benchmarks
all=(append_latency append_saturated loopback_requests batched_throughput request_floor dead_server
  exit_cost googletest_overhead catch2_passes)

for name in $(compgen -e); do
  case $name in TESTCENTER_* | GTEST_* | *_proxy | *_PROXY) unset "$name" ;; esac
done

build_all() {
  cmake/install-packages.sh build examples tests
  cmake --preset release -B "$build" -DTESTCENTER_BUILD_BENCHMARKS=ON -DTESTCENTER_BUILD_EXAMPLES=OFF
  cmake --build "$build" --parallel
}

describe_machine() {
  local cpu compiler
  cpu=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
  compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[^=]*=//p' "$build/CMakeCache.txt" | head -n 1)
  echo "- $(date -u +%Y-%m-%d), commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
  echo "- $cpu, $(nproc) cores$(grep -q '^flags.* hypervisor' /proc/cpuinfo && echo ', virtual machine')"
  echo "- Linux $(uname -r), $("$compiler" --version | head -n 1), Release," \
    "libcurl $(curl-config --version 2>/dev/null | sed 's/libcurl //' || echo '?')"
  echo "- journals on $(findmnt -no FSTYPE -T "${TMPDIR:-/tmp}" 2>/dev/null || echo '?')"
}

# Of Google Benchmark's JSON: a row a benchmark, each compared with the plain copy, the first.
saturated() {
  echo '### Appending as fast as possible, 1,000 events of 256 bytes a batch'
  echo
  echo '| what | ours | baseline or limit | ratio |'
  echo '|---|---|---|---|'
  "$programs/benchmark-append_saturated" --benchmark_format=csv --benchmark_repetitions=7 2>/dev/null |
    awk -F, '
      $1 ~ /_median"$/ {
        gsub(/"|\/manual_time_median/, "", $1)
        ns = $3 / 1000
        if (!base) { base = ns; next }
        printf "| %s | %.0f ns | %.0f ns (plain copy) | %.1f |\n", $1, ns, base, ns / base
      }'
  echo
}

run() {  # name
  echo "running $1, load $(cut -d' ' -f1 /proc/loadavg)" >&2
  case $1 in
    append_saturated) saturated ;;
    append_latency)
      "$programs/benchmark-append_latency" | sed '$d'  # the table goes on
      tests/benchmarks/count-syscalls.sh "$programs/benchmark-append_latency"
      echo
      ;;
    googletest_overhead)
      local folder=$programs/googletest_overhead
      "$folder/benchmark-googletest_overhead" "$folder/benchmark-empty_tests-plain" \
        "$folder/benchmark-empty_tests-reporting"
      ;;
    catch2_passes)
      local folder=$programs/catch2_passes
      [[ -x $folder/benchmark-catch2_passes ]] || { echo "there is no Catch2 here" >&2; return; }
      "$folder/benchmark-catch2_passes" "$folder/benchmark-million_checks-plain" \
        "$folder/benchmark-million_checks-reporting"
      ;;
    *) "$programs/benchmark-$1" ;;
  esac
}

build_all >&2
programs=$build/tests/benchmarks
describe_machine
echo
[[ $# != 0 ]] || set -- "${all[@]}"
for name in "$@"; do run "$name"; done
