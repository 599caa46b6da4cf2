//! Keys that an item has only while a field has some value, in indexes and of lookups.

use dynamodel::{Entity, Error, Holds, KeySegment, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::store::{content, stored};
use crate::support::world::table;

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
enum Status {
    Open,
    Done,
    Dropped,
}

const URGENT: u8 = 9;

/// Its place in the first index depends on its status; of the lookups, one is there while it is assigned, one
/// while it is open and not archived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "board", name = "open", pk = "team-{team}", sk = "open#{due}#{id}", when(status = Status::Open))]
#[key(index = "board", name = "done", pk = "team-{team}", sk = "done#{at}#{id}", when(status = Status::Done))]
#[key(index = "urgent", name = "urgent", pk = [team], sk = "{due}", when(priority = URGENT, archived_at = none))]
#[key(index = "archive", name = "archived", pk = "archive", sk = "{id}", when(archived_at = some, hidden = false))]
#[lookup(name = "by_assignee", pk = "assignee-{assignee}", sk = "{id}")]
#[lookup(name = "by_label", pk = "label-{label}", sk = "{id}", when(status = Status::Open, archived_at = none))]
struct Task {
    id: u32,
    team: String,
    label: String,
    status: Status,
    due: u32,
    at: Option<u32>,
    priority: u8,
    hidden: bool,
    assignee: Option<String>,
    archived_at: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tasks", type_attribute = "kind")]
#[index(name = "board", pk = "board_pk", sk = "board_sk")]
#[index(name = "urgent", pk = "team", sk = "urgent_sk")]
#[index(name = "archive", pk = "archive_pk", sk = "archive_sk")]
enum Tasks {
    Task(Task),
}

fn task(id: u32) -> Task {
    Task {
        id,
        team: "red".into(),
        label: "bug".into(),
        status: Status::Open,
        due: 10,
        at: Some(5),
        priority: URGENT,
        hidden: false,
        assignee: Some("ann".into()),
        archived_at: None,
    }
}

/// Where a new task is found.
const NEW: &[&str] = &["open", "urgent", "assigned", "labelled"];

/// In which of its places a task is found.
async fn found<T: Holds<Task>>(table: &TableClient<T>) -> Result<Vec<&'static str>, Error> {
    let counts = [
        ("open", Task::open("red").count(table).await?),
        ("done", Task::done("red").count(table).await?),
        ("urgent", Task::urgent("red").count(table).await?),
        ("archived", Task::archived().count(table).await?),
        ("assigned", Task::by_assignee("ann").count(table).await?),
        ("labelled", Task::by_label("bug").count(table).await?),
    ];
    Ok(counts.into_iter().filter(|(_, count)| *count == 1).map(|(name, _)| name).collect())
}

/// That a task is found in these places, whether it is created so or becomes so, and in none once it is gone.
async fn check(task: Task, expected: &[&str]) -> Result<(), Error> {
    let (fresh, updated) = (table::<Tasks>().await, table::<Tasks>().await);
    task.create().send(&fresh).await?;
    assert_eq!(found(&fresh).await?, expected);
    self::task(1).create().send(&updated).await?;
    assert_eq!(found(&updated).await?, NEW);
    task.put().send(&updated).await?;
    assert_eq!(found(&updated).await?, expected);
    assert_eq!(content(&updated).await, content(&fresh).await);
    self::task(1).put().send(&updated).await?;
    assert_eq!(found(&updated).await?, NEW);
    for table in [fresh, updated] {
        task.delete().send(&table).await?;
        assert!(stored(&table).await.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn each_change_moves_an_item_in_and_out_of_what_depends_on_it_alone() -> Result<(), Error> {
    check(task(1), NEW).await?;
    check(Task { status: Status::Done, ..task(1) }, &["done", "urgent", "assigned"]).await?;
    check(Task { status: Status::Done, at: None, ..task(1) }, &["urgent", "assigned"]).await?;
    check(Task { status: Status::Dropped, ..task(1) }, &["urgent", "assigned"]).await?;
    check(Task { priority: 1, ..task(1) }, &["open", "assigned", "labelled"]).await?;
    check(Task { assignee: None, ..task(1) }, &["open", "urgent", "labelled"]).await?;
    let archived = Task { archived_at: Some(3), ..task(1) };
    check(archived.clone(), &["open", "archived", "assigned"]).await?;
    check(Task { hidden: true, ..archived }, &["open", "assigned"]).await
}

#[tokio::test]
async fn the_shapes_of_an_index_are_read_apart() -> Result<(), Error> {
    let table = table::<Tasks>().await;
    for id in 1..=6 {
        let status = [Status::Open, Status::Done, Status::Dropped][id as usize % 3];
        Task { due: 100 - id, status, ..task(id) }.create().send(&table).await?;
    }
    let ids = |tasks: Vec<Task>| tasks.iter().map(|task| task.id).collect::<Vec<_>>();
    assert_eq!(ids(Task::open("red").all(&table).await?), [6, 3]);
    assert_eq!(ids(Task::open("red").range(..95).all(&table).await?), [6]);
    assert_eq!(ids(Task::done("red").all(&table).await?), [1, 4]);
    let mut scanned = ids(Task::scan_done().all(&table).await?);
    scanned.sort_unstable();
    assert_eq!((scanned, Task::scan_open().count(&table).await?), (vec![1, 4], 2));
    assert_eq!(Task::done("red").rev().page_size(1).take(1).all(&table).await?[0].id, 4);
    Ok(())
}

#[tokio::test]
async fn an_item_without_copies_is_a_transaction_of_one_or_a_put() -> Result<(), Error> {
    let table = table::<Tasks>().await;
    let bare = Task { assignee: None, status: Status::Done, ..task(1) };
    bare.create().send(&table).await?;
    assert_eq!(stored(&table).await.len(), 1);
    assert!(bare.create().send(&table).await.is_err_and(|error| error.is_already_exists()));
    bare.put().send(&table).await?;
    assert_eq!(Task::get(1).send(&table).await?, Some(bare));
    Ok(())
}
