#!/usr/bin/env bash
# Counts the instructions of one operation, which do not depend on the load of the machine: NAME HAND-WRITTEN DYNAMODEL.
# Needs valgrind. Names of workloads may be given: benches/instructions.sh C D.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build -q --release -p dynamodel-benches --bin instructions
bin=${CARGO_TARGET_DIR:-target}/release/instructions
out=$(mktemp)
trap 'rm -f "$out"' EXIT
# What happens once in a process is in both runs.
total() {
    valgrind --tool=callgrind --toggle-collect='*measured*' --callgrind-out-file="$out" "$bin" "$@" 2>&1 |
        sed -n 's/.*Collected : //p'
}
names=("$@")
[ $# -gt 0 ] || names=("A'" B C D E F F-projected G)
for name in "${names[@]}"; do
    line=$name
    for implementation in hand-written dynamodel; do
        line+=" $((($(total "$name" $implementation 12) - $(total "$name" $implementation 2)) / 10))"
    done
    echo "$line"
done
