//! Rewriting what is derived from items that are older than it.

#[path = "backfill/aged.rs"]
mod aged;
#[path = "backfill/crash.rs"]
mod crash;
#[path = "backfill/items.rs"]
mod items;
#[path = "backfill/pace.rs"]
mod pace;
#[path = "backfill/property.rs"]
mod property;
#[path = "backfill/race.rs"]
mod race;
#[path = "backfill/shapes.rs"]
mod shapes;
#[path = "backfill/strays.rs"]
mod strays;
#[path = "backfill/unique.rs"]
mod unique;
#[path = "backfill/walk.rs"]
mod walk;

use dynamodel::{BackfillProgress, Entity, Holds, TableClient};

/// Read, rewritten, unchanged, left.
fn counts(progress: &BackfillProgress) -> [usize; 4] {
    [progress.read, progress.rewritten, progress.unchanged, progress.left.len()]
}

async fn backfill<E: Entity, T: Holds<E>>(table: &TableClient<T>) -> BackfillProgress {
    table.backfill::<E>().send().await.unwrap()
}
