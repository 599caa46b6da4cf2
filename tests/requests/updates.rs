//! Updates, moves and conditions.

use std::time::{Duration, UNIX_EPOCH};

use dynamodel::{Entity, Table, TableClient};
use insta::assert_snapshot;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::model::{User, Video};
use super::{at, render, table, video};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{due}#{id}")]
struct Task {
    id: u32,
    status: String,
    due: u16,
    views: u64,
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[entity(version)]
    version: u64,
    #[entity(updated_at)]
    changed: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "work", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Work {
    Task(Task),
}

fn work() -> TableClient<Work> {
    Work::table(dynamodel::embedded::client()).with_clock(|| UNIX_EPOCH + Duration::from_mins(1))
}

fn task() -> Task {
    let (status, changed) = ("open".to_owned(), Timestamp::UNIX_EPOCH);
    Task { id: 7, status, due: 3, views: 0, tags: Vec::new(), note: None, version: 4, changed }
}

#[test]
fn update_is_by_key_and_of_what_is_there() {
    let update = User::update(3).set(User::FIELDS.user_name, "cathy");
    assert_snapshot!(render::write(&update.request(&table()).unwrap()));
}

#[test]
fn update_in_every_way() {
    let fields = Task::FIELDS;
    let update = Task::update(7)
        .set_all((fields.status, fields.due), ("done", 9))
        .add(fields.views, 2)
        .append(fields.tags, ["new"])
        .remove(fields.note)
        .condition(fields.views.lt(10))
        .returning_new();
    assert_snapshot!(render::write(&update.request(&work()).unwrap()));
}

#[test]
fn update_of_a_loaded_value_relies_on_what_the_key_is_made_of() {
    let update = task().update().set(Task::FIELDS.status, "done");
    assert_snapshot!(render::write(&update.request(&work()).unwrap()));
}

#[test]
fn update_that_gives_back_what_changed() {
    let fields = Task::FIELDS;
    let update = Task::update(7).add(fields.views, 2).returning_updated();
    assert_snapshot!("update_asks_for_what_changed", render::write(&update.request(&work()).unwrap()));
    // It is not told where in the list the element is.
    let update = Task::update(7).set(fields.tags.at(1), "new").returning_updated();
    assert_snapshot!("update_of_an_element_asks_for_all", render::write(&update.request(&work()).unwrap()));
}

#[test]
fn untouched_leaves_the_time() {
    let update = Task::update(7).keep_updated_at().add(Task::FIELDS.views, 2);
    assert_snapshot!("update_untouched", render::write(&update.request(&work()).unwrap()));
    let update = task().update().keep_updated_at().set(Task::FIELDS.status, "done");
    assert_snapshot!("update_of_a_loaded_value_untouched", render::write(&update.request(&work()).unwrap()));
    assert_snapshot!(
        "put_untouched",
        render::write(&task().put().keep_updated_at().request(&work()).unwrap())
    );
}

#[test]
fn upsert_starts_with_the_update() {
    let upsert = Task::update(7).add(Task::FIELDS.views, 2).upsert(&task());
    assert_snapshot!(render::write(&upsert.request(&work()).unwrap()));
    let other = Task::update(8).add(Task::FIELDS.views, 2).upsert(&task());
    assert!(other.request(&work()).unwrap_err().is_invalid_key());
}

#[test]
fn update_of_what_has_no_value() {
    let (fields, update) = (Task::FIELDS, Task::update(7));
    let update =
        update.add(fields.views, 1).condition(fields.note.is_none()).condition(!fields.note.is_some());
    assert_snapshot!(render::write(&update.request(&work()).unwrap()));
}

#[test]
fn update_exactly_once_is_a_transaction() {
    let update = Task::update(7).subtract(Task::FIELDS.views, 2).exactly_once();
    assert_snapshot!(render::write(&update.request(&work()).unwrap()));
}

#[test]
fn update_with_a_lookup_is_a_transaction() {
    let update = video().update().set(Video::FIELDS.video_title, "new");
    assert_snapshot!(render::write(&update.request(&table()).unwrap()));
}

#[test]
fn put_of_a_version() {
    assert_snapshot!(render::write(&task().put().request(&work()).unwrap()));
}

#[test]
fn delete_of_a_loaded_version() {
    assert_snapshot!(render::write(&task().delete().request(&work()).unwrap()));
}

#[test]
fn move_reads_the_item_first() {
    let user = User { user_id: 3, user_name: "cathy".to_owned(), created_at: at(0) };
    let moved = user.move_to(&User { user_id: 4, ..user.clone() });
    assert_snapshot!(render::write(&moved.request(&table()).unwrap()));
}
