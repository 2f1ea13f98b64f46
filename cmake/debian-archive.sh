# Sourced, not run: fetches packages of other Debian releases than the system's, from the mirror that
# this machine is set up with, through an apt of its own: nothing of the system is changed.
#
# Whoever sources it sets `fetcher` (its name, for messages) and `required` (1: what cannot be had is
# a failure).
debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

give_up_on() {  # what reason
  echo "$fetcher: not tested with $1: $2" >&2
  [[ ${required:-0} != 1 ]]
}

# The first http(s) URI of Debian's main archive; security and other vendors' archives are not it.
debian_mirror() {
  {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
      sed -nE 's/^deb(-src)?[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+).*/\3/p' || true
    cat /etc/apt/sources.list.d/*.sources 2>/dev/null |
      sed -nE 's/^URIs:[[:space:]]*([^[:space:]]+).*/\1/p' || true
  } | grep -E '^https?://.*/debian/?$' | head -n 1 || true
}

# False where no other release can be asked for anything.
has_debian_archive() {
  command -v apt-get >/dev/null && [[ -f $debian_keyring && -n $(debian_mirror) ]]
}

# Signed lists that a mirror has not renewed for a while do as well: nothing of them is installed.
isolated_apt() {  # command and arguments
  apt-get -qq \
    -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferencesparts=/dev/null -o Dir::State="$work/state" \
    -o Dir::State::status=/dev/null -o Dir::Cache="$work/cache" \
    -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false -o APT::Sandbox::User=root "$@"
}

# Unpacks a package of a release into <folder>/<its version> and tells that version in
# <folder>/<package>-<release>.version. Needs the temporary folder `work`; leaves `$work/log`.
fetch_package() {  # package release folder
  local package=$1 release=$2 folder=$3 archive version
  mkdir -p "$work/$release" "$work/state/lists/partial" "$work/cache/archives/partial"
  echo "deb [signed-by=$debian_keyring] $(debian_mirror) $release main" >"$work/sources.list"
  isolated_apt update >"$work/log" 2>&1 || return 1
  (cd "$work/$release" && isolated_apt download "$package/$release") >>"$work/log" 2>&1 || return 1
  archive=$(echo "$work/$release/${package}"_*.deb)
  version=$(dpkg-deb -f "$archive" Version | sed -E 's/^([0-9]+:)?([0-9]+\.[0-9]+\.[0-9]+).*/\2/')
  dpkg-deb -x "$archive" "$folder/$version" || return 1
  echo "$version" >"$folder/$package-$release.version"
  echo "Fetched $package $version"
}

# Fetches what is not there already; false if something is missing in the end and required.
fetch_packages() {  # folder file-that-shows-it package/release...
  local folder=$1 shown_by=$2 failed=0 wanted package release version
  shift 2
  for wanted in "$@"; do
    package=${wanted%/*} release=${wanted#*/}
    version=$(cat "$folder/$package-$release.version" 2>/dev/null || true)
    [[ -z $version || ! -e $folder/$version/$shown_by ]] || continue
    if ! has_debian_archive; then
      give_up_on "$package of Debian $release" "this machine is not set up with a Debian mirror" || failed=1
    elif ! fetch_package "$package" "$release" "$folder"; then
      give_up_on "$package of Debian $release" \
        "$(grep -m 1 -E '^[EW]:' "$work/log" || echo "it could not be unpacked")" || failed=1
    fi
  done
  return $failed
}
