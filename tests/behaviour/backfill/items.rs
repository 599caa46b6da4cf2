//! The items that a backfill rewrites, and those that it leaves.

use std::time::{Duration, UNIX_EPOCH};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Document, Entity, Table, TableClient};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::backfill::{backfill, counts};
use crate::support::model::{User, Video, YouTube};
use crate::support::raw::{Item, item, n, s};
use crate::support::store::{Stored, content, orphans, stored, typed, with, write};
use crate::support::world::{faulty, table};
use crate::support::youtube::video;

/// A video as it was before it had a lookup.
pub(super) fn old_video(id: i64, creator: i64) -> Item {
    let item = typed(&format!("video-{id}"), "_root", "Video");
    let item = with(with(item, "video_id", n(id)), "video_title", s(&format!("video{id}")));
    with(with(item, "created_at", s("2020-01-01T00:00:10Z")), "creator_id", n(creator))
}

/// The one stored item of this type.
fn only<'s>(stored: &'s Stored, attribute: &str, kind: &str) -> &'s Item {
    let mut found = stored.values().filter(|item| item.get(attribute) == Some(&s(kind)));
    let only = found.next().unwrap();
    assert!(found.next().is_none(), "{stored:#?}");
    only
}

#[tokio::test]
async fn backfill_only_reads_correct_items() {
    let (faults, plain) = faulty::<YouTube>().await;
    for id in 0..3 {
        video(id, id, 10).create().send(&plain).await.unwrap();
    }
    write(&plain, old_video(7, 1)).await;
    let table = YouTube::table(faults.client());
    assert_eq!(counts(&backfill::<Video, _>(&table).await), [4, 1, 3, 0]);
    assert_eq!(faults.operations(), ["Scan", "BatchGetItem", "TransactWriteItems"]);
    assert_eq!(faults.attempts()[2].json()["TransactItems"].as_array().unwrap().len(), 2);
    faults.reset();
    assert_eq!(counts(&backfill::<Video, _>(&table).await), [4, 0, 4, 0]);
    assert_eq!(faults.operations(), ["Scan", "BatchGetItem"]);
    faults.reset();
    // There is nothing to look up for users.
    assert_eq!(counts(&backfill::<User, _>(&table).await), [0, 0, 0, 0]);
    assert_eq!(faults.operations(), ["Scan"]);
}

#[tokio::test]
async fn the_item_is_changed_as_it_was_read() {
    let (faults, plain) = faulty::<YouTube>().await;
    write(&plain, old_video(7, 1)).await;
    backfill::<Video, _>(&YouTube::table(faults.client())).await;
    let mut request = faults.attempts()[2].json();
    request.as_object_mut().unwrap().remove("ClientRequestToken");
    // The first revision is any number.
    let all = stored(&plain).await;
    let revision = only(&all, "entity_type", "Video")["_revision"].as_n().unwrap().clone();
    let text = serde_json::to_string_pretty(&request).unwrap().replace(&revision, "(a number)");
    insta::assert_snapshot!(text);
}

#[tokio::test]
async fn only_what_is_missing_is_written() {
    let (faults, plain) = faulty::<YouTube>().await;
    video(1, 1, 10).create().send(&plain).await.unwrap();
    let all = stored(&plain).await;
    // The revision alone: one request of one item.
    let mut unrevised = only(&all, "entity_type", "Video").clone();
    unrevised.remove("_revision");
    write(&plain, unrevised).await;
    let table = YouTube::table(faults.client());
    assert_eq!(counts(&backfill::<Video, _>(&table).await), [1, 1, 0, 0]);
    assert_eq!(faults.operations(), ["Scan", "BatchGetItem", "UpdateItem"]);
    assert!(only(&stored(&plain).await, "entity_type", "Video")["_revision"].is_n());
    assert_eq!(orphans(&stored(&plain).await), [""; 0]);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Inner {
    a: u32,
}

/// The struct of a program after fields were added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "page-{id}", sk = "_root")]
#[lookup(name = "by_owner", pk = "owner-{owner}", sk = "{id}")]
#[key(index = "gsi1", name = "by_rank", pk = "rank-{rank}", sk = "{id}")]
#[key(index = "gsi2", name = "by_color", pk = [color], sk = [rank])]
struct Page {
    id: u64,
    owner: u64,
    #[serde(default)]
    rank: u8,
    #[serde(default = "blue")]
    color: String,
    inner: Inner,
    #[entity(version)]
    #[serde(default)]
    version: u64,
    #[entity(updated_at)]
    #[serde(default)]
    changed: Option<Timestamp>,
}

fn blue() -> String {
    "blue".to_owned()
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of", pk = "user-{user}", sk = "session-{id}")]
#[lookup(name = "by_token", pk = "token-{token}", sk = "{user}#{id}")]
#[key(index = "gsi1", name = "by_token_too", pk = "token-{token}", sk = "{user}")]
struct Session {
    user: u32,
    id: u32,
    token: String,
    #[entity(ttl)]
    #[serde(default)]
    until: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "pages", type_attribute = "type", ttl_attribute = "expires")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "color", sk = "rank", copies = filter)]
enum Pages {
    Page(Page),
    Session(Session),
}

fn old_page(id: i64) -> Item {
    let inner = AttributeValue::M([("a".to_owned(), n(1)), ("newer".to_owned(), n(2))].into());
    let page = with(item(&format!("page-{id}"), "_root"), "type", s("Page"));
    with(with(with(with(page, "id", n(id)), "owner", n(3)), "inner", inner), "note", s("newer"))
}

#[tokio::test]
async fn younger_fields_are_added_and_newer_attributes_stay() {
    let table = table::<Pages>().await;
    write(&table, old_page(1)).await;
    assert_eq!(counts(&backfill::<Page, _>(&table).await), [1, 1, 0, 0]);
    let all = stored(&table).await;
    let page = only(&all, "type", "Page");
    // What was there is as it was, and only what was not is new. The version is the one that it reads as.
    for (name, value) in old_page(1) {
        assert_eq!(page[&name], value);
    }
    let added = [("rank", n(0)), ("color", s("blue")), ("version", n(0))];
    for (name, value) in
        added.into_iter().chain([("gsi1pk", s("rank-0")), ("gsi1sk", s(&format!("{:020}", 1)))])
    {
        assert_eq!(page[name], value, "{name}");
    }
    assert!(!page.contains_key("changed"), "`None` has no attribute");
    // Beside the version it gets the revision that tells it from one that is created again.
    assert!(page.contains_key("_revision"));
    assert_eq!(page.len(), old_page(1).len() + 6, "{page:#?}");
    // The copy is a copy of all that.
    let copy = only(&all, "type", "Page.by_owner");
    assert_eq!((&copy["note"], &copy["inner"], &copy["color"]), (&s("newer"), &page["inner"], &s("blue")));
    assert_eq!(Page::by_color("blue").count(&table).await.unwrap(), 1);
    assert_eq!(counts(&backfill::<Page, _>(&table).await), [1, 0, 1, 0]);
}

#[tokio::test]
async fn no_version_is_raised_and_no_time_is_set() {
    let table = table::<Pages>().await;
    let inner = Inner { a: 1 };
    let page = Page { id: 1, owner: 2, rank: 3, color: blue(), inner, version: 0, changed: None };
    page.create().send(&table).await.unwrap();
    let loaded = Page::get(1).send(&table).await.unwrap().unwrap();
    let before = stored(&table).await;
    let mut stale = with(only(&before, "type", "Page").clone(), "gsi1pk", s("rank-9"));
    stale.remove("gsi1sk");
    write(&table, stale).await;
    let at =
        |name| Item::from_iter([("pk".to_owned(), s(name)), ("sk".to_owned(), s(&format!("{:020}", 1)))]);
    let delete = table.client().delete_item().table_name(table.name()).set_key(Some(at("owner-2")));
    delete.send().await.unwrap();
    assert_eq!(counts(&backfill::<Page, _>(&table).await), [1, 1, 0, 0]);
    assert_eq!(stored(&table).await, before);
    // So nobody is told of a conflict who has loaded it before.
    loaded.update().set(Page::FIELDS.rank, 4).send(&table).await.unwrap();
}

/// The session at 1000 seconds after 1970.
fn at_1000(table: TableClient<Pages>) -> TableClient<Pages> {
    table.with_clock(|| UNIX_EPOCH + Duration::from_secs(1_000))
}

fn old_session(id: i64, until: Option<(&str, i64)>) -> Item {
    let session = with(item("user-1", &format!("session-{id:010}")), "type", s("Session"));
    let session = with(with(with(session, "user", n(1)), "id", n(id)), "token", s(&format!("t{id}")));
    match until {
        Some((name, until)) => with(session, name, n(until)),
        None => session,
    }
}

#[tokio::test]
async fn the_expired_are_absent_and_what_expires_takes_its_copies_along() {
    let table = at_1000(table::<Pages>().await);
    write(&table, old_session(1, Some(("expires", 999)))).await;
    let expired = stored(&table).await;
    assert_eq!(counts(&backfill::<Session, _>(&table).await), [0; 4]);
    assert_eq!(stored(&table).await, expired);

    write(&table, old_session(2, Some(("expires", 2_000)))).await;
    // From before the field was the table's time to live.
    write(&table, old_session(3, Some(("until", 3_000)))).await;
    write(&table, old_session(4, None)).await;
    assert_eq!(counts(&backfill::<Session, _>(&table).await), [3, 3, 0, 0]);
    let other = at_1000(crate::support::world::table::<Pages>().await);
    write(&other, old_session(1, Some(("expires", 999)))).await;
    for (id, until) in [(2, Some(2_000)), (3, Some(3_000)), (4, None)] {
        let session = Session { user: 1, id, token: format!("t{id}"), until };
        session.put().send(&other).await.unwrap();
    }
    assert_eq!(content(&table).await, content(&other).await);
}

#[tokio::test]
async fn backfill_reports_items_that_it_cannot_rewrite() {
    let table = table::<YouTube>().await;
    write(&table, with(old_video(1, 1), "creator_id", s("nobody"))).await;
    // By its attributes another one.
    write(&table, with(old_video(2, 1), "video_id", n(22))).await;
    // Another program has put something in the place of its copy.
    write(&table, old_video(3, 7)).await;
    let foreign = typed("user-7-videos", &format!("2020-01-01T00:00:10.000000000Z#{:020}", 3), "Alien");
    write(&table, foreign).await;
    write(&table, old_video(4, 1)).await;
    let before = content(&table).await;
    let done = backfill::<Video, _>(&table).await;
    assert_eq!(counts(&done), [4, 1, 0, 3], "{done:?}");
    let mut left = done.left;
    left.sort_by_key(|left| format!("{:?}", left.key["pk"]));
    for (left, id) in left.iter().zip(1..) {
        assert_eq!(left.key, item(&format!("video-{id}"), "_root"));
        assert_eq!((left.error.entity(), left.error.table()), (Some("Video"), Some(table.name())));
        assert_eq!(left.error.key(), Some((format!("video-{id}").as_str(), Some("_root"))));
    }
    assert!(left[0].error.is_malformed_item() && left[0].error.path() == Some("creator_id"));
    assert!(left[1].error.is_malformed_item(), "{}", left[1].error);
    assert!(left[1].error.to_string().contains("belong to another key"), "{}", left[1].error);
    assert!(left[2].error.is_held_by_other(), "{}", left[2].error);
    // Those are as they were.
    let after = content(&table).await;
    assert_eq!(after.len(), before.len() + 1);
    assert!(before.iter().all(|(key, item)| after[key] == *item));
}

#[tokio::test]
async fn an_item_of_many_attributes_needs_a_revision() {
    let table = table::<YouTube>().await;
    let wide = (0..150).fold(old_video(1, 1), |item, at| with(item, &format!("more{at}"), n(at)));
    write(&table, wide.clone()).await;
    let done = backfill::<Video, _>(&table).await;
    assert_eq!(counts(&done), [1, 0, 0, 1]);
    assert!(done.left[0].error.is_over_limit(), "{}", done.left[0].error);
    write(&table, with(wide, "_revision", n(5))).await;
    assert_eq!(counts(&backfill::<Video, _>(&table).await), [1, 1, 0, 0]);
    assert_eq!(orphans(&stored(&table).await), [""; 0]);
}

#[tokio::test]
async fn items_of_other_types_are_not_touched() {
    let table = table::<YouTube>().await;
    write(&table, typed("video-1", "_root", "Alien")).await;
    write(&table, with(item("video-2", "_root"), "video_id", n(2))).await;
    let user = with(typed("user-1", "_root", "User"), "user_id", n(1));
    write(&table, with(with(user, "user_name", s("ann")), "created_at", s("2020-01-01T00:00:00Z"))).await;
    let before = stored(&table).await;
    let done = backfill::<Video, _>(&table).await;
    assert_eq!((counts(&done), done.scanned), ([1, 0, 0, 1], 3));
    assert!(done.left[0].error.is_untyped(), "{}", done.left[0].error);
    assert_eq!(stored(&table).await, before);
}
