//! Prints the allocations of one operation of each workload: `NAME ALLOCATIONS`.
//!
//! A program of its own, so that counting does not slow down what `ratios` measures.

use std::alloc::System;

use dynamodel_benches::workloads::workloads;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const OPERATIONS: usize = 20;

fn main() {
    for mut workload in workloads() {
        let Some(ours) = workload.cases.last_mut() else { continue };
        ours.time(OPERATIONS);
        let counted = ours.count(OPERATIONS, ALLOCATOR);
        println!("{} {}", workload.name, counted.allocations / OPERATIONS);
    }
}
