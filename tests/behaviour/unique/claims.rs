//! The values that each write claims and releases.

use dynamodel::Entity as _;

use crate::support::raw::s;
use crate::support::store::{stored, with, write};
use crate::support::world::table;
use crate::unique::{Member, Members, astray, marker, member, old, violates};

fn full(member_id: u64, user_name: &str, badge: u32, nick: &str) -> Member {
    Member { badge: Some(badge), nick: Some(nick.to_owned()), ..member(member_id, user_name) }
}

#[tokio::test]
async fn a_value_is_had_once() {
    let table = table::<Members>().await;
    full(1, "alice", 7, "al").create().send(&table).await.unwrap();
    let whole = stored(&table).await;
    assert_eq!((whole.len(), astray(&whole)), (5, Vec::new()));

    violates(full(2, "alice", 8, "bo").create().send(&table).await, "user_name");
    violates(full(2, "bob", 7, "bo").create().send(&table).await, "club+badge");
    violates(full(2, "bob", 8, "al").create().send(&table).await, "nick");
    violates(
        Member { email: "1@example.org".into(), ..member(2, "bob") }.create().send(&table).await,
        "email",
    );
    violates(full(2, "alice", 8, "bo").put().send(&table).await, "user_name");
    assert_eq!(stored(&table).await, whole, "nothing of them is there");

    // Another club has its own badges and nicks, and who has none is in nobody's way.
    Member { club: 2, ..full(2, "bob", 7, "al") }.create().send(&table).await.unwrap();
    member(3, "carol").create().send(&table).await.unwrap();
    member(4, "dave").put().send(&table).await.unwrap();
    assert_eq!(astray(&stored(&table).await), [""; 0]);
}

#[tokio::test]
async fn existing_item_is_another_error_than_a_violation() {
    let table = table::<Members>().await;
    full(1, "alice", 7, "al").create().send(&table).await.unwrap();
    for again in [full(1, "alice", 7, "al"), full(1, "bob", 8, "bo")] {
        let error = again.create().send(&table).await.unwrap_err();
        assert!(error.is_already_exists() && !error.is_unique_violation(), "{error}");
        assert_eq!(error.unique_field(), None);
    }
    assert_eq!(astray(&stored(&table).await), [""; 0]);
}

#[tokio::test]
async fn a_put_releases_what_it_gives_up() {
    let table = table::<Members>().await;
    full(1, "alice", 7, "al").create().send(&table).await.unwrap();
    full(1, "alicia", 8, "al").put().send(&table).await.unwrap();
    assert_eq!((astray(&stored(&table).await), stored(&table).await.len()), (Vec::new(), 5));
    full(2, "alice", 7, "bo").create().send(&table).await.unwrap();
    violates(full(2, "alicia", 7, "bo").put().send(&table).await, "user_name");
    // To another club, and to none of it all.
    Member { club: 2, ..full(1, "alicia", 7, "bo") }.put().send(&table).await.unwrap();
    member(1, "alicia").put().send(&table).await.unwrap();
    assert_eq!((astray(&stored(&table).await), stored(&table).await.len()), (Vec::new(), 3 + 5));
    // The same again, and what another program's hands have left out comes back.
    let whole = stored(&table).await;
    let key = whole.keys().find(|key| key.contains("user_name#alicia")).unwrap();
    let (pk, sk) = (whole[key]["pk"].clone(), whole[key]["sk"].clone());
    table.client().delete_item().table_name(table.name()).key("pk", pk).key("sk", sk).send().await.unwrap();
    assert_eq!(astray(&stored(&table).await).len(), 1);
    member(1, "alicia").put().send(&table).await.unwrap();
    assert_eq!(astray(&stored(&table).await), [""; 0]);
}

#[tokio::test]
async fn a_delete_releases_everything() {
    let table = table::<Members>().await;
    full(1, "alice", 7, "al").create().send(&table).await.unwrap();
    full(2, "bob", 8, "bo").create().send(&table).await.unwrap();
    Member::delete(1).send(&table).await.unwrap();
    assert_eq!((astray(&stored(&table).await), stored(&table).await.len()), (Vec::new(), 5));
    full(3, "alice", 7, "al").create().send(&table).await.unwrap();
    full(2, "bob", 8, "bo").delete().send(&table).await.unwrap();
    Member::delete(3).send(&table).await.unwrap();
    assert!(stored(&table).await.is_empty());
}

#[tokio::test]
async fn only_the_owner_releases() {
    let table = table::<Members>().await;
    // Two that had one name, and one nick, before these were unique; one of them has claimed it since.
    let nicked = |item| with(item, "nick", s("al"));
    write(&table, nicked(old(1, "alice"))).await;
    write(&table, nicked(old(2, "alice"))).await;
    Member { nick: Some("al".to_owned()), ..member(1, "alice") }.put().send(&table).await.unwrap();
    violates(member(2, "alice").put().send(&table).await, "user_name");
    Member::delete(2).send(&table).await.unwrap();
    assert_eq!(astray(&stored(&table).await), [""; 0]);
    violates(member(3, "alice").create().send(&table).await, "user_name");

    write(&table, nicked(old(2, "alice"))).await;
    member(2, "bob").put().send(&table).await.unwrap();
    assert_eq!(astray(&stored(&table).await), [""; 0]);
    violates(member(3, "alice").create().send(&table).await, "user_name");
}

#[tokio::test]
async fn an_item_that_was_never_claimed_for_is_deleted() {
    let table = table::<Members>().await;
    write(&table, old(1, "alice")).await;
    Member::delete(1).send(&table).await.unwrap();
    assert!(stored(&table).await.is_empty());
}

#[tokio::test]
async fn an_orphan_of_the_item_itself_is_no_obstacle() {
    let table = table::<Members>().await;
    write(&table, marker("Member.unique.user_name#alice", "user_name", 1)).await;
    violates(member(2, "alice").create().send(&table).await, "user_name");
    member(1, "alice").create().send(&table).await.unwrap();
    assert_eq!(astray(&stored(&table).await), [""; 0]);
}

#[tokio::test]
async fn any_text_can_be_unique() {
    let table = table::<Members>().await;
    for (id, name) in (0..).zip(["", "#", "%", "%23", "a#b", "_unique", "ä#", "user_name#alice", " "]) {
        member(id, name).create().send(&table).await.unwrap();
        violates(member(100, name).create().send(&table).await, "user_name");
    }
    assert_eq!(astray(&stored(&table).await), [""; 0]);
    let long = "x".repeat(2100);
    let error = member(200, &long).create().send(&table).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
}

#[tokio::test]
async fn scans_leave_markers_out() {
    let table = table::<Members>().await;
    full(1, "alice", 7, "al").create().send(&table).await.unwrap();
    full(2, "bob", 8, "bo").create().send(&table).await.unwrap();
    for scan in [Members::scan, || Members::scan().strict()] {
        assert_eq!(scan().all(&table).await.unwrap().len(), 2);
        assert_eq!(scan().count(&table).await.unwrap(), 2);
        // Copies are values, markers are not.
        assert_eq!(scan().with_copies().all(&table).await.unwrap().len(), 4);
        assert_eq!(scan().with_copies().count(&table).await.unwrap(), 4);
        assert_eq!(scan().page(&table).await.unwrap().skipped, 0);
    }
    let whole = stored(&table).await;
    let marker = whole.values().find(|item| item["type"] == s("Member.unique.nick")).unwrap();
    let error = <Members as dynamodel::Table>::from_item(marker.clone()).unwrap_err();
    assert!(error.is_type_mismatch() && error.to_string().contains("Member.unique.nick"), "{error}");
}
