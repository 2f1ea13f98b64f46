#!/usr/bin/env bash
# Boost.Test programs that clang compiles, with the system's Boost, whose type ids are GCC's.
source "$(dirname "$0")/common.sh"

if ! command -v clang++ >/dev/null; then
  echo "skipped: there is no clang++"
  exit 77
fi
install_and_move "$BUILD"
check_boost_test shared -DCMAKE_CXX_COMPILER=clang++
check_boost_test static -DCMAKE_CXX_COMPILER=clang++ -DBoost_USE_STATIC_LIBS=ON
