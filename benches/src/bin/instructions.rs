//! Runs one implementation of a workload so many times, for a profiler: `instructions NAME IMPLEMENTATION OPERATIONS`.
//!
//! `benches/instructions.sh` counts the instructions of an operation with it.

use dynamodel_benches::workloads::workloads;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (name, implementation) = (arguments.next(), arguments.next());
    let operations = arguments.next().and_then(|operations| operations.parse().ok()).unwrap_or(1);
    let mut workloads = workloads();
    let workload = workloads.iter_mut().find(|workload| Some(workload.name) == name.as_deref());
    let cases = workload.into_iter().flat_map(|workload| &mut workload.cases);
    for case in cases.filter(|case| Some(case.name) == implementation.as_deref()) {
        case.time(operations);
    }
}
