#!/usr/bin/env bash
# A Catch2 program whose test cases are found by catch_discover_tests, with REPORTER and without, for each
# Catch2 in build/catch2, else for the system's.
source "$(dirname "$0")/common.sh"

check_catch2() {  # prefix of Catch2
  local build=$WORK/catch2-build spool=$WORK/catch2-spool journals
  rm -rf "$build" "$spool"
  # To look for tests runs the program: nothing may come of that.
  export TESTCENTER_MODE=spool TESTCENTER_SPOOL_DIR=$spool
  cmake -S "$consumers/catch2" -B "$build" -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE=-O0 \
    -DCMAKE_UNITY_BUILD=ON -DCMAKE_PREFIX_PATH="$WORK/moved;$1"
  cmake --build "$build" --parallel 2
  [[ ! -e $spool ]] || fail "the search for tests left $(ls "$spool")"
  ctest --test-dir "$build" --output-on-failure
  journals=$(find "$spool" -name '*.journal')
  [[ $(wc -l <<<"$journals") == 4 ]] || fail "two tests, each attached and by name, left these journals: $journals"
  for name in "one, with a comma" two; do
    # shellcheck disable=SC2086  # no blanks in these
    [[ $(grep -alF "$name" $journals | wc -l) == 2 ]] || fail "not two journals have '$name'"
  done
}

check_what_a_wrong_unity_build_is_told() {  # prefix of Catch2
  [[ -e $1/include/catch2/catch.hpp ]] || return 0
  printf '#include <%s>\n' catch2/catch.hpp testcenter/catch2.hpp >"$WORK/wrong.cpp"
  ! "$CXX" -std=c++17 -fsyntax-only -I "$1/include" -I "$WORK/moved/include" "$WORK/wrong.cpp" 2>"$WORK/wrong.txt" ||
    fail "Catch2's header without the bases of reporters was taken"
  grep -q 'define CATCH_CONFIG_EXTERNAL_INTERFACES for the whole target' "$WORK/wrong.txt" ||
    fail "a unity build is not told what to do: $(cat "$WORK/wrong.txt")"
}

install_and_move "$BUILD"
versions=$(find "$PROJECT/build/catch2" -mindepth 1 -maxdepth 1 -type d 2>/dev/null || true)
for version in ${versions:-/}; do
  check_what_a_wrong_unity_build_is_told "${version%/}/usr"
  check_catch2 "${version%/}/usr"
done
