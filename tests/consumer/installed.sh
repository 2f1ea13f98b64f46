#!/usr/bin/env bash
# The installed package, moved to another folder, through find_package and through pkg-config.
source "$(dirname "$0")/common.sh"

install_and_move "$BUILD"
build_consumer installed -DCMAKE_PREFIX_PATH="$WORK/moved"
check_that_it_reports "$WORK/build/plain" "plain consumer"
check_that_it_reports "$WORK/build/suite" "ConsumerSuite"
check_pkg_config
