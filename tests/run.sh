#!/usr/bin/env bash
# Builds and runs all tests:
#
#   tests/run.sh [preset]          ci (default), dev, asan-ubsan, tsan, coverage
#
# Installs what is missing (cmake/install-packages.sh). Ends with one line, `N passed, N failed`, and
# with ctest's exit code.
set -euo pipefail

preset=${1:-ci}
jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)
cd "$(dirname "$0")/.."

# Tests must see neither the caller's settings nor the CI system they happen to run on.
for name in $(compgen -e); do
  case $name in
    TESTCENTER_REQUIRE_ALL_VERSIONS | TESTCENTER_TEST_FULL) ;;
    TESTCENTER_* | CI | CI_* | GITHUB_* | GITLAB_* | JENKINS_* | BUILD_* | BUILDKITE* | TEAMCITY_* | \
      TF_BUILD | SYSTEM_* | GIT_BRANCH | GIT_COMMIT | GIT_URL | GTEST_* | BOOST_TEST_*) unset "$name" ;;
  esac
done

count() {  # file with ctest's output
  awk '
    / Test +#[0-9]+: .*\*\*\*Skipped/ { skipped++ }
    /tests failed out of [0-9]+$/ { failed = $4; total = $NF }
    END {
      printf "%d passed, %d failed", total - failed - skipped, failed
      if (skipped) printf ", %d skipped", skipped
      print ""
    }' "$1"
}

groups="build examples tests"
[[ $preset == ci ]] && groups+=" browser"
# shellcheck disable=SC2086  # one word a group
cmake/install-packages.sh $groups
cmake/fetch-frameworks.sh
cmake --preset "$preset"
cmake --build --preset "$preset" --parallel "$jobs"

result=0
output=build/$preset/ctest.txt
# Most of them wait: for a server, for a process to die.
ctest --preset "$preset" --parallel $((2 * jobs)) | tee "$output" || result=$?
count "$output"
exit "$result"
