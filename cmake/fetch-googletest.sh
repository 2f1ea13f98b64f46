#!/usr/bin/env bash
# Fetches GoogleTest sources of other versions than the system's, for the adapter's tests:
#
#   cmake/fetch-googletest.sh [folder]          (default: build/googletest)
#
# leaves <folder>/<version>/usr/src/googletest. They are the `googletest` packages of other Debian
# releases, from the mirror this machine is set up with, through an apt of its own: nothing of the
# system is changed. What is there already is not fetched again. A version that cannot be had is said
# in one line; with TESTCENTER_REQUIRE_ALL_GOOGLETEST=1 that is a failure.
set -euo pipefail

suites=(bullseye trixie sid)  # 1.10, 1.16, and what is newest
project=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "${1:-$project/build/googletest}"
folder=$(cd "${1:-$project/build/googletest}" && pwd)
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# Each fetched suite leaves a note of its version: <folder>/<suite>.version
is_there() {
  local version
  version=$(cat "$folder/$1.version" 2>/dev/null) &&
    [[ -f $folder/$version/usr/src/googletest/googletest/src/gtest-all.cc ]]
}

give_up_on() {  # reason suites
  local reason=$1
  shift
  echo "fetch-googletest: not tested with the GoogleTest of Debian $*: $reason" >&2
  [[ ${TESTCENTER_REQUIRE_ALL_GOOGLETEST:-0} != 1 ]]
}

# The first http(s) URI of Debian's main archive; security and other vendors' archives are not it.
mirror() {
  {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
      sed -nE 's/^deb(-src)?[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+).*/\3/p' || true
    cat /etc/apt/sources.list.d/*.sources 2>/dev/null |
      sed -nE 's/^URIs:[[:space:]]*([^[:space:]]+).*/\1/p' || true
  } | grep -E '^https?://.*/debian/?$' | head -n 1 || true
}

isolated_apt() {  # command and arguments
  apt-get -qq \
    -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferencesparts=/dev/null -o Dir::State="$work/state" \
    -o Dir::State::status=/dev/null -o Dir::Cache="$work/cache" \
    -o Acquire::Languages=none -o APT::Sandbox::User=root "$@"
}

fetch() {  # suite
  local suite=$1 archive version
  mkdir -p "$work/$suite" "$work/state/lists/partial" "$work/cache/archives/partial"
  echo "deb [signed-by=$keyring] $uri $suite main" >"$work/sources.list"
  isolated_apt update >"$work/log" 2>&1 || return 1
  (cd "$work/$suite" && isolated_apt download "googletest/$suite") >>"$work/log" 2>&1 || return 1
  archive=$(echo "$work/$suite"/googletest_*.deb)
  version=$(dpkg-deb -f "$archive" Version | sed -E 's/^([0-9]+:)?([0-9]+\.[0-9]+\.[0-9]+).*/\2/')
  dpkg-deb -x "$archive" "$folder/$version" || return 1
  echo "$version" >"$folder/$suite.version"
  echo "Fetched GoogleTest $version"
}

missing=()
for suite in "${suites[@]}"; do is_there "$suite" || missing+=("$suite"); done
[[ ${#missing[@]} != 0 ]] || exit 0

uri=$(mirror)
if ! command -v apt-get >/dev/null || [[ ! -f $keyring || -z $uri ]]; then
  give_up_on "this machine is not set up with a Debian mirror" "${missing[@]}"
  exit
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
for suite in "${missing[@]}"; do
  fetch "$suite" && is_there "$suite" ||
    give_up_on "$(grep -m 1 -E '^[EW]:' "$work/log" || echo "it could not be unpacked")" "$suite" ||
    failed=1
done
exit $failed
