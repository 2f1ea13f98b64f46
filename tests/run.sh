#!/usr/bin/env bash
# Builds and runs all tests:
#
#   tests/run.sh [preset]          ci (default), dev, asan-ubsan, tsan, coverage
#
# Installs what is missing (cmake/install-packages.sh); where no browser can be had, the tests in one are left
# out, which with TESTCENTER_REQUIRE_ALL_VERSIONS=1 is a failure. Ends with one line, `N passed, N failed`, and
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

is_to_be_had() {  # package
  [[ $(LC_ALL=C apt-cache policy "$1" 2>/dev/null) == *"Candidate: "[0-9]* ]]
}

cmake/install-packages.sh build examples tests
without_browser=
if [[ $preset == ci ]] && ! cmake/install-packages.sh browser; then
  is_to_be_had chromium && exit 1
  echo "run: not tested in a browser: the system's archive has none (as Ubuntu's)" >&2
  [[ ${TESTCENTER_REQUIRE_ALL_VERSIONS:-0} != 1 ]] || exit 1
  without_browser=-DTESTCENTER_TEST_BROWSER=OFF
fi
cmake/fetch-frameworks.sh
cmake --preset "$preset" ${without_browser:+"$without_browser"}
cmake --build --preset "$preset" --parallel "$jobs"

result=0
output=build/$preset/ctest.txt
# Most of them wait: for a server, for a process to die.
ctest --preset "$preset" --parallel $((2 * jobs)) | tee "$output" || result=$?
count "$output"
exit "$result"
