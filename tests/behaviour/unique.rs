//! Unique fields and lookups: one item has a value, and says so when another wants it.

mod claimed_twice;
mod claims;
mod faults;
mod lookup;
mod models;
mod ownerless_markers;
mod race;
mod resent_transactions;
mod transactions;
mod ttl;
mod update;

use dynamodel::{Entity, Error, Table};
use serde::{Deserialize, Serialize};

use crate::support::raw::{Item, item, n, s};
use crate::support::store::{Stored, with};

/// An entity with every kind of unique field: required, optional, within a scope, two together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "member-{member_id}", sk = "_root")]
#[lookup(unique, name = "by_email", pk = "email-{email}", sk = "_root")]
#[entity(unique(club, badge))]
struct Member {
    member_id: u64,
    #[entity(unique)]
    user_name: String,
    email: String,
    club: u32,
    #[entity(null)]
    badge: Option<u32>,
    #[entity(null, unique(scope = club))]
    nick: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "members", type_attribute = "type")]
enum Members {
    Member(Member),
}

fn member(member_id: u64, user_name: &str) -> Member {
    let email = format!("{member_id}@example.org");
    Member { member_id, user_name: user_name.to_owned(), email, club: 1, badge: None, nick: None }
}

/// A marker as it is stored, by hand.
fn marker(pk: &str, fields: &str, member_id: u64) -> Item {
    let owner = item(&format!("member-{member_id}"), "_root");
    let marker = with(item(pk, "_unique"), "type", s(&format!("Member.unique.{fields}")));
    with(marker, "_owner", aws_sdk_dynamodb::types::AttributeValue::M(owner))
}

/// The copies and markers that belong to an item; `None` for a copy or a marker.
fn satellites(item: &Item) -> Option<Vec<Item>> {
    if item.get("type") != Some(&s("Member")) {
        return None;
    }
    let Members::Member(member) = Members::from_item(item.clone()).unwrap();
    let id = member.member_id;
    let owner = crate::support::raw::item(&format!("member-{id}"), "_root");
    let mut copy = with(item.clone(), "pk", s(&format!("email-{}", member.email)));
    copy.insert("type".to_owned(), s("Member.by_email"));
    copy.insert("_owner".to_owned(), aws_sdk_dynamodb::types::AttributeValue::M(owner));
    copy.remove("_revision");
    let mut all = vec![copy];
    let name = member.user_name.replace('%', "%25").replace('#', "%23");
    all.push(marker(&format!("Member.unique.user_name#{name}"), "user_name", id));
    if let Some(badge) = member.badge {
        let pk = format!("Member.unique.club+badge#{}#{badge}", member.club);
        all.push(marker(&pk, "club+badge", id));
    }
    if let Some(nick) = member.nick {
        all.push(marker(&format!("Member.unique.nick#{}#{nick}", member.club), "nick", id));
    }
    Some(all)
}

/// The missing and the superfluous items.
fn astray(stored: &Stored) -> Vec<String> {
    crate::support::store::astray(stored, satellites)
}

fn violates(sent: Result<(), Error>, field: &str) {
    let error = sent.unwrap_err();
    assert!(error.is_unique_violation() && !error.is_already_exists(), "{error}");
    assert_eq!((error.unique_field(), error.entity()), (Some(field), Some("Member")), "{error}");
    assert!(!error.is_outcome_unknown() && error.to_string().contains(field), "{error}");
}

/// An item as it was before anything was unique.
fn old(member_id: u64, user_name: &str) -> Item {
    let item = with(item(&format!("member-{member_id}"), "_root"), "type", s("Member"));
    let id = i64::try_from(member_id).unwrap();
    let item = with(with(item, "member_id", n(id)), "user_name", s(user_name));
    let item = with(with(item, "email", s(&format!("{member_id}@example.org"))), "club", n(1));
    let null = || aws_sdk_dynamodb::types::AttributeValue::Null(true);
    with(with(item, "badge", null()), "nick", null())
}
