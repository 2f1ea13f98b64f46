#!/usr/bin/env bash
# A Boost.Test program of the installed package, with the system's Boost, under ctest.
source "$(dirname "$0")/common.sh"

install_and_move "$BUILD"
build_consumer boost_test -DCMAKE_PREFIX_PATH="$WORK/moved"
check_that_it_reports "$WORK/build/cases" "subtracts"

# Boost.Test knows types by addresses of statics: here the program's are others than the library's.
echo '{ global: main; local: *; };' >"$WORK/hide.map"
check_boost_test hiding -DCMAKE_EXE_LINKER_FLAGS="-Wl,--version-script=$WORK/hide.map"

export TESTCENTER_MODE=spool TESTCENTER_SPOOL_DIR=$WORK/spool
"$WORK/build/cases" --list_content >"$WORK/list" 2>&1
grep -q subtracts "$WORK/list" || fail "the list of tests is: $(cat "$WORK/list")"
[[ ! -e $TESTCENTER_SPOOL_DIR ]] || fail "listing the tests left $(ls "$TESTCENTER_SPOOL_DIR")"
ctest --test-dir "$WORK/build" --output-on-failure
journals=$(find "$TESTCENTER_SPOOL_DIR" -name '*.journal')
[[ $(wc -l <<<"$journals") == 2 ]] || fail "two tests left these journals: $journals"
# shellcheck disable=SC2086  # no blanks in these
[[ $(grep -alF subtracts $journals | wc -l) == 1 ]] || fail "not one of two journals has 'subtracts'"
