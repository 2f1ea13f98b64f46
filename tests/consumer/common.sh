# What the consumer tests share. The environment names PROJECT (ours), BUILD (of ours, finished), WORK
# (a folder for this test) and CXX.
set -euo pipefail

consumers=$PROJECT/tests/consumer
export CMAKE_GENERATOR=Ninja
if command -v ccache >/dev/null; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
rm -rf "$WORK"
mkdir -p "$WORK"

fail() {
  echo "FAILED: $*"
  exit 1
}

build_consumer() {  # name, cmake arguments
  local name=$1
  shift
  cmake -S "$consumers/$name" -B "$WORK/build" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_CXX_FLAGS_RELEASE=-O0 "$@"
  cmake --build "$WORK/build" --parallel 2
}

# The program reports indeed: it leaves one journal that knows the element's name.
check_that_it_reports() {  # program, name of an element
  local spool journals
  spool=$WORK/spool-$(basename "$1")
  TESTCENTER_MODE=spool TESTCENTER_SPOOL_DIR=$spool "$1" || fail "$1 ended with $?"
  journals=$(find "$spool" -name '*.journal')
  [[ $(wc -l <<<"$journals") == 1 && -n $journals ]] || fail "$1 left these journals: $journals"
  grep -aqF "$2" "$journals" || fail "$1: its journal does not have '$2'"
}

# A Boost.Test program, built in a folder of its own, runs as without us, and what it was asked to run is
# understood: a disabled case is one of all, not of chosen ones.
check_boost_test() {  # folder, cmake arguments
  local moved=$WORK/moved WORK=$WORK/$1 program chosen
  program=$WORK/build/cases chosen=$WORK/chosen
  build_consumer boost_test -DCMAKE_PREFIX_PATH="$moved" -DCMAKE_UNITY_BUILD=ON "${@:2}"
  "$program" || fail "without reporting $program ended with $?"
  check_that_it_reports "$program" multiplies
  TESTCENTER_MODE=spool TESTCENTER_SPOOL_DIR=$chosen "$program" --run_test=counting/adds ||
    fail "a chosen case ended with $?"
  grep -raqF adds "$chosen" || fail "$program does not report the chosen case"
  if grep -raqF multiplies "$chosen"; then fail "$program reports a case that was not chosen"; fi
}

install_and_move() {  # build folder
  cmake --install "$1" --prefix "$WORK/first"
  mv "$WORK/first" "$WORK/moved"
  libraries=$(dirname "$(find "$WORK/moved" -name 'libtestcenter-core.*' | head -n 1)")
  if grep -rF -e "$PROJECT" -e "$1" -e "$WORK/first" "$libraries/cmake" "$libraries/pkgconfig"; then
    fail "the installed package names folders of the build"
  fi
}

check_pkg_config() {
  export PKG_CONFIG_PATH=$libraries/pkgconfig
  local flags
  flags=$(pkg-config --cflags --libs testcenter-reporter)
  # shellcheck disable=SC2086  # many words
  "$CXX" -std=c++17 "$consumers/sources/plain.cpp" $flags -o "$WORK/by-pkg-config"
  LD_LIBRARY_PATH=$libraries check_that_it_reports "$WORK/by-pkg-config" "plain consumer"
}
