#!/usr/bin/env bash
# The installed package, moved to another folder, through find_package and through pkg-config.
source "$(dirname "$0")/common.sh"

install_and_move "$BUILD"
build_consumer installed -DCMAKE_PREFIX_PATH="$WORK/moved"
check_that_it_reports "$WORK/build/plain" "plain consumer"
check_that_it_reports "$WORK/build/suite" "ConsumerSuite"
check_pkg_config
# The library that sends is loaded by whoever reports; who does not pays nothing for it.
if grep -q '^TESTCENTER_LOAD_LIBCURL:BOOL=ON' "$BUILD/CMakeCache.txt" &&
  ldd "$WORK/build/suite" "$WORK/by-pkg-config" | grep -i curl; then
  fail "a consumer loads libcurl at its start"
fi
