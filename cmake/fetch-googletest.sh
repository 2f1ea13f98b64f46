#!/usr/bin/env bash
# Fetches GoogleTest sources of other versions than the system's, for the adapter's tests:
#
#   cmake/fetch-googletest.sh [folder]          (default: build/googletest)
#
# leaves <folder>/<version>/usr/src/googletest. What is there already is not fetched again. A version
# that cannot be had is said in one line; with TESTCENTER_REQUIRE_ALL_GOOGLETEST=1 that is a failure.
set -euo pipefail

project=$(cd "$(dirname "$0")/.." && pwd)
fetcher=fetch-googletest
required=${TESTCENTER_REQUIRE_ALL_GOOGLETEST:-0}
source "$project/cmake/debian-archive.sh"

mkdir -p "${1:-$project/build/googletest}"
folder=$(cd "${1:-$project/build/googletest}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# 1.10, 1.16, and what is newest
fetch_packages "$folder" usr/src/googletest/googletest/src/gtest-all.cc \
  googletest/bullseye googletest/trixie googletest/sid
