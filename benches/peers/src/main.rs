//! Prints each workload for each library: the time beside that of hand-written code, and the allocations of one operation.
//!
//!     cargo run --release --manifest-path benches/peers/Cargo.toml [WORKLOAD]

mod aymond;
mod facade;
mod model;
mod modyne;
mod serde_dynamo;

use std::alloc::System;

use dynamodel_benches::workloads::workloads;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const COUNTED: usize = 20;

fn main() {
    let only = std::env::args().nth(1);
    for mut workload in workloads() {
        if only.as_deref().is_some_and(|only| only != workload.name) {
            continue;
        }
        for cases in [serde_dynamo::cases, modyne::cases, facade::cases, aymond::cases] {
            workload.cases.extend(cases(workload.name));
        }
        let ratios = workload.ratios();
        for (case, ratio) in workload.cases.iter_mut().zip(ratios) {
            let allocations = case.count(COUNTED, ALLOCATOR).allocations / COUNTED;
            println!("{:<12}{:<16}{ratio:>8.2}{allocations:>8}", workload.name, case.name);
        }
    }
}
