#!/usr/bin/env bash
# cmake/install-packages.sh where there is no apt-get, or an archive without a package: PROJECT names our folder, WORK one for this test.
set -euo pipefail

fail() {
  echo "FAILED: $*"
  exit 1
}

# Every program of this system but those named.
programs_without() {  # name...
  rm -rf "$WORK"
  mkdir -p "$WORK"
  find /usr/local/bin /usr/bin /bin -maxdepth 1 ! -type d -exec ln -sft "$WORK" {} + 2>/dev/null || true
  (cd "$WORK" && rm -f "$@")
}

run() {  # arguments; leaves $output and $result
  result=0
  output=$(PATH=$WORK "$PROJECT/cmake/install-packages.sh" "$@" 2>&1) || result=$?
}

programs_without apt-get
run build
[[ $result == 0 && -z $output ]] || fail "with everything there it ended with $result and said: $output"

programs_without apt-get ninja
run build
[[ $result == 1 ]] || fail "without ninja it ended with $result"
for words in 'no apt-get' '  ninja-build' 'dnf install' 'pacman -S'; do
  grep -qF -- "$words" <<<"$output" || fail "it does not say '$words' but: $output"
done
! grep -qF '  g++' <<<"$output" || fail "it asks for a compiler that is there: $output"

run everything
[[ $result == 2 ]] || fail "for a group that does not exist it ended with $result"
grep -qF 'there is no group everything' <<<"$output" || fail "it said: $output"

# As Ubuntu: other packages provide chromium by name, and install a snap.
programs_without apt-get apt-cache id chromium
printf '#!/bin/sh\necho 0\n' >"$WORK/id"
printf '#!/bin/sh\necho "$*" >>"%s/asked"\n' "$WORK" >"$WORK/apt-get"
printf '#!/bin/sh\necho "$2:"\necho "  Candidate: (none)"\n' >"$WORK/apt-cache"
chmod +x "$WORK"/{id,apt-get,apt-cache}
run browser
[[ $result == 1 ]] || fail "without chromium in the archive it ended with $result"
! grep -q 'install' "$WORK/asked" || fail "it installs what the archive has not: $(cat "$WORK/asked")"
grep -q "the system's archive has no chromium" <<<"$output" || fail "it said: $output"
