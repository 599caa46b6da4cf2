//! Several shapes of the key of one index: each item has the one whose condition holds.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use std::slice;

use dynamodel::{Collection, Entity, KeySegment, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::support::raw::s;
use crate::support::store::stored;
use crate::support::world::table;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, KeySegment)]
enum Status {
    Blocked,
    Closed,
    Done,
    Open,
}

const PAUSED: u8 = 7;

/// A task is listed by its due date or among those without one, by its state, and by its level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "TASK#{id}", sk = "TASK")]
#[key(index = "gsi1", name = "due", pk = "TASKS#{team}", sk = "{due:ms}", when(due = some))]
#[key(index = "gsi1", name = "undated", pk = "TASKS#{team}", sk = "NONE", when(due = none))]
#[key(index = "gsi2", name = "active", pk = "TEAM#{team}", sk = "ACTIVE#{id}", when(status != Status::Closed | Status::Done))]
#[key(index = "gsi2", name = "past", pk = "TEAM#{team}", sk = "PAST#{id}", when(status = Status::Closed | Status::Done))]
#[key(index = "gsi3", name = "urgent", pk = "LEVEL", sk = "{id}", when(level = 1 | 2))]
#[key(index = "gsi3", name = "paused", pk = "LEVEL", sk = "PAUSED#{id}", when(level = PAUSED))]
#[key(index = "gsi3", name = "unknown", pk = "LEVEL", sk = "#{id}", when(level = none))]
struct Task {
    id: u32,
    team: String,
    status: Status,
    level: Option<u8>,
    due: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "shapes", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
#[index(name = "gsi3", pk = "gsi3pk", sk = "gsi3sk")]
enum Shapes {
    Task(Task),
}

/// All tasks of a team, from the first date to those without one.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_team", pk = "TASKS#{team}")]
enum TeamTask {
    #[pattern(TaskDue)]
    Dated(Task),
    #[pattern(TaskUndated)]
    Undated(Task),
}

fn task(id: u32, status: Status, due: Option<&str>) -> Task {
    let due = due.map(|due| due.parse().unwrap());
    Task { id, team: "ops".to_owned(), status, level: None, due }
}

fn ids(tasks: &[Task]) -> Vec<u32> {
    tasks.iter().map(|task| task.id).collect()
}

#[tokio::test]
async fn items_without_a_date_have_a_key_of_their_own() {
    let table = table::<Shapes>().await;
    let dated = task(1, Status::Open, Some("2024-02-01T10:00:00Z"));
    let undated = task(2, Status::Open, None);
    for task in [&dated, &undated] {
        task.create().send(&table).await.unwrap();
    }
    assert_eq!(Task::due("ops").all(&table).await.unwrap(), slice::from_ref(&dated));
    assert_eq!(Task::due("ops").count(&table).await.unwrap(), 1);
    assert_eq!(
        Task::due("ops").range(Timestamp::UNIX_EPOCH..).all(&table).await.unwrap(),
        slice::from_ref(&dated)
    );
    assert_eq!(Task::due("ops").range(..Timestamp::UNIX_EPOCH).count(&table).await.unwrap(), 0);
    let late: Timestamp = "9000-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(Task::due("ops").range(..late).all(&table).await.unwrap(), slice::from_ref(&dated));
    assert_eq!(Task::due("ops").rev().first(&table).await.unwrap(), Some(dated.clone()));
    assert_eq!(Task::undated("ops").all(&table).await.unwrap(), slice::from_ref(&undated));
    let all = [TeamTask::Dated(dated.clone()), TeamTask::Undated(undated.clone())];
    assert_eq!(TeamTask::of_team("ops").all(&table).await.unwrap(), all);
    assert_eq!(TeamTask::of_team("ops").count(&table).await.unwrap(), 2);
    assert_eq!(TeamTask::of_team("ops").rev().take(1).all(&table).await.unwrap(), &all[1..]);

    dated.update().set(Task::FIELDS.due, None).send(&table).await.unwrap();
    let fields = (Task::FIELDS.team, Task::FIELDS.status, Task::FIELDS.due);
    let values = ("it", Status::Open, Some(Timestamp::UNIX_EPOCH));
    Task::update(2).set_all(fields, values).send(&table).await.unwrap();
    for item in stored(&table).await.values() {
        let expected = if item["id"].as_n().unwrap() == "1" { "NONE" } else { "1970-01-01T00:00:00.000Z" };
        assert_eq!(item["gsi1sk"], s(expected));
    }
}

const BACKLOG: &str = "backlog";

/// The state is a part of the keys, and each state has a key of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "JOB#{id}", sk = "JOB")]
#[key(index = "gsi1", name = "waiting", pk = "{status}", sk = "{due}", when(status = Status::Open | Status::Blocked))]
#[key(index = "gsi1", name = "done", pk = "{status}", sk = "{id}", when(status = Status::Done))]
#[key(index = "gsi2", name = "planned", pk = "{team}#{queue}", sk = "{due}", when(queue = BACKLOG))]
#[key(index = "gsi2", name = "next", pk = "{team}#{queue}", sk = "{id}", when(queue = "next"))]
#[key(index = "gsi3", name = "late", pk = "JOBS", sk = "{level:plain}#{due}", when(level = 1))]
#[key(index = "gsi3", name = "early", pk = "JOBS", sk = "{level:plain}#{id}", when(level = 2))]
struct Job {
    id: u32,
    team: String,
    status: Status,
    queue: String,
    level: u8,
    due: u32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "jobs", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
#[index(name = "gsi3", pk = "gsi3pk", sk = "gsi3sk")]
enum Jobs {
    Job(Job),
}

fn job_ids(jobs: &[Job]) -> Vec<u32> {
    jobs.iter().map(|job| job.id).collect()
}

#[tokio::test]
async fn keys_of_different_values_of_one_segment_exclude_each_other() {
    let table = table::<Jobs>().await;
    let rows = [
        (1, Status::Open, "backlog", 1, 30),
        (2, Status::Done, "next", 2, 10),
        (3, Status::Blocked, "next", 1, 20),
        (4, Status::Open, "backlog", 2, 5),
        (5, Status::Closed, "later", 3, 5),
    ];
    for (id, status, queue, level, due) in rows {
        let job = Job { id, team: "ops".to_owned(), status, queue: queue.to_owned(), level, due };
        job.create().send(&table).await.unwrap();
    }
    assert_eq!(job_ids(&Job::waiting(&Status::Open).all(&table).await.unwrap()), [4, 1]);
    assert_eq!(Job::waiting(&Status::Open).range(10..).count(&table).await.unwrap(), 1);
    assert_eq!(job_ids(&Job::waiting(&Status::Blocked).all(&table).await.unwrap()), [3]);
    assert_eq!(job_ids(&Job::done(&Status::Done).all(&table).await.unwrap()), [2]);
    assert_eq!(job_ids(&Job::planned("ops", "backlog").all(&table).await.unwrap()), [4, 1]);
    assert_eq!(job_ids(&Job::next("ops", "next").all(&table).await.unwrap()), [2, 3]);
    // The level starts the sort key, so a query without it reads the keys of the only level.
    assert_eq!(job_ids(&Job::late().all(&table).await.unwrap()), [3, 1]);
    assert_eq!(Job::late().count(&table).await.unwrap(), 2);
    assert_eq!(job_ids(&Job::early().all(&table).await.unwrap()), [2, 4]);
    assert_eq!(job_ids(&Job::early().prefix(2).range(3..).all(&table).await.unwrap()), [4]);

    let job = Job::get(1).send(&table).await.unwrap().unwrap();
    job.update().set(Job::FIELDS.status, Status::Done).send(&table).await.unwrap();
    assert_eq!(job_ids(&Job::waiting(&Status::Open).all(&table).await.unwrap()), [4]);
    assert_eq!(job_ids(&Job::done(&Status::Done).all(&table).await.unwrap()), [1, 2]);
}

#[tokio::test]
async fn values_that_the_condition_excludes_are_refused() {
    let table = table::<Jobs>().await;
    let refused = Job::waiting(&Status::Done).all(&table).await.unwrap_err();
    assert!(refused.is_invalid_key());
    assert_eq!(
        refused.to_string(),
        "Job: no item under this key has the value, because its `when(...)` requires \"Blocked\" or \"Open\", in \
         `{status}` of the key template \"{status}\""
    );
    assert!(Job::next("ops", "later").count(&table).await.unwrap_err().is_invalid_key());
    assert!(Job::early().prefix(1).all(&table).await.unwrap_err().is_invalid_key());
}

#[tokio::test]
async fn conditions_name_several_values_or_all_others() {
    let table = table::<Shapes>().await;
    for (status, id) in [Status::Blocked, Status::Closed, Status::Done, Status::Open].into_iter().zip(1..) {
        task(id, status, None).create().send(&table).await.unwrap();
    }
    assert_eq!(ids(&Task::active("ops").all(&table).await.unwrap()), [1, 4]);
    assert_eq!(ids(&Task::past("ops").all(&table).await.unwrap()), [2, 3]);
    task(1, Status::Blocked, None)
        .update()
        .set(Task::FIELDS.status, Status::Done)
        .send(&table)
        .await
        .unwrap();
    assert_eq!(ids(&Task::active("ops").all(&table).await.unwrap()), [4]);
    assert_eq!(ids(&Task::past("ops").all(&table).await.unwrap()), [1, 2, 3]);
}

#[tokio::test]
async fn an_item_whose_value_no_condition_names_is_not_in_the_index() {
    let table = table::<Shapes>().await;
    for (level, id) in [None, Some(1), Some(2), Some(3), Some(PAUSED)].into_iter().zip(1..) {
        Task { level, ..task(id, Status::Open, None) }.create().send(&table).await.unwrap();
    }
    assert_eq!(ids(&Task::urgent().all(&table).await.unwrap()), [2, 3]);
    assert_eq!(ids(&Task::paused().all(&table).await.unwrap()), [5]);
    assert_eq!(ids(&Task::unknown().all(&table).await.unwrap()), [1]);
    assert!(stored(&table).await.values().any(|item| !item.contains_key("gsi3pk")));
}
