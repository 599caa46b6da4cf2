//! Page after page, in segments, stopped and gone on with.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use dynamodel::{Cursor, Error, TableClient, op::PartialBackfill};

use crate::backfill::items::old_video;
use crate::backfill::{backfill, counts};
use crate::support::model::{Channel, User, Video, YouTube};
use crate::support::raw::s;
use crate::support::store::{orphans, stored, with, write};
use crate::support::world::faulty;
use dynamodel::testing::Fault::{self, Partial};
use dynamodel::testing::Faults;
use dynamodel::testing::When::{Always, First, Nth};

const ITEMS: usize = 40;

/// Videos from before there was a lookup, one of which cannot be read.
async fn world() -> (Faults, TableClient<YouTube>, TableClient<YouTube>) {
    let (faults, plain) = faulty::<YouTube>().await;
    for id in 0..i64::try_from(ITEMS).unwrap() {
        write(&plain, old_video(id, id % 3)).await;
    }
    write(&plain, with(old_video(17, 1), "creator_id", s("nobody"))).await;
    (faults.clone(), YouTube::table(faults.client()), plain)
}

#[tokio::test]
async fn progress_grows_and_its_cursor_resumes() {
    let (_, table, plain) = world().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let run = table.backfill::<Video>().page_size(9).concurrency(2).progress(move |progress| {
        let cursor = progress.cursor.clone();
        log.lock().unwrap().push((counts(progress), progress.scanned, progress.removed, cursor));
    });
    let done = run.send().await.unwrap();
    assert_eq!(counts(&done), [ITEMS, ITEMS - 1, 0, 1]);
    assert!(done.cursor.is_none() && done.scanned == ITEMS);
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    assert!(seen.len() >= 5 && seen.is_sorted_by_key(|seen| seen.0[0]), "{seen:?}");
    assert_eq!(seen.last().unwrap().0, counts(&done));
    assert!(seen.last().unwrap().3.is_none(), "at the end");

    // Each goes on where it was, and finds all that is behind it as it should be.
    for (counts_then, _, _, cursor) in seen.iter().take(seen.len() - 1) {
        assert!(cursor.is_some());
        let rest = table.backfill::<Video>().page_size(9).after(cursor.clone()).send().await.unwrap();
        assert_eq!((rest.read + counts_then[0], rest.rewritten), (ITEMS, 0));
    }
    assert_eq!(orphans(&stored(&plain).await).len(), 1, "but for the one that cannot be read");
}

#[tokio::test]
async fn segments_are_read_side_by_side_and_resume() {
    for segments in [1, 2, 7, 100] {
        let (faults, table, plain) = world().await;
        let cursor: Arc<Mutex<Option<Cursor>>> = Arc::default();
        let save = cursor.clone();
        let run = || table.backfill::<Video>().segments(segments).page_size(3).concurrency(5);
        faults.on("TransactWriteItems", Nth(20), Fault::error(400, "AccessDeniedException"));
        let saving = run().progress(move |progress| save.lock().unwrap().clone_from(&progress.cursor));
        let error = saving.send().await.unwrap_err();
        assert_eq!(error.code(), Some("AccessDeniedException"), "{error}");
        let partial: PartialBackfill = error.into_partial().unwrap();
        assert_eq!(partial.progress.cursor, *cursor.lock().unwrap());
        let rest = run().after(partial.progress.cursor).send().await.unwrap();
        // What was done of a page that was not is read again and not written again.
        assert_eq!(partial.progress.rewritten + rest.rewritten, ITEMS - 1, "{segments}");
        assert!(rest.unchanged < 5 * 3, "{rest:?}");
        assert_eq!(orphans(&stored(&plain).await).len(), 1);
    }
}

#[tokio::test]
async fn a_cursor_is_of_one_entity_and_of_one_kind_of_run() {
    let (_, table, _) = world().await;
    let cursor: Arc<Mutex<Option<Cursor>>> = Arc::default();
    let save = cursor.clone();
    let dry = table.backfill::<Video>().dry_run().page_size(9);
    let dry = dry.progress(move |progress| {
        save.lock().unwrap().get_or_insert_with(|| progress.cursor.clone().unwrap());
    });
    dry.send().await.unwrap();
    let cursor = cursor.lock().unwrap().take();
    let refused = |result: Result<_, Error>| {
        let error = result.unwrap_err();
        assert!(error.is_invalid_cursor(), "{error}");
        let progress = &error.partial::<PartialBackfill>().unwrap().progress;
        assert_eq!((counts(progress), &progress.cursor), ([0; 4], &cursor));
    };
    refused(table.backfill::<Video>().after(cursor.clone()).send().await);
    refused(table.backfill::<Video>().dry_run().segments(2).after(cursor.clone()).send().await);
    refused(table.backfill::<Video>().dry_run().remove_strays().after(cursor.clone()).send().await);
    refused(table.backfill::<User>().dry_run().after(cursor.clone()).send().await);
    let renamed = table.clone().named("another");
    refused(renamed.backfill::<Video>().dry_run().after(cursor.clone()).send().await);
    table.backfill::<Video>().dry_run().after(cursor.clone()).send().await.unwrap();
    let error = table.backfill::<Video>().segments(1_000_001).send().await.unwrap_err();
    assert!(error.is_over_limit());
}

#[tokio::test(start_paused = true)]
async fn throttling_is_waited_out_and_does_not_last_forever() {
    let (faults, table, plain) = world().await;
    for operation in ["Scan", "TransactWriteItems"] {
        faults.on(operation, First(5), Fault::throttled());
    }
    faults.on("BatchGetItem", Nth(1), Partial(3)).on("BatchGetItem", Nth(2), Fault::throttled());
    assert_eq!(counts(&backfill::<Video, _>(&table).await), [ITEMS, ITEMS - 1, 0, 1]);
    assert_eq!(orphans(&stored(&plain).await).len(), 1);
    for operation in ["Scan", "BatchGetItem", "TransactWriteItems"] {
        let (faults, table, _) = world().await;
        faults.on(operation, Always, Fault::throttled());
        let error = table.backfill::<Video>().send().await.unwrap_err();
        let partial = error.partial::<PartialBackfill>().unwrap();
        assert!(error.is_throttled(), "{error}");
        assert!(partial.progress.rewritten == 0 && partial.progress.cursor.is_none(), "{partial:?}");
    }
}

#[tokio::test]
async fn backfill_reports_items_that_dynamodb_refuses() {
    let (faults, table, _) = world().await;
    faults.on("TransactWriteItems", Nth(3), Fault::error(400, "ValidationException"));
    let done = backfill::<Video, _>(&table).await;
    assert_eq!(counts(&done), [ITEMS, ITEMS - 2, 0, 2]);
    let codes: BTreeSet<_> = done.left.iter().map(|left| left.error.code()).collect();
    assert_eq!(codes, [None, Some("ValidationException")].into());
}

#[tokio::test]
async fn requests_under_way_are_bounded() {
    let (_, table, plain) = world().await;
    let done = table.backfill::<Video>().segments(9).concurrency(0).page_size(0).send().await.unwrap();
    assert_eq!(counts(&done), [ITEMS, ITEMS - 1, 0, 1]);
    assert_eq!(counts(&backfill::<Channel, _>(&plain).await), [0; 4]);
}
