#!/usr/bin/env bash
# The installed package, moved to another folder, through find_package and through pkg-config.
source "$(dirname "$0")/common.sh"

install_and_move "$BUILD"
build_consumer installed -DCMAKE_PREFIX_PATH="$WORK/moved"
check_that_it_reports "$WORK/build/plain" "plain consumer"
check_that_it_reports "$WORK/build/suite" "ConsumerSuite"
check_pkg_config
# shellcheck disable=SC2046  # many words
if "$CXX" -std=c++17 -D_GLIBCXX_DEBUG "$consumers/sources/plain.cpp" $(pkg-config --cflags --libs testcenter-reporter) \
  -o "$WORK/with-debug-containers" 2>"$WORK/link.txt"; then
  fail "a program with _GLIBCXX_DEBUG links a library without"
fi
grep -q 'undefined reference.*core_has_GLIBCXX_DEBUG' "$WORK/link.txt" || fail "the linker says: $(cat "$WORK/link.txt")"
# The library that sends is loaded by whoever reports; who does not pays nothing for it.
if grep -q '^TESTCENTER_LOAD_LIBCURL:BOOL=ON' "$BUILD/CMakeCache.txt" &&
  ldd "$WORK/build/suite" "$WORK/by-pkg-config" | grep -i curl; then
  fail "a consumer loads libcurl at its start"
fi
