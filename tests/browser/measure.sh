#!/usr/bin/env bash
# Measures the local center's page; see docs/local_center_page.md.
set -euo pipefail

cd "$(dirname "$0")/../.."
cmake/install-packages.sh build examples tests browser
cmake --preset ci
cmake --build --preset ci --target testcenter-page-measure
build/ci/tests/browser/testcenter-page-measure
