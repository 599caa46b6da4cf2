//! The workloads under criterion: `cargo bench -p dynamodel-benches`.

use criterion::{Criterion, criterion_group, criterion_main};
use dynamodel_benches::workloads;

fn workloads(criterion: &mut Criterion) {
    for workload in workloads::workloads() {
        let mut group = criterion.benchmark_group(workload.name);
        for mut case in workload.cases {
            group.bench_function(case.name, |bencher| {
                bencher
                    .iter_custom(|operations| case.time(usize::try_from(operations).unwrap_or(usize::MAX)));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, workloads);
criterion_main!(benches);
