#!/usr/bin/env bash
# Takes the pictures of the local center's page that stand in README.md and docs anew, into docs/pictures.
set -euo pipefail

cd "$(dirname "$0")/../.."
cmake/install-packages.sh build examples tests browser
cmake --preset ci
cmake --build --preset ci --target testcenter-page-pictures
mkdir -p docs/pictures
build/ci/tests/browser/testcenter-page-pictures docs/pictures
ls -l docs/pictures
