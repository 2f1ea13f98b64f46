#!/usr/bin/env bash
# Fetches Catch2 2 and 3, for the adapter's tests:
#
#   cmake/fetch-catch2.sh [folder]          (default: build/catch2)
#
# leaves <folder>/<version>/usr/{include,lib}. What is there already is not fetched again. A version
# that cannot be had is said in one line; with TESTCENTER_REQUIRE_ALL_CATCH2=1 that is a failure.
set -euo pipefail

project=$(cd "$(dirname "$0")/.." && pwd)
fetcher=fetch-catch2
required=${TESTCENTER_REQUIRE_ALL_CATCH2:-0}
source "$project/cmake/debian-archive.sh"

mkdir -p "${1:-$project/build/catch2}"
folder=$(cd "${1:-$project/build/catch2}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The single header of 2.13, and 3.7 as a library for Debian 12's compiler.
fetch_packages "$folder" usr/include/catch2 catch2/bookworm libcatch2-dev/bookworm-backports
