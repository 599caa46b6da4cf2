//! Rewriting what is derived from items that are older than it.

mod faults;
mod items;
mod older_items;
mod orphans;
mod progress;
mod property;
mod race;
mod rate_limit;
mod shapes;
mod unique;

use dynamodel::{Entity, Holds, TableClient, op::BackfillProgress};

/// Read, rewritten, unchanged, left.
fn counts(progress: &BackfillProgress) -> [usize; 4] {
    [progress.read, progress.rewritten, progress.unchanged, progress.left.len()]
}

async fn backfill<E: Entity, T: Holds<E>>(table: &TableClient<T>) -> BackfillProgress {
    table.backfill::<E>().send().await.unwrap()
}
