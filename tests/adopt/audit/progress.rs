//! Pages, segments and samples; stopped and continued.

use std::sync::{Arc, Mutex};

use dynamodel::op::{AuditReport, DivergenceKind, PartialAudit};
use dynamodel::testing::When::{First, Nth};
use dynamodel::testing::{Fault, Faults};
use dynamodel::{Error, Table as _, TableClient};

use super::{Videos, audit, groups, item, user, video};
use crate::support::raw::s;
use crate::support::store::{with, write};
use crate::support::world::faulty;

const VIDEOS: u64 = 40;

/// Videos of which every fourth cannot be read, and three users without copies and markers.
async fn world() -> (Faults, TableClient<Videos>) {
    let (faults, plain) = faulty::<Videos>().await;
    for id in 1..=VIDEOS {
        let stored = item(&video(id));
        write(&plain, if id % 4 == 0 { with(stored, "likes", s("many")) } else { stored }).await;
    }
    for id in 1..=3 {
        write(&plain, Videos::to_items(&user(id)).unwrap().remove(0)).await;
    }
    (faults.clone(), Videos::table(faults.client()))
}

/// The counts of a report of the whole table.
fn assert_whole(report: &AuditReport) {
    assert_eq!((report.scanned, report.fits, report.differs), (43, 30, 13), "{report}");
    assert_eq!(report.count(DivergenceKind::Malformed), 10);
    assert_eq!(report.count(DivergenceKind::CopyMissing), 6);
    assert_eq!(report.count(DivergenceKind::MarkerMissing), 3);
    assert!(report.cursor.is_none());
}

#[tokio::test]
async fn pages_and_segments_find_the_same() {
    let (_, table) = world().await;
    let whole = audit(&table).await;
    assert_whole(&whole);
    for (segments, page_size, concurrency) in [(1, 7, 1), (4, 3, 2), (100, 1_000, 0), (0, 0, 3)] {
        let run = table.audit().segments(segments).page_size(page_size).concurrency(concurrency);
        let report = run.send().await.unwrap();
        assert_whole(&report);
        assert_eq!(groups(&report), groups(&whole));
    }
}

#[tokio::test]
async fn progress_grows_and_its_cursor_resumes() {
    let (_, table) = world().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let run = table.audit().page_size(9).progress(move |report| {
        log.lock().unwrap().push((report.scanned, report.differs, report.cursor.clone()));
    });
    assert_whole(&run.send().await.unwrap());
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    assert!(seen.len() >= 5 && seen.is_sorted_by_key(|seen| seen.0), "{seen:?}");
    for (scanned, differs, cursor) in &seen[..seen.len() - 1] {
        let rest = table.audit().page_size(9).after(cursor.clone()).send().await.unwrap();
        assert_eq!((rest.scanned + scanned, rest.differs + differs), (43, 13));
    }
}

#[tokio::test]
async fn audit_interrupted_at_each_request_is_continued() {
    for segments in [1, 3] {
        let (faults, table) = world().await;
        let run = || table.audit().segments(segments).page_size(6).concurrency(2);
        assert_whole(&run().send().await.unwrap());
        let requests = faults.attempts().len();
        for nth in 1..=requests {
            let (faults, table) = world().await;
            let run = || table.audit().segments(segments).page_size(6).concurrency(2);
            faults.on_any(Nth(nth), Fault::error(400, "AccessDeniedException"));
            let error = run().send().await.unwrap_err();
            assert_eq!(error.code(), Some("AccessDeniedException"), "{error}");
            let PartialAudit { mut report, .. } = error.into_partial().unwrap();
            let rest = run().after(report.cursor.clone()).send().await.unwrap();
            report.merge(rest);
            assert_whole(&report);
        }
    }
}

#[tokio::test]
async fn sample_reads_so_many_items_and_is_continued() {
    let (faults, table) = world().await;
    let mut report = table.audit().sample(10).send().await.unwrap();
    assert_eq!(report.scanned, 10);
    assert_eq!(faults.operations().iter().filter(|operation| *operation == "Scan").count(), 1);
    while let Some(cursor) = report.cursor.clone() {
        let next = table.audit().sample(10).after(cursor).send().await.unwrap();
        assert!(next.scanned <= 10);
        report.merge(next);
    }
    assert_whole(&report);
    assert_eq!(table.audit().sample(0).send().await.unwrap().scanned, 0);
}

#[tokio::test]
async fn sample_is_spread_over_segments() {
    let (faults, table) = world().await;
    let report = table.audit().sample(8).segments(4).send().await.unwrap();
    assert!(report.scanned <= 8 && report.scanned > 2, "{report}");
    let scans = faults.attempts().into_iter().filter(|attempt| attempt.operation() == "Scan");
    let limits: Vec<_> = scans.map(|scan| scan.json()["Limit"].clone()).collect();
    assert_eq!(limits, [2; 4]);
}

#[tokio::test]
async fn cursor_is_of_one_table_and_number_of_segments() {
    let (_, table) = world().await;
    let cursor = table.audit().sample(5).send().await.unwrap().cursor;
    assert!(cursor.is_some());
    let refused = |result: Result<AuditReport, Error>| {
        let error = result.unwrap_err();
        assert!(error.is_invalid_cursor(), "{error}");
        assert_eq!(error.partial::<PartialAudit>().unwrap().report.cursor, cursor);
    };
    refused(table.audit().segments(2).after(cursor.clone()).send().await);
    refused(table.clone().named("another").audit().after(cursor.clone()).send().await);
    assert!(table.audit().segments(1_000_001).send().await.unwrap_err().is_over_limit());
}

#[tokio::test(start_paused = true)]
async fn throttling_is_waited_out() {
    let (faults, table) = world().await;
    for operation in ["Scan", "BatchGetItem"] {
        faults.on(operation, First(4), Fault::throttled());
    }
    assert_whole(&audit(&table).await);
}
