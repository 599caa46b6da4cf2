//! Versions, and the times of the first and the last write.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use dynamodel::{Entity, Error, Table, TableClient};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::support::raw::s;
use crate::support::store::stored;
use crate::support::world::{faulty, table};
use dynamodel::testing::Fault::LostReply;
use dynamodel::testing::When::Nth;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
#[key(index = "gsi1", name = "newest", pk = "notes", sk = "{changed}#{id}")]
struct Note {
    id: u64,
    text: String,
    #[entity(version)]
    version: u64,
    #[entity(created_at)]
    made: Option<Timestamp>,
    #[entity(updated_at)]
    changed: Timestamp,
}

/// With copies, whose guard is the version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "page-{id}", sk = "_root")]
#[lookup(name = "by_owner", pk = "owner-{owner}-pages", sk = "{id}")]
struct Page {
    id: u64,
    owner: u64,
    #[serde(rename = "v")]
    #[entity(version)]
    version: u32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Notes {
    Note(Note),
    Page(Page),
}

/// A table whose clock shows 1970 and as many seconds as it was looked at.
async fn ticking() -> (TableClient<Notes>, Arc<AtomicU64>) {
    let ticks = Arc::new(AtomicU64::new(0));
    let clock = ticks.clone();
    let now = move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::SeqCst));
    (table::<Notes>().await.with_clock(now), ticks)
}

fn note(text: &str) -> Note {
    Note { id: 7, text: text.to_owned(), ..Note::default() }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

async fn read(table: &TableClient<Notes>) -> Note {
    Note::get(7).consistent().send(table).await.unwrap().unwrap()
}

async fn page(table: &TableClient<Notes>) -> Page {
    Page::get(1).consistent().send(table).await.unwrap().unwrap()
}

fn conflict<R: std::fmt::Debug>(sent: Result<R, Error>) {
    let error = sent.unwrap_err();
    assert!(error.is_version_conflict() && !error.is_outcome_unknown(), "{error}");
}

#[tokio::test]
async fn each_write_fills_in_what_is_the_librarys() {
    let (table, ticks) = ticking().await;
    let tick = |to| ticks.store(to, Ordering::SeqCst);
    tick(10);
    note("a").create().send(&table).await.unwrap();
    let first = Note { version: 1, made: Some(at(10)), changed: at(10), ..note("a") };
    assert_eq!(read(&table).await, first);

    tick(20);
    Note { text: "b".to_owned(), ..first.clone() }.put().send(&table).await.unwrap();
    let second = Note { text: "b".to_owned(), version: 2, changed: at(20), ..first };
    assert_eq!(read(&table).await, second);

    tick(30);
    second.update().set(Note::FIELDS.text, "c").send(&table).await.unwrap();
    let third = Note { text: "c".to_owned(), version: 3, changed: at(30), ..second };
    assert_eq!(read(&table).await, third);
    tick(40);
    Note::update(7).set(Note::FIELDS.text, "d").send(&table).await.unwrap();
    let fourth = Note { text: "d".to_owned(), version: 4, changed: at(40), ..third };
    assert_eq!(read(&table).await, fourth);
    assert_eq!(Note::newest().all(&table).await.unwrap(), std::slice::from_ref(&fourth));

    // The index is that of a put.
    let now = stored(&table).await;
    let (other, ticks) = ticking().await;
    ticks.store(40, Ordering::SeqCst);
    fourth.create().send(&other).await.unwrap();
    Note { version: 1, ..fourth.clone() }.update().with(|_| {}).send(&other).await.unwrap();
    Note::update(7).send(&other).await.unwrap();
    Note::update(7).send(&other).await.unwrap();
    assert_eq!(now, stored(&other).await);

    tick(50);
    fourth.move_to(&Note { id: 8, ..fourth.clone() }).send(&table).await.unwrap();
    let moved = Note::get(8).send(&table).await.unwrap();
    assert_eq!(moved, Some(Note { id: 8, version: 5, changed: at(50), ..fourth }));
}

#[tokio::test]
async fn a_write_of_an_old_version_is_a_conflict() {
    let (table, _) = ticking().await;
    note("a").create().send(&table).await.unwrap();
    let loaded = read(&table).await;
    Note::update(7).set(Note::FIELDS.text, "b").send(&table).await.unwrap();
    let now = stored(&table).await;
    conflict(loaded.put().send(&table).await);
    conflict(loaded.update().set(Note::FIELDS.text, "c").send(&table).await);
    conflict(loaded.delete().send(&table).await);
    conflict(loaded.move_to(&Note { id: 8, ..loaded.clone() }).send(&table).await);
    // What was never stored is not what is there.
    conflict(note("new").put().send(&table).await);
    assert_eq!(stored(&table).await, now);

    let loaded = read(&table).await;
    loaded.delete().send(&table).await.unwrap();
    loaded.delete().send(&table).await.unwrap();
    conflict(loaded.put().send(&table).await);
    note("new").put().send(&table).await.unwrap();
    assert_eq!(read(&table).await.version, 1);
    Note::delete(7).send(&table).await.unwrap();
    assert_eq!(stored(&table).await.len(), 0);
}

#[tokio::test]
async fn copies_are_guarded_by_the_version() {
    let (table, _) = ticking().await;
    Page { id: 1, owner: 1, version: 0 }.create().send(&table).await.unwrap();
    let loaded = page(&table).await;
    assert_eq!(loaded.version, 1);
    loaded.update().set(Page::FIELDS.owner, 2).send(&table).await.unwrap();
    assert_eq!(page(&table).await, Page { owner: 2, version: 2, ..loaded });
    conflict(loaded.put().send(&table).await);
    conflict(loaded.update().set(Page::FIELDS.owner, 3).send(&table).await);
    conflict(loaded.delete().send(&table).await);
    conflict(loaded.move_to(&Page { id: 2, ..loaded.clone() }).send(&table).await);
    Page { owner: 4, ..page(&table).await }.put().send(&table).await.unwrap();
    let last = Page { id: 1, owner: 4, version: 3 };
    assert_eq!(Page::by_owner(4).all(&table).await.unwrap(), std::slice::from_ref(&last));
    last.move_to(&Page { id: 2, ..last.clone() }).send(&table).await.unwrap();
    let moved = Page { id: 2, owner: 4, version: 4 };
    assert_eq!(Page::by_owner(4).all(&table).await.unwrap(), [moved]);
    // Nothing else is left. Beside its version the item has the revision that tells it from one that is created again.
    let left = stored(&table).await;
    let revisions: Vec<_> = left.values().filter(|item| item.contains_key("_revision")).collect();
    assert_eq!((left.len(), revisions.len()), (2, 1));
    assert_eq!(revisions[0]["sk"], s("_root"));
    Page::delete(2).send(&table).await.unwrap();
    assert_eq!(stored(&table).await.len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_no_conflict() {
    let (faults, plain) = faulty::<Notes>().await;
    let table: TableClient<Notes> = Notes::table(faults.client());
    note("a").create().send(&plain).await.unwrap();
    faults.on("PutItem", Nth(1), LostReply).on("UpdateItem", Nth(1), LostReply).on(
        "DeleteItem",
        Nth(1),
        LostReply,
    );
    read(&plain).await.put().send(&table).await.unwrap();
    read(&plain).await.update().set(Note::FIELDS.text, "b").send(&table).await.unwrap();
    assert_eq!(read(&plain).await.version, 3);
    read(&plain).await.delete().send(&table).await.unwrap();
    assert_eq!(faults.operations().len(), 6);
}

/// Each task reads, changes and writes until it has.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_change_of_64_tasks_is_lost() {
    let table = table::<Notes>().await;
    note("").create().send(&table).await.unwrap();
    let append = |table: TableClient<Notes>| async move {
        loop {
            let loaded = read(&table).await;
            let change = |note: &mut Note| note.text.push('x');
            match loaded.update().with(change).send(&table).await {
                Ok(()) => return,
                Err(error) => assert!(error.is_version_conflict(), "{error}"),
            }
        }
    };
    let tasks: Vec<_> = (0..64).map(|_| tokio::spawn(append(table.clone()))).collect();
    for task in tasks {
        task.await.unwrap();
    }
    let last = read(&table).await;
    assert_eq!((last.text, last.version), ("x".repeat(64), 65));
}

/// Updates do not find expired items.
mod expired {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(pk = "session-{id}", sk = "_root")]
    struct Session {
        id: u64,
        #[entity(ttl)]
        until: Option<Timestamp>,
        hits: u64,
    }

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(name = "sessions", type_attribute = "type", ttl_attribute = "expires")]
    enum Sessions {
        Session(Session),
    }

    #[tokio::test]
    async fn an_update_moves_the_end_until_it_has_come() {
        let ticks = Arc::new(AtomicU64::new(10));
        let clock = ticks.clone();
        let now = move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::SeqCst));
        let table = table::<Sessions>().await.with_clock(now);
        let session = Session { id: 1, until: Some(at(20)), hits: 0 };
        session.create().send(&table).await.unwrap();
        Session::update(1)
            .set(Session::FIELDS.until, at(30))
            .add(Session::FIELDS.hits, 1)
            .send(&table)
            .await
            .unwrap();
        let session = Session { id: 1, until: Some(at(30)), hits: 1 };
        assert_eq!(Session::get(1).send(&table).await.unwrap(), Some(session.clone()));
        session.update().set(Session::FIELDS.until, at(40)).send(&table).await.unwrap();
        let session = Session { until: Some(at(40)), ..session };
        session.update().with(|session| session.until = Some(at(50))).send(&table).await.unwrap();
        let session = Session { until: Some(at(50)), ..session };
        assert_eq!(Session::get(1).send(&table).await.unwrap(), Some(session.clone()));

        ticks.store(50, Ordering::SeqCst);
        let gone = [
            Session::update(1).set(Session::FIELDS.until, at(90)).send(&table).await.unwrap_err(),
            session.update().set(Session::FIELDS.until, at(90)).send(&table).await.unwrap_err(),
            session.move_to(&Session { id: 2, ..session.clone() }).send(&table).await.unwrap_err(),
        ];
        assert!(gone.iter().all(Error::is_not_found), "{gone:?}");
        ticks.store(49, Ordering::SeqCst);
        Session::update(1).remove(Session::FIELDS.until).send(&table).await.unwrap();
        assert_eq!(stored(&table).await.into_values().next().unwrap().get("expires"), None);
        let endless = Session { until: None, ..session };
        endless.update().set(Session::FIELDS.until, at(60)).send(&table).await.unwrap();
        assert_eq!(
            Session::get(1).send(&table).await.unwrap(),
            Some(Session { until: Some(at(60)), ..endless })
        );
    }
}

#[tokio::test]
async fn written_values_are_returned_and_can_be_written_again() {
    let (faults, plain) = faulty::<Notes>().await;
    let table = Notes::table(faults.client()).with_clock(|| UNIX_EPOCH + Duration::from_secs(10));
    let first = note("a").create().returning_new().send(&table).await.unwrap();
    assert_eq!(first, Note { version: 1, made: Some(at(10)), changed: at(10), ..note("a") });
    let second = Note { text: "b".to_owned(), ..first }.put().returning_new().send(&table).await.unwrap();
    assert_eq!((second.version, second.text.as_str()), (2, "b"));
    assert_eq!(faults.operations(), ["PutItem"; 2]);
    assert_eq!(read(&plain).await, second);
    second.update().set(Note::FIELDS.text, "c").send(&table).await.unwrap();

    // With copies, and after an answer that was lost.
    faults.reset();
    faults.on("PutItem", Nth(1), LostReply);
    let other = Note { id: 8, ..note("x") };
    let other = other.create().returning_new().send(&table).await.unwrap();
    assert_eq!(other.version, 1);
    faults.reset();
    faults.on("PutItem", Nth(1), LostReply);
    let other = other.put().returning_new().send(&table).await.unwrap();
    assert_eq!((other.version, faults.operations().len()), (2, 2));
    faults.reset();
    let page = Page { id: 2, owner: 1, ..Page::default() };
    let page = page.create().returning_new().send(&table).await.unwrap();
    let page = Page { owner: 3, ..page }.put().returning_new().send(&table).await.unwrap();
    assert_eq!(faults.operations(), ["TransactWriteItems", "GetItem", "TransactWriteItems"]);
    assert_eq!(page, Page { id: 2, owner: 3, version: 2 });
    page.delete().send(&table).await.unwrap();
}

#[tokio::test]
async fn a_value_of_no_version_says_where_to_take_it_from() {
    let (table, _) = ticking().await;
    let value = note("a");
    value.create().send(&table).await.unwrap();
    let error = value.update().set(Note::FIELDS.text, "b").send(&table).await.unwrap_err();
    assert!(error.is_version_conflict(), "{error}");
    assert!(error.to_string().contains("`create().returning_new()`"), "{error}");
}
