//! Prints the time of each workload beside that of hand-written code: `NAME RATIO`. Names of workloads may be given.

use dynamodel_benches::workloads::workloads;

fn main() {
    let names: Vec<_> = std::env::args().skip(1).collect();
    for mut workload in workloads() {
        if !names.is_empty() && names.iter().all(|name| name != workload.name) {
            continue;
        }
        let ratios = workload.ratios();
        let ratio = ratios.last().copied().unwrap_or(f64::NAN);
        println!("{} {ratio:.2}", workload.name);
    }
}
