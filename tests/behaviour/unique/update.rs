//! Markers follow updates.

use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::raw::s;
use crate::support::store::{content, stored, with, write};
use crate::support::world::{faulty, table};
use crate::unique::{Member, Members, astray, member, old, violates};
use dynamodel::testing::Fault::{self, LostReply};
use dynamodel::testing::When::Nth;

#[tokio::test]
async fn a_loaded_update_claims_and_releases() {
    let table = table::<Members>().await;
    let alice = Member { badge: Some(7), nick: Some("al".to_owned()), ..member(1, "alice") };
    alice.create().send(&table).await.unwrap();
    member(2, "bob").create().send(&table).await.unwrap();
    let before = stored(&table).await;
    violates(alice.update().set(Member::FIELDS.user_name, "bob").send(&table).await, "user_name");
    violates(alice.update().set(Member::FIELDS.email, "2@example.org").send(&table).await, "email");
    assert_eq!(stored(&table).await, before);

    alice.update().set(Member::FIELDS.user_name, "alicia").send(&table).await.unwrap();
    let changed = Member { club: 2, nick: None, ..alice.clone() };
    let edited = alice.update().with(|member| (member.club, member.nick) = (2, None));
    edited.send(&table).await.unwrap();
    assert_eq!(astray(&stored(&table).await), [""; 0]);
    // As a put of the changed value leaves it.
    let other = crate::support::world::table::<Members>().await;
    Member { user_name: "alicia".to_owned(), ..changed }.put().send(&other).await.unwrap();
    member(2, "bob").put().send(&other).await.unwrap();
    assert_eq!(content(&table).await, content(&other).await);
    Member { nick: Some("al".to_owned()), ..member(3, "alice") }.create().send(&table).await.unwrap();
}

#[tokio::test]
async fn an_update_heals_and_leaves_alone() {
    let table = table::<Members>().await;
    write(&table, old(1, "alice")).await;
    member(1, "alice").update().set(Member::FIELDS.badge, 7).send(&table).await.unwrap();
    assert_eq!(astray(&stored(&table).await), [""; 0]);
    // The name that 2 gives up is that of 1.
    write(&table, with(old(2, "alice"), "nick", s("al"))).await;
    member(2, "alice").update().set(Member::FIELDS.user_name, "bob").send(&table).await.unwrap();
    assert_eq!(astray(&stored(&table).await), [""; 0]);
    violates(member(3, "alice").create().send(&table).await, "user_name");
}

/// Unique and copied nowhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "page-{page_id}", sk = "_root")]
struct Page {
    page_id: u64,
    #[entity(unique)]
    slug: Option<String>,
    views: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "pages", type_attribute = "type")]
enum Pages {
    Page(Page),
}

fn page(page_id: u64, slug: &str) -> Page {
    Page { page_id, slug: Some(slug.to_owned()), views: 0 }
}

#[tokio::test]
async fn other_fields_are_set_by_key() {
    let table = table::<Pages>().await;
    let home = page(1, "home");
    home.create().send(&table).await.unwrap();
    let before = stored(&table).await;
    Page::update(1).add(Page::FIELDS.views, 2).send(&table).await.unwrap();
    assert_eq!(Page::get(1).send(&table).await.unwrap(), Some(Page { views: 2, ..home.clone() }));
    // The revision tells a write that has read the item before.
    let revision = |stored: &crate::support::store::Stored| {
        stored.values().find(|item| item["type"] == s("Page")).unwrap()["_revision"].clone()
    };
    assert_ne!(revision(&stored(&table).await), revision(&before));
}

#[tokio::test]
async fn an_upsert_claims() {
    let table = table::<Pages>().await;
    let upsert =
        |page: Page| Page::update(page.page_id).add(Page::FIELDS.views, 1).upsert(&page).send(&table);
    upsert(page(1, "home")).await.unwrap();
    let error = upsert(page(2, "home")).await.unwrap_err();
    assert_eq!(error.unique_field(), Some("slug"), "{error}");
    upsert(page(1, "home")).await.unwrap();
    assert_eq!(Page::get(1).send(&table).await.unwrap(), Some(Page { views: 1, ..page(1, "home") }));
    assert_eq!(stored(&table).await.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_counted_twice() {
    let (faults, plain) = faulty::<Pages>().await;
    let nameless = Page { slug: None, ..page(1, "") };
    nameless.create().send(&plain).await.unwrap();
    page(2, "home").create().send(&plain).await.unwrap();
    let table = TableClient::<Pages>::new(faults.client()).named(plain.name());
    for value in [&nameless, &page(2, "home")] {
        faults.reset();
        faults.on("TransactWriteItems", Nth(1), LostReply).on("UpdateItem", Nth(1), LostReply);
        value.update().add(Page::FIELDS.views, 1).send(&table).await.unwrap();
        assert_eq!(Page::get(value.page_id).send(&plain).await.unwrap().unwrap().views, 1);
    }
    faults.reset();
    faults.on("TransactWriteItems", Nth(1), Fault::throttled());
    page(2, "home").update().set(Page::FIELDS.slug, Some("start".to_owned())).send(&table).await.unwrap();
    page(3, "home").create().send(&plain).await.unwrap();
}

#[tokio::test]
async fn markers_move_with_their_item() {
    let table = table::<Members>().await;
    let alice = Member { badge: Some(7), ..member(1, "alice") };
    alice.create().send(&table).await.unwrap();
    member(2, "bob").create().send(&table).await.unwrap();
    let before = stored(&table).await;
    let taken = Member { member_id: 3, user_name: "bob".to_owned(), ..alice.clone() };
    violates(alice.move_to(&taken).send(&table).await, "user_name");
    let held = Member { member_id: 2, ..alice.clone() };
    assert!(alice.move_to(&held).send(&table).await.unwrap_err().is_already_exists());
    assert_eq!(stored(&table).await, before);

    let moved = Member { member_id: 3, badge: Some(8), ..alice.clone() };
    alice.move_to(&moved).send(&table).await.unwrap();
    assert_eq!(astray(&stored(&table).await), [""; 0]);
    assert_eq!(Member::by_email(&moved.email).send(&table).await.unwrap(), Some(moved));
    violates(member(4, "alice").create().send(&table).await, "user_name");
    Member::delete(3).send(&table).await.unwrap();
    assert_eq!((astray(&stored(&table).await), stored(&table).await.len()), (Vec::new(), 3));
}
