#!/usr/bin/env bash
# add_subdirectory, as FetchContent does it too, inside a strict project; with libcurl linked, as where it
# is a static library.
source "$(dirname "$0")/common.sh"

build_consumer subproject -DTESTCENTER_FOLDER="$PROJECT" -DTESTCENTER_LOAD_LIBCURL=OFF -DCMAKE_UNITY_BUILD=ON \
  -DCMAKE_PREFIX_PATH="$(printf '%s;' "$PROJECT"/build/catch2/*/usr)"
check_that_it_reports "$WORK/build/plain" "plain consumer"
check_that_it_reports "$WORK/build/suite" "ConsumerSuite"
check_that_it_reports "$WORK/build/suite_of_own_main" "ConsumerSuite"
check_that_it_reports "$WORK/build/boost_cases" "subtracts"
check_that_it_reports "$WORK/build/precompiled_cases" "subtracts"
for cases in "$WORK"/build/catch2_*cases; do
  if [[ -x $cases ]]; then check_that_it_reports "$cases" "one, with a comma"; fi
done
