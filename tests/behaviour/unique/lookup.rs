//! Lookups whose key leaves out the primary key.

use dynamodel::{BatchGet, Entity, Table, op::PartialBatch, transact_get};
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, s};
use crate::support::store::{stored, typed, with, write};
use crate::support::world::table;
use crate::unique::{Member, Members, astray, member, violates};

#[tokio::test]
async fn one_item_is_found() {
    let table = table::<Members>().await;
    member(1, "alice").create().send(&table).await.unwrap();
    let by_email = |email: &str| Member::by_email(email).consistent().send(&table);
    assert_eq!(by_email("1@example.org").await.unwrap(), Some(member(1, "alice")));
    assert_eq!(Member::by_email("1@example.org").send(&table).await.unwrap(), Some(member(1, "alice")));
    assert_eq!(by_email("2@example.org").await.unwrap(), None);

    let moved = Member { email: "al@example.org".to_owned(), ..member(1, "alice") };
    moved.put().send(&table).await.unwrap();
    assert_eq!(by_email("1@example.org").await.unwrap(), None);
    assert_eq!(by_email("al@example.org").await.unwrap(), Some(moved.clone()));
    violates(Member { email: moved.email.clone(), ..member(2, "bob") }.put().send(&table).await, "email");
    assert_eq!(by_email("al@example.org").await.unwrap(), Some(moved));
    Member::delete(1).send(&table).await.unwrap();
    assert_eq!(by_email("al@example.org").await.unwrap(), None);
    assert_eq!(astray(&stored(&table).await), [""; 0]);
}

#[tokio::test]
async fn unique_lookup_joins_a_transactional_read() {
    let table = table::<Members>().await;
    for value in [member(1, "alice"), member(2, "bob")] {
        value.create().send(&table).await.unwrap();
    }
    let (alice, bob) = (Some(member(1, "alice")), Some(member(2, "bob")));
    let reads = (Member::by_email("1@example.org"), Member::get(2), Member::by_email("nobody"));
    assert_eq!(transact_get(reads).send(&table).await.unwrap(), (alice.clone(), bob.clone(), None));
    let all = ["2@example.org", "nobody", "1@example.org", "2@example.org"];
    let found = transact_get(Vec::from(all.map(Member::by_email))).send(&table).await.unwrap();
    assert_eq!(found, [bob.clone(), None, alice.clone(), bob.clone()]);

    let found = all.map(Member::by_email).into_iter().collect::<BatchGet<_, Members>>();
    assert_eq!(found.send(&table).await.unwrap(), [bob.clone(), None, alice.clone(), bob.clone()]);
    let mixed = BatchGet::<Member, Members>::new().and(Member::get(1)).and(Member::by_email("2@example.org"));
    assert_eq!(mixed.send(&table).await.unwrap(), [alice, bob]);

    write(&table, with(item("email-x", "_root"), "type", s("Member.unique.user_name"))).await;
    let error = transact_get((Member::get(1), Member::by_email("x"))).send(&table).await.unwrap_err();
    assert!(error.is_type_mismatch(), "{error}");
    let batch = BatchGet::<Member, Members>::new().and(Member::get(1)).and(Member::by_email("x"));
    let error = batch.send(&table).await.unwrap_err();
    assert_eq!(error.partial::<PartialBatch<Member>>().unwrap().unprocessed, [1]);
    assert!(error.is_type_mismatch(), "{error}");
    let error = transact_get((Member::get(1), Member::by_email("a#b"))).send(&table).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
}

#[tokio::test]
async fn item_of_another_type_under_the_lookup_key_is_an_error() {
    let table = table::<Members>().await;
    write(&table, with(item("email-x", "_root"), "type", s("Member.unique.user_name"))).await;
    let error = Member::by_email("x").send(&table).await.unwrap_err();
    assert!(error.is_type_mismatch() && error.to_string().contains("Member.by_email"), "{error}");
    assert!(Member::by_email("a#b").send(&table).await.unwrap_err().is_invalid_key());
    assert!(Member::by_email("").request(&table).unwrap_err().is_invalid_key());
}

/// A field that only the primary key holds is stored in copies whose key lacks it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "host-{zone}", sk = "{host_id}")]
#[lookup(unique, name = "by_address", pk = "address-{zone}-{address}", sk = "_root")]
struct Host {
    #[entity(in_key)]
    zone: u8,
    #[entity(in_key)]
    host_id: u32,
    address: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "hosts", type_attribute = "entity_type", owner_attribute = "whose")]
enum Hosts {
    Host(Host),
}

#[tokio::test]
async fn unique_lookup_reads_fields_that_only_the_primary_key_holds() {
    let table = table::<Hosts>().await;
    let host = Host { zone: 2, host_id: 7, address: "::1".to_owned() };
    host.create().send(&table).await.unwrap();
    assert_eq!(Host::get(2, 7).send(&table).await.unwrap(), Some(host.clone()));
    assert_eq!(Host::by_address(2, "::1").send(&table).await.unwrap(), Some(host.clone()));
    assert_eq!(Hosts::scan().with_copies().all(&table).await.unwrap(), vec![Hosts::Host(host.clone()); 2]);
    let other = Host { host_id: 8, ..host.clone() };
    assert_eq!(other.create().send(&table).await.unwrap_err().unique_field(), Some("zone+address"));
    let stored = stored(&table).await;
    let copy = stored.values().find(|item| item["pk"] == s("address-2-::1")).unwrap();
    assert!(copy["whose"].as_m().is_ok_and(|owner| owner["pk"] == s("host-2")), "{copy:?}");
    host.delete().send(&table).await.unwrap();
    assert!(crate::support::store::stored(&table).await.is_empty());
}

#[tokio::test]
async fn another_items_place_is_left_alone() {
    let table = table::<Hosts>().await;
    write(&table, typed("address-2-::1", "_root", "Alien")).await;
    let host = Host { zone: 2, host_id: 7, address: "::1".to_owned() };
    assert!(host.create().send(&table).await.unwrap_err().is_unique_violation());
    assert_eq!(stored(&table).await.len(), 1);
}

/// A second key that not every item has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "part-{id}", sk = "_root")]
#[lookup(unique, name = "by_serial", pk = "serial-{serial}", sk = "_root", when(retired = false))]
struct Part {
    id: u8,
    serial: Option<String>,
    retired: bool,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "parts", type_attribute = "type")]
enum Parts {
    Part(Part),
}

#[tokio::test]
async fn an_item_may_do_without() {
    let table = table::<Parts>().await;
    let part = |id, serial: Option<&str>, retired| Part { id, serial: serial.map(str::to_owned), retired };
    part(1, None, false).create().send(&table).await.unwrap();
    part(2, None, false).create().send(&table).await.unwrap();
    part(3, Some("a"), false).create().send(&table).await.unwrap();
    let taken = part(4, Some("a"), false).create().send(&table).await.unwrap_err();
    assert_eq!(taken.unique_field(), Some("serial"));
    part(3, Some("a"), true).put().send(&table).await.unwrap();
    assert_eq!(Part::by_serial("a").send(&table).await.unwrap(), None);
    part(4, Some("a"), false).create().send(&table).await.unwrap();
    assert_eq!(Part::by_serial("a").send(&table).await.unwrap().map(|part| part.id), Some(4));
    assert_eq!(stored(&table).await.len(), 5);
}
