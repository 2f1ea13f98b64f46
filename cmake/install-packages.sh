#!/usr/bin/env bash
# Installs what is missing to build testcenter-reporter:
#
#   cmake/install-packages.sh [build] [examples] [tests] [browser] [tidy]        (default: all but the last two)
#
# On Debian and Ubuntu through apt (as root or with sudo). Elsewhere it changes nothing, says what to
# install, and fails if something is missing. Where nothing is missing it is quiet and needs no rights.
set -euo pipefail

# group | Debian package | how to see that it is there: a program, a file, a header that compiles, a library that links, or one of clang's own; one of several is enough
needs='
build    | g++                  | program c++
build    | cmake                | program cmake
build    | ninja-build          | program ninja
build    | ccache               | program ccache
build    | pkg-config           | program pkg-config
build    | libcurl4-openssl-dev | header curl/curl.h
build    | rapidjson-dev        | header rapidjson/writer.h
build    | libxxhash-dev        | header xxhash.h
build    | libcli11-dev         | header CLI/CLI.hpp
examples | libgtest-dev         | header gtest/gtest.h
examples | catch2               | header catch2/catch_test_macros.hpp catch2/catch.hpp
examples | libboost-test-dev    | library boost_unit_test_framework
examples | libcpp-httplib-dev   | header httplib.h
examples | nlohmann-json3-dev   | header nlohmann/json.hpp
examples | libsqlite3-dev       | header sqlite3.h
examples | libpng-dev           | header png.h
tests    | libgmock-dev         | header gmock/gmock.h
tests    | libbenchmark-dev     | header benchmark/benchmark.h
tests    | libspdlog-dev        | header spdlog/spdlog.h
tests    | libssl-dev           | header openssl/ssl.h
tests    | libpugixml-dev       | header pugixml.hpp
tests    | nginx-light          | program nginx /usr/sbin/nginx
browser  | chromium             | program chromium
browser  | chromium-driver      | program chromedriver
browser  | fonts-dejavu-core    | file /usr/share/fonts/truetype /usr/share/fonts/TTF /usr/share/fonts/dejavu-sans-fonts /System/Library/Fonts
tidy     | clang                | program clang++
tidy     | clang-tidy           | program clang-tidy
tidy     | libclang-rt-dev      | clang fuzzer
tidy     | clang-format         | program clang-format
tidy     | git                  | program git
'

is_there() {  # kind, names of which one is enough
  local kind=$1 name
  shift
  for name in "$@"; do
    case $kind in
      file) [[ -e $name ]] && return ;;
      program) command -v "$name" >/dev/null && return ;;
      clang) compgen -G "$(clang++ --print-runtime-dir 2>/dev/null)/libclang_rt.$name*" >/dev/null && return ;;
      # Without a compiler no header is found, and its package is asked for along with the compiler.
      header) c++ -E -x c++ -include "$name" /dev/null -o /dev/null 2>/dev/null && return ;;
      library) echo 'int main() {}' | c++ -x c++ - "-l$name" -o /dev/null 2>/dev/null && return ;;
    esac
  done
  return 1
}

missing_packages() {  # groups
  local group package kind names
  while read -r group _ package _ kind names; do
    [[ -n $group && " $* " == *" $group "* ]] || continue
    # shellcheck disable=SC2086  # one word a name
    is_there "$kind" $names || echo "$package"
  done <<<"$needs"
}

as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "install-packages: needs root, and there is no sudo. As root: apt-get install $packages" >&2
    return 1
  fi
}

# What only other packages provide does not count: those that provide chromium to Ubuntu install a snap.
archive_has() {  # packages
  local package result=0
  for package in "$@"; do
    [[ $(LC_ALL=C apt-cache policy "$package" 2>/dev/null) == *"Candidate: "[0-9]* ]] && continue
    echo "the system's archive has no $package"
    result=1
  done
  return $result
}

install_with_apt() {  # packages
  local log
  log=$(mktemp)
  echo "Installing $* …"
  if as_root apt-get -qq update >"$log" 2>&1 && archive_has "$@" >>"$log" &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
      -o DPkg::Lock::Timeout=300 install "$@" >>"$log" 2>&1; then
    rm -f "$log"
  else
    cat "$log" >&2
    echo "install-packages: apt-get could not install: $*" >&2
    return 1
  fi
}

say_what_to_install() {  # packages
  cat >&2 <<EOF
install-packages: this system has no apt-get; please install what is missing. Debian calls it:
  $*
Where to find it elsewhere:
  Fedora   dnf install gcc-c++ cmake ninja-build ccache pkgconf libcurl-devel rapidjson-devel \\
             xxhash-devel catch2-devel boost-devel gtest-devel gmock-devel cpp-httplib-devel json-devel sqlite-devel libpng-devel \\
             cli11-devel google-benchmark-devel spdlog-devel openssl-devel pugixml-devel nginx chromium chromedriver git clang-tools-extra
  Arch     pacman -S gcc cmake ninja ccache pkgconf curl rapidjson xxhash gtest catch2 boost cpp-httplib \\
             nlohmann-json sqlite libpng cli11 benchmark spdlog openssl pugixml nginx chromium git clang
EOF
}

groups=${*:-build examples tests}
for group in $groups; do
  case $group in
    build | examples | tests | browser | tidy) ;;
    *) echo "install-packages: there is no group $group; there are build, examples, tests, browser, tidy" >&2
       exit 2 ;;
  esac
done

packages=$(missing_packages "$groups" | tr '\n' ' ')
[[ -n $packages ]] || exit 0
if command -v apt-get >/dev/null; then
  # shellcheck disable=SC2086  # one word a package
  install_with_apt $packages
  packages=$(missing_packages "$groups" | tr '\n' ' ')
  [[ -z $packages ]] || { echo "install-packages: installed, but still not usable: $packages" >&2; exit 1; }
else
  say_what_to_install "$packages"
  exit 1
fi
