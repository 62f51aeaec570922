#!/usr/bin/env bash
# Builds the programs, which the end-to-end tests drive, together with the tests, and runs every test, or those that
# options of `swift test` name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ -z ${GEOSECTOR_TESTDATA:-} && -d ../shared/data ]]; then
    GEOSECTOR_TESTDATA=$(cd ../shared/data && pwd)
fi
if [[ -n ${GEOSECTOR_TESTDATA:-} ]]; then
    export GEOSECTOR_TESTDATA
    echo "test: real data from GEOSECTOR_TESTDATA=$GEOSECTOR_TESTDATA"
else
    echo "test: GEOSECTOR_TESTDATA is not set and ../shared/data does not exist: tests on real data will be skipped"
fi
# For release, and in a folder of their own: one build where programs for release and tests for debugging are two, and
# the tests take 40 % less. The programs that are used are built without -enable-testing.
build=(-c release --scratch-path .build/tests -Xswiftc -enable-testing)
echo "test: building programs and tests (the first time takes half an hour on two cores)"
swift build "${build[@]}" --build-tests
GEOSECTOR_BIN=$(swift build "${build[@]}" --show-bin-path)
GEOSECTOR_DEMODATA=$PWD/data/demo/generated
GEOSECTOR_HOME=$PWD
export GEOSECTOR_BIN GEOSECTOR_DEMODATA GEOSECTOR_HOME
# All at once, thousands of tests wait for one another, and a request of one for minutes: a few at a time are as fast.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=${SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH:-$((2 * $(nproc)))}
echo "test: swift test"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
swift test "${build[@]}" --skip-build --disable-xctest "$@" 2>&1 | tee "$log" || status=$?
if ((status != 0)); then
    # What went wrong lies thousands of lines above.
    echo "test: the issues again"
    grep -a --no-group-separator -A 3 ' recorded an issue ' "$log" | grep -aE ' recorded an issue |^ *[↳│]' || true
    tail -n 1 "$log"
fi
exit "$status"
