//! Secondary indexes through the embedded engine.

mod attribute_lists;
mod conditional;
mod nested;
mod shared_attributes;

use dynamodel::{Entity, Error, Table};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{due:08}#{id}")]
#[key(index = "gsi2", name = "by_assignee", pk = "assignee-{assignee}", sk = "{id}")]
struct Task {
    id: u64,
    status: String,
    due: u32,
    assignee: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "project-{name}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "project#{name}")]
struct Project {
    name: String,
    status: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "log-{day}", sk = "{at}")]
#[key(index = "lsi1", name = "by_level", sk = "{level}#{at}")]
struct Entry {
    day: u32,
    at: u64,
    level: u8,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
#[index(name = "lsi1", sk = "lsi1sk", local)]
enum Work {
    Task(Task),
    Project(Project),
    Entry(Entry),
}

fn task(id: u64, status: &str, due: u32, assignee: Option<&str>) -> Task {
    Task { id, status: status.to_owned(), due, assignee: assignee.map(str::to_owned) }
}

fn ids(tasks: &[Task]) -> Vec<u64> {
    tasks.iter().map(|task| task.id).collect()
}

async fn table() -> Result<dynamodel::TableClient<Work>, Error> {
    let table = Work::table(dynamodel::embedded::client());
    table.create().await?;
    for task in [
        task(1, "open", 30, Some("ann")),
        task(2, "open", 10, None),
        task(3, "done", 20, Some("ann")),
        task(4, "open", 20, Some("bob")),
    ] {
        task.create().send(&table).await?;
    }
    Project { name: "apollo".into(), status: "open".into() }.create().send(&table).await?;
    Ok(table)
}

#[tokio::test]
async fn an_index_is_read_in_its_order_and_by_its_ranges() -> Result<(), Error> {
    let table = table().await?;
    assert_eq!(ids(&Task::by_status("open").all(&table).await?), [2, 4, 1]);
    assert_eq!(ids(&Task::by_status("open").rev().take(2).all(&table).await?), [1, 4]);
    assert_eq!(ids(&Task::by_status("open").range(10..30).all(&table).await?), [2, 4]);
    assert_eq!(Task::by_status("open").count(&table).await?, 3);
    assert_eq!(Project::by_status("open").all(&table).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_item_without_a_component_is_not_in_the_index() -> Result<(), Error> {
    let table = table().await?;
    assert_eq!(ids(&Task::by_assignee("ann").all(&table).await?), [1, 3]);
    task(1, "open", 30, None).put().send(&table).await?;
    assert_eq!(ids(&Task::by_assignee("ann").all(&table).await?), [3]);
    assert_eq!(ids(&Task::by_status("open").all(&table).await?), [2, 4, 1]);
    Ok(())
}

#[tokio::test]
async fn a_walk_of_an_index_with_pages_of_one_equals_the_whole() -> Result<(), Error> {
    let table = table().await?;
    for take in [None, Some(1)] {
        for backward in [false, true] {
            let query = || {
                let query = Task::by_status("open").page_size(1);
                if backward { query.rev() } else { query }
            };
            let (mut walked, mut cursor) = (Vec::new(), None);
            loop {
                let query = query().after(cursor);
                let query = if let Some(items) = take { query.take(items) } else { query };
                let page = query.page(&table).await?;
                walked.extend(page.items);
                cursor = page.cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(walked, query().all(&table).await?);
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_local_index_has_the_partition_of_the_table_and_is_read_consistently() -> Result<(), Error> {
    let table = table().await?;
    for (at, level) in [(1, 3), (2, 1), (3, 2)] {
        Entry { day: 7, at, level }.create().send(&table).await?;
    }
    let by_level = Entry::by_level(7).consistent().range(2..).all(&table).await?;
    assert_eq!(by_level.iter().map(|entry| entry.at).collect::<Vec<_>>(), [3, 1]);
    Ok(())
}

#[tokio::test]
async fn a_cursor_of_an_index_is_bound_to_it() -> Result<(), Error> {
    let table = table().await?;
    let page = Task::by_status("open").take(1).page(&table).await?;
    assert!(page.cursor.is_some());
    let refused = Task::by_status("done").after(page.cursor).page(&table).await;
    assert!(refused.is_err_and(|error| error.is_invalid_cursor()));
    Ok(())
}
