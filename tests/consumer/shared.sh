#!/usr/bin/env bash
# The same with testcenter::core as a shared library, which shows its own interface and nothing else.
source "$(dirname "$0")/common.sh"

cmake -S "$PROJECT" -B "$WORK/library" -DBUILD_SHARED_LIBS=ON -DTESTCENTER_BUILD_TESTS=OFF \
  -DTESTCENTER_BUILD_EXAMPLES=OFF -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE=-O0 -DCMAKE_UNITY_BUILD=ON
cmake --build "$WORK/library" --parallel 2
install_and_move "$WORK/library"

shown=$(nm -DC --defined-only "$libraries/libtestcenter-core.so")
for name in rapidjson curl_ 'testcenter::(sender|api|http|journal|config)::'; do
  if grep -E "$name" <<<"$shown"; then fail "the shared library shows $name"; fi
done
grep -q 'testcenter::Reporter::open_suite' <<<"$shown" || fail "the shared library hides Reporter"

readelf -d "$libraries/libtestcenter-core.so" | grep -q NODELETE || fail "dlclose() would unload the shared library"

if ldd "$libraries/libtestcenter-core.so" | grep -i curl; then fail "the shared library loads libcurl at once"; fi

build_consumer installed -DCMAKE_PREFIX_PATH="$WORK/moved"
check_that_it_reports "$WORK/build/plain" "plain consumer"
check_that_it_reports "$WORK/build/suite" "ConsumerSuite"
check_pkg_config
