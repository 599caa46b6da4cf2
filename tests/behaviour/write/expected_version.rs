//! Writes that require a version which the caller has, such as that of an `If-Match` header.

use std::time::{Duration, UNIX_EPOCH};

use dynamodel::{Entity, Error, Table, TableClient, transact};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::support::store::stored;
use crate::support::world::{faulty, table};
use dynamodel::testing::Fault::LostReply;
use dynamodel::testing::When::Nth;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u64,
    text: String,
    reads: u64,
    #[entity(version)]
    version: u64,
    #[entity(ttl)]
    until: Option<Timestamp>,
}

/// With copies, and a version of another type and name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "page-{id}", sk = "_root")]
#[lookup(name = "by_owner", pk = "owner-{owner}-pages", sk = "{id}", project(keys_only))]
struct Page {
    id: u64,
    owner: u64,
    reads: u64,
    #[serde(rename = "v")]
    #[entity(version)]
    version: u32,
    #[entity(ttl)]
    until: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes", type_attribute = "type", ttl_attribute = "expires")]
enum Notes {
    Note(Note),
    Page(Page),
}

fn note(text: &str) -> Note {
    Note { id: 7, text: text.to_owned(), ..Note::default() }
}

fn page() -> Page {
    Page { id: 1, owner: 1, ..Page::default() }
}

/// A table with a note and a page, whose versions are 2.
async fn filled() -> TableClient<Notes> {
    let table = table::<Notes>().await;
    note("a").create().returning_new().send(&table).await.unwrap().put().send(&table).await.unwrap();
    page().create().returning_new().send(&table).await.unwrap().put().send(&table).await.unwrap();
    table
}

async fn read(table: &TableClient<Notes>) -> (Note, Page) {
    let note = Note::get(7).consistent().required().send(table).await.unwrap();
    (note, Page::get(1).consistent().required().send(table).await.unwrap())
}

fn conflict<R: std::fmt::Debug>(sent: Result<R, Error>) {
    let error = sent.unwrap_err();
    assert!(error.is_version_conflict() && !error.is_outcome_unknown(), "{error}");
}

#[tokio::test]
async fn a_write_of_another_version_than_expected_is_a_conflict() {
    let table = filled().await;
    let (note, page) = read(&table).await;
    let before = stored(&table).await;
    for other in [0, 1, 3] {
        conflict(Note::update(7).add(Note::FIELDS.reads, 1).expect_version(other.into()).send(&table).await);
        conflict(note.update().add(Note::FIELDS.reads, 1).expect_version(other.into()).send(&table).await);
        conflict(note.put().expect_version(other.into()).send(&table).await);
        conflict(Note::delete(7).expect_version(other.into()).send(&table).await);
        conflict(note.delete().expect_version(other.into()).send(&table).await);
        conflict(Note::get(7).must_exist().expect_version(other.into()).send(&table).await);
        conflict(Page::update(1).add(Page::FIELDS.reads, 1).expect_version(other).send(&table).await);
        conflict(page.update().set(Page::FIELDS.owner, 2).expect_version(other).send(&table).await);
        conflict(page.put().expect_version(other).send(&table).await);
        conflict(Page::delete(1).expect_version(other).send(&table).await);
        conflict(page.delete().expect_version(other).send(&table).await);
    }
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn a_write_of_the_expected_version_happens() {
    let table = filled().await;
    Note::get(7).must_exist().expect_version(2).send(&table).await.unwrap();
    Note::update(7).add(Note::FIELDS.reads, 1).expect_version(2).send(&table).await.unwrap();
    Page::update(1).add(Page::FIELDS.reads, 1).expect_version(2).send(&table).await.unwrap();
    let (loaded, page) = read(&table).await;
    assert_eq!((loaded.reads, loaded.version, page.reads, page.version), (1, 3, 1, 3));
    loaded.update().add(Note::FIELDS.reads, 1).expect_version(3).send(&table).await.unwrap();
    page.update().set(Page::FIELDS.owner, 2).expect_version(3).send(&table).await.unwrap();
    assert_eq!(Page::by_owner(2).count(&table).await.unwrap(), 1);

    // The version of a put value is not that of the item.
    let put = note("b").put().expect_version(4).returning_new().send(&table).await.unwrap();
    assert_eq!(put, Note { version: 5, ..note("b") });
    let put = self::page().put().expect_version(4).returning_new().send(&table).await.unwrap();
    assert_eq!(put, Page { version: 5, ..self::page() });
    assert_eq!(read(&table).await, (Note { version: 5, ..note("b") }, put));

    Note::delete(7).expect_version(5).send(&table).await.unwrap();
    let removed = Page::delete(1).expect_version(5).returning_old().send(&table).await.unwrap();
    assert_eq!(removed.map(|page| page.version), Some(5));
    assert_eq!(stored(&table).await.len(), 0);
}

#[tokio::test]
async fn a_missing_item_has_no_version() {
    let table = table::<Notes>().await;
    for version in [0, 3] {
        let missing = [
            Note::update(7).add(Note::FIELDS.reads, 1).expect_version(version).send(&table).await,
            Note::delete(7).expect_version(version).send(&table).await,
            Note::get(7).must_exist().expect_version(version).send(&table).await,
            Page::update(1).add(Page::FIELDS.reads, 1).expect_version(3).send(&table).await,
            Page::delete(1).expect_version(3).send(&table).await,
        ];
        for missing in missing {
            assert!(missing.as_ref().is_err_and(Error::is_not_found), "{missing:?}");
        }
    }
    conflict(note("a").put().expect_version(3).send(&table).await);
    conflict(page().put().expect_version(3).send(&table).await);
    note("a").put().expect_version(0).send(&table).await.unwrap();
    page().put().expect_version(0).send(&table).await.unwrap();
    let (note, page) = read(&table).await;
    assert_eq!((note.version, page.version), (1, 1));
}

#[tokio::test]
async fn an_expired_item_has_no_version() {
    let table = table::<Notes>().await;
    let until = Some(Timestamp::from_second(1_700_000_000).unwrap());
    let before = table.clone().with_clock(|| UNIX_EPOCH + Duration::from_secs(1_600_000_000));
    Note { until, ..note("a") }.create().send(&before).await.unwrap();
    Page { until, ..page() }.create().send(&before).await.unwrap();
    for version in [1, 2] {
        let missing = [
            Note::update(7).add(Note::FIELDS.reads, 1).expect_version(version.into()).send(&table).await,
            Note::delete(7).expect_version(version.into()).send(&table).await,
            Page::update(1).add(Page::FIELDS.reads, 1).expect_version(version).send(&table).await,
            Page::delete(1).expect_version(version).send(&table).await,
        ];
        for missing in missing {
            assert!(missing.as_ref().is_err_and(Error::is_not_found), "{missing:?}");
        }
    }
}

#[tokio::test]
async fn other_conditions_hold_too() {
    let table = filled().await;
    let unread = || Note::FIELDS.reads.gt(0);
    let failed = [
        Note::update(7).set(Note::FIELDS.text, "b").condition(unread()).expect_version(2).send(&table).await,
        note("b").put().condition(unread()).expect_version(2).send(&table).await,
        Note::delete(7).condition(unread()).expect_version(2).send(&table).await,
    ];
    for failed in failed {
        assert!(failed.as_ref().is_err_and(Error::is_condition_failed), "{failed:?}");
    }
    conflict(Note::update(7).condition(unread()).expect_version(1).send(&table).await);
}

#[tokio::test]
async fn a_loaded_value_of_another_version_sends_nothing() {
    let (faults, plain) = faulty::<Notes>().await;
    let table = Notes::table(faults.client());
    let loaded = note("a").create().returning_new().send(&plain).await.unwrap();
    conflict(loaded.update().set(Note::FIELDS.text, "b").expect_version(2).send(&table).await);
    conflict(loaded.delete().expect_version(2).send(&table).await);
    assert!(faults.operations().is_empty());
}

#[tokio::test]
async fn an_upsert_of_an_expected_version_creates_nothing() {
    let table = table::<Notes>().await;
    let upsert =
        |version| Note::update(7).add(Note::FIELDS.reads, 1).expect_version(version).upsert(&note("a"));
    assert!(upsert(2).send(&table).await.unwrap_err().is_not_found());
    let error = transact((upsert(2), page().create())).send(&table).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(stored(&table).await.len(), 0);

    // Version 0 is that of an item never written.
    upsert(0).send(&table).await.unwrap();
    conflict(upsert(0).send(&table).await);
    transact((upsert(1), page().create())).send(&table).await.unwrap();
    let (note, _) = read(&table).await;
    assert_eq!((note.reads, note.version), (1, 2));
}

#[tokio::test]
async fn a_transaction_says_which_operation_met_another_version() {
    let table = filled().await;
    let before = stored(&table).await;
    let (loaded, _) = read(&table).await;
    let count = || Page::update(1).add(Page::FIELDS.reads, 1).expect_version(2);
    let refused = [
        transact((count(), Note::update(7).add(Note::FIELDS.reads, 1).expect_version(1))).send(&table).await,
        transact((count(), loaded.update().add(Note::FIELDS.reads, 1).expect_version(1))).send(&table).await,
        transact((count(), note("b").put().expect_version(1))).send(&table).await,
        transact((count(), Note::delete(7).expect_version(1))).send(&table).await,
        transact((count(), Note::get(7).must_exist().expect_version(1))).send(&table).await,
    ];
    for refused in refused {
        let operation = refused.as_ref().err().and_then(Error::operation);
        assert_eq!(operation, Some(1), "{refused:?}");
        conflict(refused);
    }
    assert_eq!(stored(&table).await, before);
    transact((count(), note("b").put().expect_version(2))).send(&table).await.unwrap();
    let (note, page) = read(&table).await;
    assert_eq!((note.version, page.version), (3, 3));
}

#[tokio::test(start_paused = true)]
async fn a_lost_reply_is_no_conflict() {
    let (faults, plain) = faulty::<Notes>().await;
    let table = Notes::table(faults.client());
    note("a").create().send(&plain).await.unwrap();
    faults.on("PutItem", Nth(1), LostReply).on("UpdateItem", Nth(1), LostReply).on(
        "DeleteItem",
        Nth(1),
        LostReply,
    );
    let put = note("b").put().expect_version(1).returning_new().send(&table).await.unwrap();
    assert_eq!(put.version, 2);
    // Nobody knows who has written the version that the retry met.
    let updated = Note::update(7).set(Note::FIELDS.text, "c").expect_version(2).send(&table).await;
    assert!(updated.unwrap_err().is_outcome_unknown());
    let deleted = Note::delete(7).expect_version(3).send(&table).await;
    assert!(deleted.unwrap_err().is_outcome_unknown());
    assert_eq!(stored(&plain).await.len(), 0);
}
