#!/usr/bin/env bash
# Shows it at work, on this machine alone:
#
#   examples/demo.sh [--stay]
#
# builds, starts the local center on a free port, lets example programs report to it (one of them crashes),
# and prints what the center holds. With --stay the center goes on serving its page until Ctrl-C.
set -euo pipefail

stay=no
case ${1:-} in
  '') ;;
  --stay) stay=yes ;;
  *) echo "usage: examples/demo.sh [--stay]" >&2; exit 2 ;;
esac

project=$(cd "$(dirname "$0")/.." && pwd)
programs=$project/build/release/examples
reporter=$project/build/release/adapters/command_line/testcenter-reporter
work=$(mktemp -d)
center=

clean_up() {
  [[ -z $center ]] || kill "$center" 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

quietly() {  # what command...
  local what=$1
  shift
  echo "$what …"
  "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; echo "demo: failed: $*" >&2; exit 1; }
}

start_center() {
  mkfifo "$work/first-line"
  "$programs/local-center/local-center" --port 0 >"$work/first-line" 2>"$work/center.log" &
  center=$!
  exec 3<"$work/first-line"  # stays open, so that the center may go on writing
  read -r line <&3 || true
  url=$(grep -oE 'https?://[^ ]+' <<<"$line" || true)
  [[ -n $url ]] || { cat "$work/center.log" >&2; echo "demo: the local center did not start" >&2; exit 1; }
}

run_example() {  # program, its exit codes that are as intended
  local name=$1 result=0
  echo
  echo "── $name ──"
  GTEST_BRIEF=1 TESTCENTER_URL=$url TESTCENTER_PROJECT=demo TESTCENTER_BATCH=demo \
    TESTCENTER_LABELS="example=$name" TESTCENTER_SPOOL_DIR=$work/spool \
    "$programs/$name/example-$name" || result=$?
  [[ " ${*:2} " == *" $result "* ]] || { echo "demo: example-$name ended with $result" >&2; exit 1; }
}

run_many() {  # two processes, the first of which crashes, as one report
  local result=0
  echo
  echo "── testcenter-reporter run: two programs, one report; the first one crashes ──"
  TESTCENTER_SPOOL_DIR=$work/spool "$reporter" run --url "$url" --project demo --batch demo --label example=run -- \
    sh -c '"$0"; "$1"' "$programs/crashing/example-crashing" "$programs/plain/example-plain" || result=$?
  ((result == 1)) || { echo "demo: run ended with $result" >&2; exit 1; }  # the second one's own
}

for name in $(compgen -e TESTCENTER_); do unset "$name"; done
cd "$project"
cmake/install-packages.sh build examples
quietly "Configuring" cmake --preset release
quietly "Building" cmake --build --preset release \
  --target local-center example-googletest example-catch2 example-boost_test example-plain example-crashing \
  example-print-tree testcenter-reporter

start_center
run_example googletest 1  # one of its tests fails on purpose
run_example catch2 1 42  # Catch2 3.7 has the 42
run_example boost_test 201
run_example plain 1
run_many
echo
echo "── what the center holds ──"
"$programs/print-tree/example-print-tree" "$url" | tee "$work/tree"
grep -q 'Crashed: SIGSEGV' "$work/tree" || { echo "demo: the crash is not in the report" >&2; exit 1; }
echo
if [[ $stay == yes ]]; then
  echo "The same as a page, until Ctrl-C: $url"
  wait "$center"
else
  echo "The same was a page at $url; with --stay it goes on being one."
fi
