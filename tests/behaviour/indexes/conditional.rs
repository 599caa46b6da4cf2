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

/// The places of a new task.
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

/// Asserts that a task is found in these places, created so or updated so, and in none once it is deleted.
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

/// No lookups, so that it can be updated by key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "job-{id}", sk = "_root")]
#[key(index = "queue", name = "waiting", pk = "waiting", sk = "{id}", when(state = State::Waiting))]
#[key(index = "queue", name = "failed", pk = "failed", sk = "{id}", when(state = State::Failed))]
#[key(index = "owners", name = "of_owner", pk = [owner], sk = [cost, label])]
#[key(index = "labels", name = "of_label", pk = [label], sk = "{rank}")]
struct Job {
    id: u32,
    state: State,
    owner: Option<String>,
    cost: f64,
    label: String,
    rank: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
enum State {
    Waiting,
    Running,
    Failed,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "jobs", type_attribute = "kind")]
#[index(name = "queue", pk = "queue_pk", sk = "queue_sk")]
#[index(name = "owners", pk = ["owner"], sk = ["cost", "label"])]
#[index(name = "labels", pk = "label", sk = "labels_sk")]
enum Jobs {
    Job(Job),
}

/// Asserts that the stored item is the one that a put of the updated value stores.
async fn as_if_put(table: &TableClient<Jobs>, job: &Job) -> Result<(), Error> {
    let put = crate::support::world::table::<Jobs>().await;
    job.put().send(&put).await?;
    assert_eq!(stored(table).await, stored(&put).await);
    Ok(())
}

#[tokio::test]
async fn updates_move_items_between_shapes_and_leave_fields_alone() -> Result<(), Error> {
    let table = table::<Jobs>().await;
    let mut job = Job {
        id: 1,
        state: State::Waiting,
        owner: Some("ann".into()),
        cost: 1.5,
        label: "x".into(),
        rank: 3,
    };
    job.create().send(&table).await?;
    for state in [State::Failed, State::Running, State::Waiting] {
        Job::update(1).set(Job::FIELDS.state, state).send(&table).await?;
        job.state = state;
        as_if_put(&table, &job).await?;
    }
    Job::update(1).set(Job::FIELDS.cost, 2.5).set(Job::FIELDS.label, "y").send(&table).await?;
    (job.cost, job.label) = (2.5, "y".into());
    as_if_put(&table, &job).await?;
    Job::update(1).set(Job::FIELDS.rank, 4).send(&table).await?;
    job.rank = 4;
    as_if_put(&table, &job).await?;
    assert_eq!(Job::of_owner("ann").range(2.0..3.0).count(&table).await?, 1);
    Job::update(1).set(Job::FIELDS.owner, None).send(&table).await?;
    let loaded = job.clone();
    job.owner = None;
    as_if_put(&table, &job).await?;
    assert_eq!(Job::of_owner("ann").count(&table).await?, 0);
    assert_eq!(Job::of_label("y").prefix(4).all(&table).await?, [job.clone()]);
    loaded.update().set(Job::FIELDS.state, State::Running).send(&table).await?;
    job.state = State::Running;
    as_if_put(&table, &job).await?;
    assert_eq!(Job::waiting().count(&table).await?, 0);
    Ok(())
}

#[tokio::test]
async fn updates_of_loaded_values_write_and_remove_conditional_copies() -> Result<(), Error> {
    let updated = table::<Tasks>().await;
    task(1).create().send(&updated).await?;
    let finished = Task { status: Status::Done, assignee: None, ..task(1) };
    let change = task(1).update().set(Task::FIELDS.status, Status::Done).set(Task::FIELDS.assignee, None);
    change.send(&updated).await?;
    let put = table::<Tasks>().await;
    finished.create().send(&put).await?;
    assert_eq!(content(&updated).await, content(&put).await);
    finished.update().set(Task::FIELDS.status, Status::Open).send(&updated).await?;
    assert_eq!(found(&updated).await?, ["open", "urgent", "labelled"]);
    Ok(())
}
