//! Items of another model version are unknown, or malformed.

use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::raw::{Item, item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Second {
    #[serde(rename = "2")]
    V2,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_list", pk = "L#{list}", sk = "{id}")]
struct Task {
    list: u8,
    id: u64,
    #[entity(unique)]
    title: String,
    #[serde(rename = "__edb_v__")]
    #[entity(model_version)]
    model: Second,
}

/// An entity without `model_version`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_list", pk = "L#{list}", sk = "{id}")]
#[entity(type_name = "Task")]
struct Loud {
    list: u8,
    id: u64,
    title: String,
    #[serde(rename = "__edb_v__")]
    model: Second,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tasks", type_attribute = "type")]
enum Tasks {
    Task(Task),
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tasks", type_attribute = "type")]
enum LoudTasks {
    Loud(Loud),
}

fn task(id: u64) -> Task {
    Task { list: 1, id, title: id.to_string(), model: Second::V2 }
}

fn older(id: i64) -> Item {
    let task = with(with(item("L#1", &format!("{id:020}")), "type", s("Task")), "__edb_v__", s("1"));
    with(with(with(task, "list", n(1)), "id", n(id)), "name", s("an attribute of the first version"))
}

async fn world() -> TableClient<Tasks> {
    let table = table::<Tasks>().await;
    write(&table, older(1)).await;
    task(2).create().send(&table).await.unwrap();
    table
}

#[tokio::test]
async fn items_of_another_version_are_skipped_and_counted() {
    let table = world().await;
    let page = Task::of_list(1).page(&table).await.unwrap();
    assert_eq!((page.skipped, page.items.len()), (1, 1));
    assert_eq!(Task::of_list(1).count(&table).await.unwrap(), 1);
    assert_eq!(Task::scan().all(&table).await.unwrap(), [task(2)]);
    assert_eq!(Task::scan().count(&table).await.unwrap(), 1);
    assert_eq!(Tasks::scan().all(&table).await.unwrap(), [Tasks::Task(task(2))]);
    let error = Task::of_list(1).strict().all(&table).await.unwrap_err();
    assert!(error.is_unknown_type(), "{error}");
    let error = Task::get(1, 1).send(&table).await.unwrap_err();
    assert!(error.is_type_mismatch(), "{error}");
}

#[tokio::test]
async fn items_of_another_version_are_not_written() {
    let table = world().await;
    let done = table.backfill::<Task>().send().await.unwrap();
    assert_eq!((done.read, done.rewritten), (1, 0));
    assert!(task(1).put().send(&table).await.unwrap_err().is_held_by_other());
    assert!(Task::delete(1, 1).send(&table).await.unwrap_err().is_held_by_other());
    assert!(stored(&table).await.values().any(|item| *item == older(1)));
}

#[tokio::test]
async fn without_the_word_another_version_is_malformed() {
    let table = world().await;
    let loud = TableClient::<LoudTasks>::new(table.client().clone()).named(table.name());
    let error = Loud::of_list(1).all(&loud).await.unwrap_err();
    assert!(error.is_malformed_item(), "{error}");
}
