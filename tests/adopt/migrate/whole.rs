//! Whole migrations.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dynamodel::op::PartialMigration;
use dynamodel::testing::Fault;
use dynamodel::testing::When::First;
use tokio::time::Instant;

use super::{Old, World, fill, migration};
use crate::support::store::{content, stored};

/// The items of [`fill`] with their copies and markers.
const SCANNED: usize = 9 + 5 + 3;

#[tokio::test]
async fn migration_leaves_what_direct_writes_leave() {
    for (segments, page_size, concurrency) in [(1, 1_000, 8), (4, 2, 1), (7, 1, 3)] {
        let world = World::filled().await;
        let before = content(&world.old).await;
        let run = migration(&world.old, &world.new);
        let run = run.segments(segments).page_size(page_size).concurrency(concurrency);
        let report = run.send().await.unwrap();
        assert_eq!((report.scanned, report.written, report.unchanged), (SCANNED, 9, 0), "{report}");
        assert!(report.is_complete() && report.removed == 0, "{report}");
        world.assert_migrated().await;
        assert_eq!(content(&world.old).await, before);
        assert!(world.new.audit().send().await.unwrap().is_clean());
    }
}

#[tokio::test]
async fn second_migration_changes_nothing() {
    let world = World::filled().await;
    migration(&world.old, &world.new).send().await.unwrap();
    let before = stored(&world.new).await;
    let report = world.migration().send().await.unwrap();
    assert_eq!((report.written, report.unchanged), (0, 9), "{report}");
    assert_eq!(stored(&world.new).await, before);
    // The scan and one read of all targets.
    assert_eq!(world.faults.operations(), ["Scan", "BatchGetItem"]);
    let verified = migration(&world.old, &world.new).dry_run().send().await.unwrap();
    assert_eq!((verified.written, verified.unchanged), (0, 9), "{verified}");
}

#[tokio::test]
async fn dry_run_reports_and_writes_nothing() {
    let world = World::filled().await;
    let report = world.migration().dry_run().send().await.unwrap();
    assert_eq!((report.written, report.unchanged), (9, 0), "{report}");
    assert!(content(&world.new).await.is_empty());
    let removed = world.migration().dry_run().remove_source().send().await.unwrap();
    assert_eq!((removed.written, removed.removed), (9, 9), "{removed}");
    assert!(world.faults.operations().iter().all(|operation| operation != "TransactWriteItems"));
}

#[tokio::test]
async fn progress_grows_and_its_cursor_resumes() {
    let world = World::filled().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let run = migration(&world.old, &world.new).page_size(4).progress(move |report| {
        log.lock().unwrap().push((report.scanned, report.cursor.clone()));
    });
    run.send().await.unwrap();
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    assert!(seen.len() >= 5 && seen.is_sorted_by_key(|seen| seen.0), "{seen:?}");
    for (scanned, cursor) in &seen[..seen.len() - 1] {
        let rest = migration(&world.old, &world.new).page_size(4).after(cursor.clone()).send().await.unwrap();
        assert_eq!(rest.scanned + scanned, SCANNED);
        assert_eq!(rest.written, 0);
    }
}

#[tokio::test]
async fn cursor_is_of_one_migration() {
    let world = World::filled().await;
    let seen = Arc::new(Mutex::new(None));
    let log = seen.clone();
    let run = migration(&world.old, &world.new).page_size(4).dry_run().progress(move |report| {
        log.lock().unwrap().get_or_insert_with(|| report.cursor.clone());
    });
    run.send().await.unwrap();
    let cursor = seen.lock().unwrap().take().flatten();
    assert!(cursor.is_some());
    for run in [
        migration(&world.old, &world.new),
        migration(&world.old, &world.new).dry_run().segments(2),
        migration(&world.old, &world.new).dry_run().keep_existing(),
        migration(&world.old, &world.new.clone().named("another")).dry_run(),
    ] {
        let error = run.after(cursor.clone()).send().await.unwrap_err();
        assert!(error.is_invalid_cursor(), "{error}");
        assert_eq!(error.partial::<PartialMigration>().unwrap().report.cursor, cursor);
    }
}

#[tokio::test(start_paused = true)]
async fn migration_reads_at_the_given_rate() {
    let world = World::filled().await;
    let started = Instant::now();
    world.migration().items_per_second(2).send().await.unwrap();
    let elapsed = started.elapsed();
    assert!(elapsed >= Duration::from_secs(8) && elapsed <= Duration::from_secs(10), "{elapsed:?}");
    world.assert_migrated().await;
}

#[tokio::test(start_paused = true)]
async fn throttling_is_waited_out() {
    let world = World::filled().await;
    for operation in ["Scan", "BatchGetItem", "TransactWriteItems"] {
        world.faults.on(operation, First(4), Fault::throttled());
    }
    world.migration().send().await.unwrap();
    world.assert_migrated().await;
}

#[tokio::test]
async fn request_is_the_first_scan() {
    let world = World::empty().await;
    fill(&world.old).await;
    let request = migration(&world.old, &world.new).segments(3).page_size(7).request().unwrap();
    assert_eq!((request.limit(), request.total_segments()), (Some(7), Some(3)));
    assert_eq!(request.table_name(), Some(Old::table(world.old.client().clone()).name()));
}
