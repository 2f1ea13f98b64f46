#!/usr/bin/env bash
# Fetches other versions of GoogleTest, Catch2 and Boost.Test than the system's, for the adapters' tests, and of
# cpp-httplib for the local center's:
#
#   cmake/fetch-frameworks.sh [folder]          (default: build)
#
# leaves <folder>/googletest/<version>/usr/src/googletest, <folder>/{catch2,boost}/<version>/usr/{include,lib}, and
# <folder>/httplib/<version>/usr/include.
# What is there already is not fetched again. A version that cannot be had is said in one line; with
# TESTCENTER_REQUIRE_ALL_VERSIONS=1 that is a failure.
set -euo pipefail

project=$(cd "$(dirname "$0")/.." && pwd)
fetcher=fetch-frameworks
required=${TESTCENTER_REQUIRE_ALL_VERSIONS:-0}
source "$project/cmake/debian-archive.sh"

mkdir -p "${1:-$project/build}"/{googletest,catch2,boost,httplib}
folder=$(cd "${1:-$project/build}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# 1.10, 1.16, and what is newest
fetch_packages "$folder/googletest" usr/src/googletest/googletest/src/gtest-all.cc \
  googletest/bullseye googletest/trixie googletest/sid

# The single header of 2.13, and 3.7 as a library for Debian 12's compiler.
fetch_packages "$folder/catch2" usr/include/catch2 catch2/bookworm libcatch2-dev/bookworm-backports

# Debian 12 has 1.74 and 1.81, whose packages for developers exclude each other: the first is installed.
# Of 1.88 the headers alone: its library is built for a newer system.
fetch_packages "$folder/boost" usr/include/boost/version.hpp libboost1.81-dev/bookworm
fetch_packages "$folder/boost" usr/share/doc/libboost-test1.81-dev libboost-test1.81-dev/bookworm
fetch_packages "$folder/boost" usr/share/doc/libboost-test1.81.0 libboost-test1.81.0/bookworm
fetch_packages "$folder/boost" usr/include/boost/version.hpp libboost1.88-dev/trixie

# Debian 13's header alone: its library is built for a newer system.
fetch_packages "$folder/httplib" usr/include/httplib.h libcpp-httplib-dev/trixie
