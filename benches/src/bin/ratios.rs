//! Prints the time of each workload beside that of hand-written code: `NAME RATIO`.

use dynamodel_benches::workloads::workloads;

fn main() {
    for mut workload in workloads() {
        let ratios = workload.ratios();
        let ratio = ratios.last().copied().unwrap_or(f64::NAN);
        println!("{} {ratio:.2}", workload.name);
    }
}
