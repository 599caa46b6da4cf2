//! Scans of an entity, of an index, and in segments side by side.

use std::collections::BTreeSet;
use std::time::Duration;

use dynamodel::{Cursor, Entity, Error, Page, Table, TableClient, op::EntityScan};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, s};
use crate::support::store::{with, write};
use crate::support::world::{faulty, on, table};
use dynamodel::testing::{Fault, When};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[lookup(name = "of_owner", pk = "owner-{owner}", sk = "{id}")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{id}")]
struct Task {
    id: u32,
    owner: u8,
    #[entity(null)]
    status: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "note-{id}")]
#[key(index = "lsi1", name = "by_size", sk = "{size}")]
#[entity(methods(scan = "every"))]
struct Note {
    id: u32,
    status: String,
    size: u16,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "lsi1", sk = "lsi1sk", local)]
enum Work {
    Task(Task),
    Note(Note),
}

fn task(id: u32) -> Task {
    Task { id, owner: 1, status: id.is_multiple_of(2).then(|| "open".to_owned()) }
}

/// Ten tasks, five of them in the index, and a note.
async fn fill(table: &TableClient<Work>) {
    for id in 0..10 {
        task(id).create().send(table).await.unwrap();
    }
    Note { id: 1, status: "open".to_owned(), size: 3 }.create().send(table).await.unwrap();
}

fn ids(tasks: impl IntoIterator<Item = Task>) -> BTreeSet<u32> {
    tasks.into_iter().map(|task| task.id).collect()
}

/// All items of a walk from page to page, and how many pages it took.
async fn walk<I>(page: impl AsyncFn(Option<Cursor>) -> Result<Page<I>, Error>) -> (Vec<I>, usize) {
    let (mut walked, mut cursor, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = page(cursor).await.unwrap();
        walked.extend(page.items);
        pages += 1;
        cursor = page.cursor;
        if cursor.is_none() {
            return (walked, pages);
        }
        assert!(pages < 1_000, "the walk does not end");
    }
}

#[tokio::test]
async fn a_scan_of_an_entity_finds_its_items_and_no_copies() {
    let table = table::<Work>().await;
    fill(&table).await;
    assert_eq!(ids(Task::scan().consistent().all(&table).await.unwrap()), (0..10).collect());
    assert_eq!(Task::scan().count(&table).await.unwrap(), 10);
    assert_eq!(Note::every().count(&table).await.unwrap(), 1);
    let late = || Task::scan().filter(Task::FIELDS.owner.eq(1).and(Task::FIELDS.status.exists()));
    assert_eq!(late().filter(!Task::FIELDS.status.eq("open")).count(&table).await.unwrap(), 5);
    assert_eq!(late().take(3).all(&table).await.unwrap().len(), 3);
    assert!(Task::scan().first(&table).await.unwrap().is_some());
    let (walked, pages) =
        walk(async |cursor| Task::scan().page_size(1).after(cursor).page(&table).await).await;
    assert_eq!(ids(walked), (0..10).collect());
    assert!(pages > 10);
}

#[tokio::test]
async fn a_scan_of_an_index_finds_what_stands_in_it() {
    let table = table::<Work>().await;
    fill(&table).await;
    assert_eq!(ids(Task::scan_by_status().all(&table).await.unwrap()), BTreeSet::from([0, 2, 4, 6, 8]));
    assert_eq!(Note::every_by_status().count(&table).await.unwrap(), 1);
    assert_eq!(Note::every_by_size().consistent().all(&table).await.unwrap().len(), 1);
    let page = |cursor| Task::scan_by_status().segments(2).page_size(1).after(cursor);
    let (walked, _) = walk(async |cursor| page(cursor).page(&table).await).await;
    assert_eq!((walked.len(), ids(walked)), (5, BTreeSet::from([0, 2, 4, 6, 8])));
}

#[tokio::test]
async fn a_strict_scan_of_an_entity_refuses_what_the_table_does_not_know() {
    let table = table::<Work>().await;
    fill(&table).await;
    write(&table, with(item("x", "x"), "kind", s("Nobody"))).await;
    assert_eq!(Task::scan().all(&table).await.unwrap().len(), 10);
    for scan in [Task::scan().strict(), Task::scan().strict().segments(3)] {
        assert!(scan.all(&table).await.unwrap_err().is_unknown_type());
    }
    assert_eq!(Work::scan().segments(3).page(&table).await.unwrap().skipped, 1);
}

#[tokio::test]
async fn segments_together_are_the_whole() {
    let table = table::<Work>().await;
    fill(&table).await;
    for segments in [0, 1, 3, 8, 40] {
        for concurrency in [0, 1, 4, 100] {
            let scan = || Task::scan().segments(segments).concurrency(concurrency);
            let all = scan().all(&table).await.unwrap();
            assert_eq!((all.len(), ids(all)), (10, (0..10).collect()));
            assert_eq!(scan().count(&table).await.unwrap(), 10);
            assert_eq!(scan().take(4).count(&table).await.unwrap(), 4);
            assert_eq!(ids(scan().take(7).all(&table).await.unwrap()).len(), 7);
            assert!(scan().first(&table).await.unwrap().is_some());
            assert_eq!(scan().take(0).all(&table).await.unwrap(), []);
        }
    }
    assert_eq!(Work::scan().segments(5).with_copies().all(&table).await.unwrap().len(), 21);
    let many = Task::scan().segments(1_000_001).all(&table).await.unwrap_err();
    assert!(many.is_over_limit(), "{many}");
}

#[tokio::test]
async fn a_cursor_resumes_as_many_segments() {
    let table = table::<Work>().await;
    fill(&table).await;
    let cursor = Task::scan().segments(3).take(2).page(&table).await.unwrap().cursor;
    assert!(cursor.is_some());
    let others: [EntityScan<Task>; 3] =
        [Task::scan().segments(4), Task::scan(), Task::scan().segments(3).filter(Task::FIELDS.owner.eq(1))];
    for other in others {
        assert!(other.after(cursor.clone()).all(&table).await.unwrap_err().is_invalid_cursor());
    }
    let refused = Work::scan().segments(3).after(cursor.clone()).all(&table).await;
    assert!(refused.unwrap_err().is_invalid_cursor());
    let refused = Task::scan_by_status().segments(3).after(cursor.clone()).all(&table).await;
    assert!(refused.unwrap_err().is_invalid_cursor());
    let rest = Task::scan().segments(3).concurrency(1).consistent().after(cursor);
    assert_eq!(rest.all(&table).await.unwrap().len(), 8);
}

#[tokio::test]
async fn an_error_ends_the_stream_behind_what_came_before() {
    let (faults, plain) = faulty::<Work>().await;
    fill(&plain).await;
    faults.on("Scan", When::Nth(4), Fault::error(400, "ValidationException"));
    let failing = on::<Work>(faults.client());
    let mut stream = Task::scan().segments(4).concurrency(1).stream(&failing);
    let mut came = Vec::new();
    let error = loop {
        match stream.try_next().await {
            Ok(item) => came.push(item.expect("the fourth segment fails")),
            Err(error) => break error,
        }
    };
    assert_eq!(error.code(), Some("ValidationException"));
    assert!(stream.try_next().await.unwrap().is_none(), "nothing comes after an error");
    let fourth = plain.client().scan().table_name(plain.name()).segment(3).total_segments(4).send().await;
    let lost = fourth.unwrap().items().iter().filter(|item| item["kind"] == s("Task")).count();
    assert_eq!(came.len(), 10 - lost);
}

#[tokio::test]
async fn a_malformed_item_comes_behind_those_read_before_it() {
    let table = table::<Work>().await;
    fill(&table).await;
    write(&table, with(item("task-x", "_root"), "kind", s("Task"))).await;
    let raw = || table.client().scan().table_name(table.name());
    for (raw, scan) in [(raw(), Task::scan()), (raw().segment(0).total_segments(1), Task::scan().segments(1))]
    {
        let raw = raw.send().await.unwrap();
        let mut tasks = raw.items().iter().filter(|item| item["kind"] == s("Task"));
        let before = tasks.position(|item| item["pk"] == s("task-x")).unwrap();
        let mut stream = scan.stream(&table);
        for _ in 0..before {
            assert!(stream.try_next().await.unwrap().is_some());
        }
        assert!(stream.try_next().await.unwrap_err().is_malformed_item());
        assert!(stream.try_next().await.unwrap().is_none());
    }
    assert!(Task::scan().segments(3).all(&table).await.unwrap_err().is_malformed_item());
    assert!(Task::scan().segments(3).page(&table).await.unwrap_err().is_malformed_item());
}

#[tokio::test]
async fn no_more_requests_are_under_way_than_may_be() {
    let (faults, plain) = faulty::<Work>().await;
    fill(&plain).await;
    for (segments, concurrency, expected) in [(8, Some(3), 3), (8, None, 4), (2, Some(5), 2)] {
        faults.reset();
        faults.always("Scan", Fault::Hang);
        let scan = Task::scan().segments(segments);
        let scan = if let Some(requests) = concurrency { scan.concurrency(requests) } else { scan };
        let mut stream = scan.stream(&on::<Work>(faults.client()));
        let wait = tokio::time::timeout(Duration::from_millis(50), stream.try_next());
        assert!(wait.await.is_err());
        assert_eq!(faults.attempts().len(), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_walk_in_segments_is_the_plain_scan(
        items in 0_u32..20,
        segments in 1_usize..6,
        concurrency in 1_usize..4,
        page_size in 1_u32..4,
        take in prop::option::of(1_usize..5),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let table = table::<Work>().await;
            for id in 0..items {
                task(id).create().send(&table).await.unwrap();
            }
            let scan = |cursor| {
                let scan = Task::scan().segments(segments).concurrency(concurrency).page_size(page_size);
                let scan = scan.after(cursor);
                if let Some(items) = take { scan.take(items) } else { scan }
            };
            let (walked, pages) = walk(async |cursor| scan(cursor).page(&table).await).await;
            assert_eq!((walked.len(), ids(walked)), (items as usize, (0..items).collect()));
            if let Some(take) = take {
                assert_eq!(pages, (items as usize).div_ceil(take).max(1));
            }
        });
    }
}
