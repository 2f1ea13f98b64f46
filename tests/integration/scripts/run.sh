#!/usr/bin/env bash
# tests/run.sh where there is no browser to be had, as on Ubuntu, or none could be installed: PROJECT names our folder, WORK one for this test.
set -euo pipefail

fail() {
  echo "FAILED: $*"
  exit 1
}

stub() {  # path body
  mkdir -p "$(dirname "$WORK/$1")"
  printf '#!/usr/bin/env bash\n%s\n' "$2" >"$WORK/$1"
  chmod +x "$WORK/$1"
}

run() {  # arguments; leaves $output and $result
  result=0
  : >"$WORK/configured"
  output=$(cd "$WORK" && PATH=$WORK/programs:$PATH tests/run.sh "$@" 2>&1) || result=$?
}

configured() { grep -q -- "$1" "$WORK/configured"; }

rm -rf "$WORK"
mkdir -p "$WORK/tests" "$WORK/build/ci" "$WORK/build/dev"
cp "$PROJECT/tests/run.sh" "$WORK/tests/run.sh"
stub cmake/install-packages.sh '[[ " $* " != *" browser "* || -e has-browser ]]'
stub cmake/fetch-frameworks.sh ''
stub programs/cmake 'echo "$*" >>configured'
stub programs/apt-cache 'echo "  Candidate: $(cat candidate)"'
echo '(none)' >"$WORK/candidate"
stub programs/ctest 'echo "100% tests passed, 0 tests failed out of 7"'
unset TESTCENTER_REQUIRE_ALL_VERSIONS

run
[[ $result == 0 ]] || fail "it ended with $result: $output"
configured '--preset ci -DTESTCENTER_TEST_BROWSER=OFF' || fail "the tests in a browser were not left out"
grep -q 'not tested in a browser' <<<"$output" || fail "it does not say so but: $output"
grep -qx '7 passed, 0 failed' <<<"$output" || fail "it did not run the others: $output"

echo '150.0-1' >"$WORK/candidate"
run
[[ $result != 0 ]] || fail "where a browser could not be installed it ended with $result: $output"
echo '(none)' >"$WORK/candidate"

run dev
! grep -q 'browser' <<<"$output" || fail "it says of a preset without a browser: $output"

export TESTCENTER_REQUIRE_ALL_VERSIONS=1
run
[[ $result != 0 ]] || fail "where all is required it ended with $result"
unset TESTCENTER_REQUIRE_ALL_VERSIONS

touch "$WORK/has-browser"
run
[[ $result == 0 ]] || fail "with a browser it ended with $result: $output"
! configured 'TESTCENTER_TEST_BROWSER=OFF' || fail "the tests in a browser were left out with one there"
