#!/usr/bin/env bash
# Fetches Boost.Test of other versions than the system's, for the adapter's tests:
#
#   cmake/fetch-boost.sh [folder]          (default: build/boost)
#
# leaves <folder>/<version>/usr/{include,lib}. What is there already is not fetched again. A version
# that cannot be had is said in one line; with TESTCENTER_REQUIRE_ALL_BOOST=1 that is a failure.
set -euo pipefail

project=$(cd "$(dirname "$0")/.." && pwd)
fetcher=fetch-boost
required=${TESTCENTER_REQUIRE_ALL_BOOST:-0}
source "$project/cmake/debian-archive.sh"

mkdir -p "${1:-$project/build/boost}"
folder=$(cd "${1:-$project/build/boost}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Debian 12 has 1.74 and 1.81, whose packages for developers exclude each other: the first is installed.
# Of 1.88 the headers alone: its library is built for a newer system.
fetch_packages "$folder" usr/include/boost/version.hpp libboost1.81-dev/bookworm
fetch_packages "$folder" usr/share/doc/libboost-test1.81-dev libboost-test1.81-dev/bookworm
fetch_packages "$folder" usr/share/doc/libboost-test1.81.0 libboost-test1.81.0/bookworm
fetch_packages "$folder" usr/include/boost/version.hpp libboost1.88-dev/trixie
