#!/usr/bin/env bash
# What the proof that keys are distinct costs in `cargo check`: entities with one key and two
# lookups each, checked without a table and in one. The difference is all that `derive(Table)` adds.
#
#     benches/proof.sh [entities]
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD entities=${1:-40} crate=$PWD/target/proof
export CARGO_TARGET_DIR=$crate/target CARGO_INCREMENTAL=0 RUSTFLAGS=-Awarnings
mkdir -p "$crate/src"

cat > "$crate/Cargo.toml" <<EOF
[package]
name = "proof"
version = "0.0.0"
edition = "2024"
[dependencies]
dynamodel = { path = "$root/dynamodel", default-features = false }
serde = { version = "1", features = ["derive"] }
[workspace]
EOF
cp Cargo.lock "$crate/Cargo.lock"

# One entity: its number, the type of the tenant, and `pk | sk` of its keys, with KIND for its name.
entity() {
    local n=$1 tenant=$2 keys=$3 name
    echo "#[derive(serde::Serialize, serde::Deserialize, dynamodel::Entity)]"
    for name in key by_owner by_day; do
        local line=${keys//KIND/kind$n}
        case $name in
            key) echo "#[key(${line//PART/item})]" ;;
            *) echo "#[lookup(name = \"$name\", ${line//PART/${name//_/-}})]" ;;
        esac
    done
    echo "pub struct Kind$n { pub tenant: $tenant, pub owner: u64, pub day: u32, pub id: u64 }"
}

generate() {
    local with_table=$1 tenant=$2 keys=$3 n
    for ((n = 0; n < entities; n++)); do entity "$n" "$tenant" "$keys"; done
    if [ "$with_table" = yes ]; then
        echo "#[derive(dynamodel::Table)] #[table(name = \"entities\", type_attribute = \"type\")] pub enum Table {"
        for ((n = 0; n < entities; n++)); do echo "Kind$n(Kind$n),"; done
        echo "}"
    fi
}

# The least processor time of three runs, in milliseconds: one crate is checked by one thread.
check() {
    local best=999999 took
    generate "$@" > "$crate/src/lib.rs"
    cargo check -q --manifest-path "$crate/Cargo.toml"
    for _ in 1 2 3; do
        touch "$crate/src/lib.rs"
        took=$( (TIMEFORMAT='%U %S' && time cargo check -q --manifest-path "$crate/Cargo.toml") 2>&1 |
            awk '{ printf "%d", ($1 + $2) * 1000 }')
        [ "$took" -lt "$best" ] && best=$took
    done
    echo "$best"
}

measure() {
    local shape=$1 without with
    shift
    without=$(check no "$@") with=$(check yes "$@")
    printf '%-44s %8d ms %8d ms %+8d ms\n' "$shape" "$without" "$with" $((with - without))
}

printf '%d entities, %d keys %34s %11s %11s\n' "$entities" $((entities * 3)) "no table" "table" "more"
measure "partitions under one tenant (number)" u64 \
    'pk = "tenant-{tenant}#KIND-PART#{id}", sk = "{day}#{owner}"'
measure "partitions under one tenant (string)" String \
    'pk = "tenant-{tenant}#KIND-PART#{id}", sk = "{day}#{owner}"'
measure "one partition for each tenant" String \
    'pk = "tenant-{tenant}", sk = "KIND-PART#{day}#{owner}#{id}"'
measure "the kind at the end" u64 \
    'pk = "tenant-{tenant}#{id}#KIND-PART", sk = "{day}#{owner}"'
measure "the kind behind strings that may hold it" String \
    'pk = "tenant-{tenant}-KIND-PART", sk = "{day}#{owner}#{id}"'
