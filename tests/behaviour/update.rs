//! Changing items, by key and from a loaded value.

#[allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]
mod keep_updated_at;
mod key_forms;
mod returned_values;

use std::collections::BTreeSet;

use dynamodel::{Document, Entity, Error, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::model::{Video, YouTube};
use crate::support::store::{content, orphans, stored};
use crate::support::world::{faulty, table};
use crate::support::youtube::video;
use dynamodel::testing::Fault::{self, LostReply};
use dynamodel::testing::When::Nth;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Document)]
struct Stats {
    views: u64,
    ratio: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{due:08}#{id}")]
#[key(index = "gsi2", name = "by_assignee", pk = "assignee-{assignee}", sk = "{id}")]
struct Task {
    id: u64,
    status: String,
    due: u32,
    #[entity(null)]
    assignee: Option<String>,
    title: String,
    count: i64,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default, with = "dynamodel::string_set", skip_serializing_if = "BTreeSet::is_empty")]
    labels: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(rename = "statistics")]
    stats: Stats,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
enum Work {
    Task(Task),
}

fn task() -> Task {
    Task {
        id: 7,
        status: "open".to_owned(),
        due: 3,
        title: "title".to_owned(),
        tags: vec!["a".to_owned(), "b".to_owned()],
        labels: ["x".to_owned()].into(),
        ..Task::default()
    }
}

async fn with_task() -> TableClient<Work> {
    let table = table::<Work>().await;
    task().create().send(&table).await.unwrap();
    table
}

/// The item that a put of `value` stores.
async fn as_put(value: &Task) -> crate::support::store::Stored {
    let table = table::<Work>().await;
    value.put().send(&table).await.unwrap();
    stored(&table).await
}

async fn read(table: &TableClient<Work>) -> Task {
    Task::get(7).consistent().send(table).await.unwrap().unwrap()
}

#[tokio::test]
async fn each_way_to_change_a_field() {
    let table = with_task().await;
    let fields = Task::FIELDS;
    Task::update(7)
        .set(fields.title, "new")
        .set(fields.stats.views, 5)
        .set(fields.tags.at(1), "c")
        .add(fields.count, 4)
        .insert_into(fields.labels, ["y", "z"])
        .set(fields.note, "noted")
        .send(&table)
        .await
        .unwrap();
    let mut expected = Task {
        title: "new".to_owned(),
        stats: Stats { views: 5, ratio: 0.0 },
        tags: vec!["a".to_owned(), "c".to_owned()],
        count: 4,
        labels: ["x", "y", "z"].map(str::to_owned).into(),
        note: Some("noted".to_owned()),
        ..task()
    };
    assert_eq!(read(&table).await, expected);

    Task::update(7)
        .subtract(fields.count, 10)
        .add(fields.stats.views, 2)
        .append(fields.tags, ["d"])
        .delete_from(fields.labels, ["x", "z"])
        .remove(fields.note)
        .set_if_not_exists(fields.title, "other")
        .send(&table)
        .await
        .unwrap();
    expected.count = -6;
    expected.stats.views = 7;
    expected.tags.push("d".to_owned());
    expected.labels = ["y".to_owned()].into();
    expected.note = None;
    assert_eq!(read(&table).await, expected);
    assert_eq!(stored(&table).await, as_put(&expected).await);

    Task::update(7).prepend(fields.tags, ["0"]).send(&table).await.unwrap();
    Task::update(7).remove_at(fields.tags.at(1)).subtract(fields.stats.views, 1).send(&table).await.unwrap();
    expected.tags = ["0", "c", "d"].map(str::to_owned).into();
    expected.stats.views = 6;
    assert_eq!(read(&table).await, expected);
}

#[tokio::test]
async fn keys_of_indexes_follow_an_update_by_key() {
    let table = with_task().await;
    let fields = Task::FIELDS;
    Task::update(7).set_all((fields.status, fields.due), ("done", 9)).send(&table).await.unwrap();
    Task::update(7).set(fields.assignee, "ann").send(&table).await.unwrap();
    let mut expected = Task { status: "done".to_owned(), due: 9, assignee: Some("ann".to_owned()), ..task() };
    assert_eq!(stored(&table).await, as_put(&expected).await);
    assert_eq!(Task::by_status("done").all(&table).await.unwrap(), [expected.clone()]);
    Task::update(7).remove(fields.assignee).send(&table).await.unwrap();
    expected.assignee = None;
    assert_eq!(stored(&table).await, as_put(&expected).await);
}

#[tokio::test]
async fn keys_of_indexes_follow_an_update_of_a_loaded_value() {
    let table = with_task().await;
    let fields = Task::FIELDS;
    task().update().set(fields.status, "done").send(&table).await.unwrap();
    let mut expected = Task { status: "done".to_owned(), ..task() };
    assert_eq!(stored(&table).await, as_put(&expected).await);

    expected.update().add(fields.due, 4).add(fields.count, 1).send(&table).await.unwrap();
    (expected.due, expected.count) = (7, 1);
    assert_eq!(stored(&table).await, as_put(&expected).await);

    // The status has changed since: the key of the index cannot be known.
    let error = task().update().set(fields.due, 8).send(&table).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    // But the title depends on nothing.
    task().update().set(fields.title, "new").send(&table).await.unwrap();
    expected.title = "new".to_owned();
    assert_eq!(stored(&table).await, as_put(&expected).await);

    let changed = |task: &mut Task| {
        task.count += 10;
        task.assignee = Some("bob".to_owned());
    };
    let error = task().update().with(changed).send(&table).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    expected.update().with(changed).send(&table).await.unwrap();
    changed(&mut expected);
    assert_eq!(stored(&table).await, as_put(&expected).await);
}

#[tokio::test]
async fn a_loaded_update_leaves_what_it_does_not_know() {
    let table = with_task().await;
    let key = dynamodel_item(&table).await;
    let mut newer = key.clone();
    newer.insert("newer".to_owned(), crate::support::raw::s("kept"));
    crate::support::store::write(&table, newer).await;
    task().update().set(Task::FIELDS.title, "new").send(&table).await.unwrap();
    assert_eq!(dynamodel_item(&table).await["newer"], crate::support::raw::s("kept"));
}

async fn dynamodel_item(table: &TableClient<Work>) -> crate::support::raw::Item {
    stored(table).await.into_values().next().unwrap()
}

#[tokio::test]
async fn an_update_is_of_what_is_there() {
    let table = table::<Work>().await;
    let error = Task::update(7).set(Task::FIELDS.title, "x").send(&table).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    let error = task().update().set(Task::FIELDS.title, "x").send(&table).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(stored(&table).await.len(), 0);

    let upsert = || Task::update(7).add(Task::FIELDS.count, 1).upsert(&task()).send(&table);
    upsert().await.unwrap();
    assert_eq!(read(&table).await, task());
    upsert().await.unwrap();
    assert_eq!(read(&table).await.count, 1);
    let other = Task { id: 8, ..task() };
    let error = Task::update(7).add(Task::FIELDS.count, 1).upsert(&other).send(&table).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");

    let few = Task::FIELDS.count.lt(1);
    let error = Task::update(7).add(Task::FIELDS.count, 1).condition(few).send(&table).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(error.met::<Task>().unwrap().unwrap().count, 1);
}

#[tokio::test]
async fn an_update_gives_back_what_was_or_is() {
    let table = with_task().await;
    let add = || Task::update(7).add(Task::FIELDS.count, 1);
    assert_eq!(add().returning_old().send(&table).await.unwrap().count, 0);
    assert_eq!(add().returning_new().send(&table).await.unwrap().count, 2);
    add().exactly_once().send(&table).await.unwrap();
    let loaded = read(&table).await;
    assert_eq!(
        loaded.update().add(Task::FIELDS.count, 1).returning_new().send(&table).await.unwrap().count,
        4
    );
    assert_eq!(
        loaded.update().set(Task::FIELDS.count, 9).returning_old().send(&table).await.unwrap().count,
        4
    );
}

#[tokio::test]
async fn contradictory_update_is_not_sent() {
    let (faults, _) = faulty::<Work>().await;
    let table: TableClient<Work> = Work::table(faults.client());
    let fields = Task::FIELDS;
    let errors: [(Error, &str); 3] = [
        (
            Task::update(7).set(fields.title, "a").set(fields.title, "b").send(&table).await.unwrap_err(),
            "title",
        ),
        (
            task()
                .update()
                .set(fields.tags.at(0), "a")
                .append(fields.tags, ["b"])
                .send(&table)
                .await
                .unwrap_err(),
            "tags",
        ),
        (
            task()
                .update()
                .set(fields.tags.at(9), "a")
                .set(fields.tags.at(9), "b")
                .send(&table)
                .await
                .unwrap_err(),
            "tags[9]",
        ),
    ];
    for (error, path) in errors {
        assert!(error.is_invalid_update(), "{error}");
        assert_eq!(error.path(), Some(path));
    }
    let error = task().update().with(|task| task.id = 8).send(&table).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    assert_eq!(faults.attempts().len(), 0);
}

#[tokio::test]
async fn copies_follow_a_loaded_update() {
    let table = table::<YouTube>().await;
    video(1, 1, 0).create().send(&table).await.unwrap();
    let loaded = video(1, 1, 0);
    loaded.update().set(Video::FIELDS.video_title, "renamed").send(&table).await.unwrap();
    assert_eq!(orphans(&stored(&table).await), [""; 0]);
    // The value is older than the item: the title stays.
    let new = loaded.update().set(Video::FIELDS.creator_id, 5).returning_new().send(&table).await.unwrap();
    assert_eq!(new, Video { video_title: "renamed".to_owned(), ..video(1, 5, 0) });
    assert_eq!(orphans(&stored(&table).await), [""; 0]);
    assert_eq!(Video::by_creator(5).all(&table).await.unwrap(), [new]);
    assert_eq!(Video::by_creator(1).all(&table).await.unwrap(), []);

    let error = loaded.update().with(|video| video.creator_id = 9).send(&table).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    let error = video(2, 1, 0).update().set(Video::FIELDS.creator_id, 9).send(&table).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn counting_update_is_not_resent() {
    let (faults, plain) = faulty::<Work>().await;
    task().create().send(&plain).await.unwrap();
    let table: TableClient<Work> = Work::table(faults.client());
    let add = || Task::update(7).add(Task::FIELDS.count, 1);
    faults.on("UpdateItem", Nth(1), LostReply);
    let error = add().send(&table).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!((faults.operations().len(), read(&plain).await.count), (1, 1));

    faults.reset();
    faults.on("UpdateItem", Nth(1), Fault::throttled());
    add().send(&table).await.unwrap();
    assert_eq!((faults.operations().len(), read(&plain).await.count), (2, 2));

    faults.reset();
    faults.on("TransactWriteItems", Nth(1), LostReply);
    add().exactly_once().send(&table).await.unwrap();
    assert_eq!((faults.operations().len(), read(&plain).await.count), (2, 3));

    faults.reset();
    faults.on("UpdateItem", Nth(1), LostReply);
    Task::update(7).set(Task::FIELDS.count, 9).send(&table).await.unwrap();
    assert_eq!((faults.operations().len(), read(&plain).await.count), (2, 9));

    // What is there afterwards is what was sent, though the condition does not hold any more.
    faults.reset();
    faults.on("UpdateItem", Nth(1), LostReply);
    let loaded = read(&plain).await;
    loaded.update().with(|task| task.count += 1).send(&table).await.unwrap();
    assert_eq!((faults.operations().len(), read(&plain).await.count), (2, 10));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn counters_of_64_tasks_add_up() {
    let table = with_task().await;
    let add = |_| tokio::spawn(Task::update(7).add(Task::FIELDS.count, 2).send(&table));
    for sent in (0..64).map(add).collect::<Vec<_>>() {
        sent.await.unwrap().unwrap();
    }
    assert_eq!(read(&table).await.count, 128);
}

/// Its lookup leaves the counter out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "clip-{id}", sk = "_root")]
#[lookup(name = "by_owner", pk = "owner-{owner}", sk = "{id}", project(include(title)))]
struct Clip {
    id: u64,
    owner: u64,
    title: String,
    views: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "clips", type_attribute = "kind")]
enum Clips {
    Clip(Clip),
}

#[tokio::test]
async fn fields_outside_of_copies_are_set_by_key() {
    let table = table::<Clips>().await;
    let clip = Clip { id: 1, owner: 2, title: "a".to_owned(), views: 0 };
    clip.create().send(&table).await.unwrap();
    let revision = |stored: crate::support::store::Stored| {
        stored.into_values().find_map(|item| item.get("_revision").cloned()).unwrap()
    };
    let before = revision(stored(&table).await);
    Clip::update(1).add(Clip::FIELDS.views, 1).send(&table).await.unwrap();
    assert_ne!(revision(stored(&table).await), before, "whoever has read the item before has to know");
    clip.update().set(Clip::FIELDS.title, "b").send(&table).await.unwrap();
    let other = self::table::<Clips>().await;
    Clip { title: "b".to_owned(), views: 1, ..clip }.create().send(&other).await.unwrap();
    assert_eq!(content(&table).await, content(&other).await);
}

#[tokio::test]
async fn nothing_unsigned_becomes_negative_beside_a_copy() {
    let table = table::<Clips>().await;
    let clip = Clip { id: 1, owner: 2, title: "a".to_owned(), views: 2 };
    clip.create().send(&table).await.unwrap();
    let before = stored(&table).await;
    let stale = Clip { views: 9, ..clip.clone() };
    let title = || stale.update().set(Clip::FIELDS.title, "b");
    let error = title().subtract(Clip::FIELDS.views, 3).send(&table).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(error.met::<Clip>().unwrap().unwrap(), clip);
    assert_eq!(stored(&table).await, before);
    title().subtract(Clip::FIELDS.views, 2).send(&table).await.unwrap();
    let changed = Clip { title: "b".to_owned(), views: 0, ..clip };
    assert_eq!(Clip::get(1).send(&table).await.unwrap(), Some(changed));
}

/// The reply is lost, and what comes again meets that request still under way.
#[tokio::test(start_paused = true)]
async fn counting_update_of_an_item_with_copies_counts_once() {
    let (faults, plain) = faulty::<Clips>().await;
    let clip = Clip { id: 1, owner: 2, title: "a".to_owned(), views: 0 };
    clip.create().send(&plain).await.unwrap();
    let table: TableClient<Clips> = Clips::table(faults.client());
    faults.on("TransactWriteItems", Nth(1), LostReply);
    faults.on("TransactWriteItems", Nth(2), Fault::error(400, "TransactionConflictException"));
    clip.update().add(Clip::FIELDS.views, 1).send(&table).await.unwrap();
    assert_eq!(faults.operations(), ["TransactWriteItems"; 3]);
    assert_eq!(Clip::get(1).send(&plain).await.unwrap().unwrap().views, 1);
}

/// Another writer has come since the value was loaded: what is named is written all the same, and the keys follow.
#[tokio::test]
async fn set_is_sent_even_if_the_value_is_equal() {
    let table = with_task().await;
    let (loaded, fields, created) = (task(), Task::FIELDS, stored(&table).await);
    let other_writer = || async {
        let update =
            Task::update(7).set(fields.title, "other").set(fields.note, "other").set(fields.assignee, "bob");
        update.set(fields.tags.at(1), "other").send(&table).await.unwrap();
    };
    let named = || {
        let update = loaded.update().set(fields.title, "title").set(fields.tags.at(1), "b");
        update.remove(fields.note).remove(fields.assignee)
    };
    other_writer().await;
    named().send(&table).await.unwrap();
    assert_eq!(stored(&table).await, created);
    other_writer().await;
    assert_eq!(named().returning_new().send(&table).await.unwrap(), loaded);
    other_writer().await;
    let updated = named().returning_updated().send(&table).await.unwrap();
    assert_eq!(updated.get(fields.title).unwrap().as_deref(), Some("title"));
    other_writer().await;
    named().exactly_once().send(&table).await.unwrap();
    assert_eq!(stored(&table).await, created);
    other_writer().await;
    dynamodel::transact((named(),)).send(&table).await.unwrap();
    assert_eq!(stored(&table).await, created);
}

#[tokio::test]
async fn a_value_that_was_changed_before_its_update() {
    let table = with_task().await;
    let changed = Task { title: "new".to_owned(), ..task() };
    let error = changed.update().send(&table).await.unwrap_err();
    assert!(error.is_invalid_update() && !error.is_outcome_unknown(), "{error}");
    assert!(error.to_string().contains("`.with(|value| ..)`"), "{error}");
    assert!(
        changed.update().condition(Task::FIELDS.due.eq(3)).request(&table).unwrap_err().is_invalid_update()
    );
    assert!(dynamodel::transact((changed.update(),)).send(&table).await.unwrap_err().is_invalid_update());
    assert_eq!(stored(&table).await, as_put(&task()).await);
    // A call that comes to nothing is no mistake.
    changed.update().with(|_| {}).send(&table).await.unwrap();
    changed.update().insert_into(Task::FIELDS.labels, [""; 0]).send(&table).await.unwrap();
    assert_eq!(stored(&table).await, as_put(&task()).await);
    changed.update().set(Task::FIELDS.title, &changed.title).send(&table).await.unwrap();
    assert_eq!(stored(&table).await, as_put(&changed).await);
}

#[tokio::test]
async fn nothing_unsigned_becomes_negative() {
    let table = with_task().await;
    let fields = Task::FIELDS;
    Task::update(7).set(fields.stats.views, 5).send(&table).await.unwrap();
    Task::update(7).subtract(fields.stats.views, 3).send(&table).await.unwrap();
    let now = stored(&table).await;
    let refused = |error: Error| {
        assert!(error.is_condition_failed() && !error.is_outcome_unknown(), "{error}");
        assert_eq!(error.met::<Task>().unwrap().unwrap().stats.views, 2);
    };
    let update = || Task::update(7).subtract(fields.stats.views, 3);
    refused(update().send(&table).await.unwrap_err());
    refused(update().exactly_once().send(&table).await.unwrap_err());
    refused(update().condition(fields.due.eq(3)).returning_new().send(&table).await.unwrap_err());
    refused(update().upsert(&task()).send(&table).await.unwrap_err());
    refused(dynamodel::transact((update(),)).send(&table).await.unwrap_err());
    // Of a loaded value, whatever that has.
    let loaded = task().update().subtract(fields.stats.views, 3);
    refused(loaded.send(&table).await.unwrap_err());
    // The key of an index is made of it.
    refused(task().update().subtract(fields.due, 4).send(&table).await.unwrap_err());
    assert_eq!(stored(&table).await, now);
    task().update().subtract(fields.stats.views, 2).subtract(fields.due, 3).send(&table).await.unwrap();
    let left = read(&table).await;
    assert_eq!((left.stats.views, left.due), (0, 0));
    Task::update(7).subtract(fields.count, 9).send(&table).await.unwrap();
    assert_eq!(read(&table).await.count, -9);
}

#[tokio::test]
async fn a_subtraction_whose_answer_was_lost_is_not_taken_for_a_refusal() {
    let (faults, plain) = faulty::<Work>().await;
    Task { stats: Stats { views: 3, ratio: 0.0 }, ..task() }.create().send(&plain).await.unwrap();
    let table = Work::table(faults.client());
    let update = || Task::update(7).subtract(Task::FIELDS.stats.views, 2);
    faults.on("UpdateItem", Nth(1), LostReply);
    assert!(update().send(&table).await.unwrap_err().is_outcome_unknown());
    assert_eq!(read(&plain).await.stats.views, 1);
    Task::update(7).add(Task::FIELDS.stats.views, 2).send(&plain).await.unwrap();
    // Sent again with its token it is the same, though there would not be enough for a second time.
    faults.reset();
    faults.on("TransactWriteItems", Nth(1), LostReply);
    update().exactly_once().send(&table).await.unwrap();
    assert_eq!((read(&plain).await.stats.views, faults.operations().len()), (1, 2));
}

/// One is stored as NULL, the other not at all.
#[tokio::test]
async fn condition_finds_none_in_every_stored_form() {
    let table = with_task().await;
    let fields = Task::FIELDS;
    let item = dynamodel_item(&table).await;
    assert!(item["assignee"].is_null() && !item.contains_key("note"));
    let found = |condition| Task::scan().filter(condition).all(&table);
    assert_eq!(found(fields.assignee.is_none().and(fields.note.is_none())).await.unwrap(), [task()]);
    assert_eq!(found(fields.assignee.is_some().or(fields.note.is_some())).await.unwrap(), []);
    let claim = || {
        let update = Task::update(7).set(fields.assignee, "ann").set(fields.note, "mine");
        update.condition(fields.assignee.is_none()).condition(fields.note.is_none()).send(&table)
    };
    claim().await.unwrap();
    assert!(claim().await.unwrap_err().is_condition_failed());
    assert_eq!(found(fields.assignee.is_none().or(fields.note.is_none())).await.unwrap(), []);
    assert_eq!(found(fields.assignee.is_some().and(fields.note.is_some())).await.unwrap().len(), 1);
    // The attribute is gone, as an item that is older than its field has none.
    let mut older = dynamodel_item(&table).await;
    older.remove("assignee");
    crate::support::store::write(&table, older).await;
    assert_eq!(found(fields.assignee.is_none().and(!fields.assignee.is_some())).await.unwrap().len(), 1);
}
