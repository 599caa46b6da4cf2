//! Values that were loaded long ago: another has written meanwhile.

use std::time::Duration;

use dynamodel::testing::Fault;
use dynamodel::testing::When::First;
use dynamodel::{Entity, KeySegment, Table, TableClient, transact};
use serde::{Deserialize, Serialize};

use crate::support::store::{stored, write};
use crate::support::world::{faulty, table};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
enum State {
    Draft,
    Live,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_assignee", pk = "who-{assignee}", sk = "{id}", when(state = State::Live))]
struct Task {
    id: u64,
    state: State,
    #[serde(skip_serializing_if = "Option::is_none")]
    assignee: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "paper-{id}", sk = "_root")]
struct Paper {
    id: u64,
    title: String,
    note: Option<String>,
    #[entity(version)]
    version: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "member-{id}", sk = "_root")]
#[lookup(name = "by_team", pk = "team-{team}", sk = "{id}")]
struct Member {
    id: u64,
    team: String,
    #[entity(unique)]
    email: String,
    name: String,
    #[entity(version)]
    version: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tasks", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Tasks {
    Task(Task),
    Paper(Paper),
    Member(Member),
}

fn task(state: State, assignee: Option<&str>) -> Task {
    Task { id: 1, state, assignee: assignee.map(str::to_owned), note: None }
}

/// Asserts that the index is as a put of the stored value would leave it.
async fn assert_indexed(table: &TableClient<Tasks>) {
    let before = stored(table).await;
    let done = table.backfill::<Task>().send().await.unwrap();
    assert_eq!((done.rewritten, done.left.len()), (0, 0), "{before:?}");
}

/// Every pair of a change and another writer's change of a sibling: a conflict, or an index that is right.
#[tokio::test]
async fn siblings_in_an_index_and_its_condition_are_guarded_however_they_are_changed() {
    let table = table::<Tasks>().await;
    let values = || {
        let states = [State::Draft, State::Live];
        states.into_iter().flat_map(|state| [None, Some("ann"), Some("bob")].map(|who| task(state, who)))
    };
    let mut conflicts = 0;
    for loaded in values() {
        for other in values() {
            for wanted in values() {
                let by_with = loaded.update().with(|task| *task = wanted.clone());
                let state = loaded.update().set(Task::FIELDS.state, wanted.state);
                let who = match &wanted.assignee {
                    Some(who) => loaded.update().set(Task::FIELDS.assignee, who.clone()),
                    None => loaded.update().remove(Task::FIELDS.assignee),
                };
                let note = loaded.update().set(Task::FIELDS.note, "n");
                for change in [by_with, state, who, note] {
                    loaded.put().send(&table).await.unwrap();
                    other.put().send(&table).await.unwrap();
                    let before = stored(&table).await;
                    if let Err(error) = change.send(&table).await {
                        assert!(error.is_conflict(), "{error}");
                        assert_eq!(stored(&table).await, before);
                        conflicts += 1;
                    }
                    assert_indexed(&table).await;
                }
            }
        }
    }
    assert!(conflicts > 0);
}

#[tokio::test]
async fn a_draft_that_goes_live_meanwhile_is_not_lost_to_the_index() {
    let table = table::<Tasks>().await;
    task(State::Draft, None).create().send(&table).await.unwrap();
    let loaded = Task::get(1).send(&table).await.unwrap().unwrap();
    loaded.update().set(Task::FIELDS.state, State::Live).send(&table).await.unwrap();
    let assign = |task: &mut Task| task.assignee = Some("ann".to_owned());
    let error = loaded.update().with(assign).send(&table).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    let error = transact((loaded.update().with(assign),)).send(&table).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    let loaded = Task::get(1).send(&table).await.unwrap().unwrap();
    loaded.update().with(assign).send(&table).await.unwrap();
    assert_eq!(Task::by_assignee("ann").all(&table).await.unwrap(), [task(State::Live, Some("ann"))]);
}

fn paper(title: &str) -> Paper {
    Paper { id: 1, title: title.to_owned(), note: None, version: 0 }
}

#[tokio::test]
async fn an_item_that_was_deleted_and_created_again_is_not_the_one_that_was_loaded() {
    let table = table::<Tasks>().await;
    paper("a").create().send(&table).await.unwrap();
    let loaded = Paper::get(1).send(&table).await.unwrap().unwrap();
    Paper::delete(1).send(&table).await.unwrap();
    paper("b").create().send(&table).await.unwrap();
    let before = stored(&table).await;
    let note = Some("n".to_owned());
    let errors = [
        loaded.update().set(Paper::FIELDS.note, "n").send(&table).await.unwrap_err(),
        loaded.update().with(|paper| paper.note = note.clone()).send(&table).await.unwrap_err(),
        loaded.move_to(&Paper { id: 2, ..loaded.clone() }).send(&table).await.unwrap_err(),
        loaded.delete().send(&table).await.unwrap_err(),
        transact((loaded.update().set(Paper::FIELDS.note, "n"),)).send(&table).await.unwrap_err(),
        transact((loaded.delete(),)).send(&table).await.unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_conflict(), "{error}");
    }
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn a_versioned_item_of_another_form_is_written() {
    let table = table::<Tasks>().await;
    let older = |version: bool| {
        let mut item = crate::foreign::item_of::<Paper, Tasks>(&Paper { version: 1, ..paper("a") });
        item.remove("note");
        if !version {
            item.remove("version");
        }
        item
    };
    write(&table, older(true)).await;
    let load = || async { Paper::get(1).send(&table).await.unwrap().unwrap() };
    load().await.update().set(Paper::FIELDS.title, "b").send(&table).await.unwrap();
    load().await.update().with(|paper| paper.note = Some("n".to_owned())).send(&table).await.unwrap();
    assert_eq!(load().await.version, 3);
    write(&table, older(true)).await;
    load().await.delete().send(&table).await.unwrap();
    assert!(stored(&table).await.is_empty());
    write(&table, older(true)).await;
    let loaded = load().await;
    loaded.move_to(&Paper { id: 2, ..loaded.clone() }).send(&table).await.unwrap();
    assert_eq!(Paper::get(2).send(&table).await.unwrap().unwrap().version, 2);
}

fn member(team: &str, email: &str) -> Member {
    let [team, email] = [team, email].map(str::to_owned);
    Member { id: 1, team, email, name: "ann".to_owned(), version: 0 }
}

/// Asserts that a backfill finds nothing to mend, and no copy or marker is without an item.
async fn assert_no_strays(table: &TableClient<Tasks>) {
    let before = stored(table).await;
    let done = table.backfill::<Member>().remove_strays().send().await.unwrap();
    assert_eq!((done.rewritten, done.removed, done.left.len()), (0, 0, 0), "{before:?}");
}

/// Deleted and created again between the read of a write and its transaction, the item has the version of the one before.
#[tokio::test(start_paused = true)]
async fn no_copy_or_marker_stays_of_an_item_that_is_deleted_and_created_again() {
    for write in 0..4 {
        let (faults, plain) = faulty::<Tasks>().await;
        faults.on("TransactWriteItems", First(1), Fault::Delay(Duration::from_mins(1)));
        let slow = TableClient::<Tasks>::new(faults.client());
        member("red", "a@b").create().send(&plain).await.unwrap();
        let loaded = Member::get(1).send(&plain).await.unwrap().unwrap();
        let sent = tokio::spawn(async move {
            let moved = Member { id: 2, ..loaded.clone() };
            let changed = Member { team: "blue".to_owned(), ..loaded.clone() };
            match write {
                0 => loaded.update().with(|member| member.email = "c@d".to_owned()).send(&slow).await,
                1 => Member::delete(1).send(&slow).await,
                2 => loaded.move_to(&moved).send(&slow).await,
                _ => changed.put().send(&slow).await,
            }
        });
        tokio::time::sleep(Duration::from_secs(30)).await;
        Member::delete(1).send(&plain).await.unwrap();
        member("green", "e@f").create().send(&plain).await.unwrap();
        let sent = sent.await.unwrap();
        if let Err(error) = &sent {
            assert!(error.is_conflict(), "{write}: {error}");
        }
        assert_no_strays(&plain).await;
        // Whoever has the value, it is one of the items that are there.
        let all = Member::scan().all(&plain).await.unwrap();
        let taken = Member { id: 3, ..member("green", "a@b") }.create().send(&plain).await;
        assert_eq!(taken.is_err(), all.iter().any(|member| member.email == "a@b"), "{write}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_item_without_a_revision_is_guarded_by_its_attributes() {
    let (faults, plain) = faulty::<Tasks>().await;
    faults.on("TransactWriteItems", First(1), Fault::Delay(Duration::from_mins(1)));
    let slow = TableClient::<Tasks>::new(faults.client());
    let older =
        |team: &str| crate::foreign::item_of::<Member, Tasks>(&Member { version: 1, ..member(team, "a@b") });
    write(&plain, older("red")).await;
    let loaded = Member::get(1).send(&plain).await.unwrap().unwrap();
    let sent = tokio::spawn(async move { loaded.update().set(Member::FIELDS.name, "bob").send(&slow).await });
    tokio::time::sleep(Duration::from_secs(30)).await;
    write(&plain, older("green")).await;
    let error = sent.await.unwrap().unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert_eq!(Member::by_team("red").all(&plain).await.unwrap(), []);
}
