#!/usr/bin/env bash
# Compares dynamodel with hand-written code, a line a workload: NAME RATIO-OF-TIME ALLOCATIONS.
# docs/performance.md says what the workloads are.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build -q --release -p dynamodel-benches --bins
bin=${CARGO_TARGET_DIR:-target}/release
paste -d' ' <("$bin/ratios") <("$bin/allocations" | cut -d' ' -f2)
