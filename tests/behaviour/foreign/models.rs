//! One entity, the forms in which others store it, and the changes of it.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Entity, KeySegment, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::foreign::item_of;
use crate::support::raw::{Item, n, s};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
pub(super) enum State {
    #[serde(alias = "live", alias = "LIVE")]
    Live,
    Away,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, dynamodel::Document)]
#[serde(default)]
pub(super) struct Address {
    pub(super) city: String,
    pub(super) floor: Option<u8>,
}

/// Two of them are equal by their own account if they have one number.
#[derive(Clone, Debug, Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_state", pk = "state-{state}", sk = "{created_at}")]
pub(super) struct User {
    pub(super) id: u64,
    pub(super) name: String,
    #[serde(default)]
    pub(super) logins: u64,
    #[serde(default)]
    pub(super) nick: Option<String>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    #[serde(default)]
    pub(super) note: String,
    #[serde(default)]
    pub(super) address: Address,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) phone: Option<String>,
    #[serde(default)]
    pub(super) by_day: HashMap<String, Address>,
    pub(super) score: f32,
    pub(super) state: State,
    pub(super) created_at: Timestamp,
}

impl PartialEq for User {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
pub(super) enum Users {
    User(User),
}

pub(super) fn user() -> User {
    User {
        id: 1,
        name: "ann".to_owned(),
        logins: 0,
        nick: None,
        tags: Vec::new(),
        note: String::new(),
        address: Address::default(),
        phone: None,
        by_day: HashMap::new(),
        score: 0.1,
        state: State::Live,
        created_at: "2024-01-01T00:00:00Z".parse().unwrap(),
    }
}

fn map<const N: usize>(members: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(members.map(|(name, value)| (name.to_owned(), value)).into())
}

/// Items as other programs store them. All decode to [`user`], except where stated.
pub(super) fn forms() -> Vec<(&'static str, Item)> {
    let own = item_of::<User, Users>(&user());
    let form = |change: &dyn Fn(&mut Item)| {
        let mut item = own.clone();
        item.insert("legacy".to_owned(), s("kept"));
        change(&mut item);
        item
    };
    let with =
        |name: &str, value: AttributeValue| form(&|item| drop(item.insert(name.to_owned(), value.clone())));
    let older = form(&|item| {
        for name in ["logins", "nick", "tags", "note", "address", "by_day", "gsi1pk", "gsi1sk"] {
            item.remove(name);
        }
    });
    vec![
        ("our own", form(&|_| {})),
        ("older than its defaulted fields", older),
        ("an absent member", with("address", map([]))),
        (
            "an unknown member",
            with("address", map([("floor", AttributeValue::Null(true)), ("zip", s("8001"))])),
        ),
        ("a NULL for what is left out", with("phone", AttributeValue::Null(true))),
        ("more digits", with("score", AttributeValue::N("0.100000001490116".to_owned()))),
        ("an alias of a variant", with("state", s("live"))),
        ("a time with milliseconds", with("created_at", s("2024-01-01T00:00:00.000Z"))),
        ("a time of another zone", with("created_at", s("2024-01-01T02:00:00+02:00"))),
        ("members of maps", with("by_day", map([("mon", map([("zip", s("8001"))]))]))),
        ("a number with a point", with("logins", AttributeValue::N("0.0".to_owned()))),
        (
            "all of it",
            form(&|item| {
                item.extend([
                    ("address".to_owned(), map([("zip", s("8001"))])),
                    ("phone".to_owned(), AttributeValue::Null(true)),
                    ("state".to_owned(), s("LIVE")),
                    ("created_at".to_owned(), s("2024-01-01T00:00:00.0Z")),
                    ("size".to_owned(), n(3)),
                ]);
                item.remove("nick");
            }),
        ),
    ]
}

/// The name of a change, the change, and what another writer sets that does not go together with it.
pub(super) type Change = (&'static str, fn(&mut User), (&'static str, AttributeValue));

fn change(name: &'static str, by: fn(&mut User), other: &'static str, value: AttributeValue) -> Change {
    (name, by, (other, value))
}

pub(super) fn changes() -> Vec<Change> {
    let away = map([("city", s("b"))]);
    let day = |user: &mut User| drop(user.by_day.insert("tue".to_owned(), Address::default()));
    vec![
        change("number", |user| user.logins += 1, "logins", n(7)),
        change("option", |user| user.nick = Some("a".to_owned()), "nick", s("b")),
        change("list", |user| user.tags.push("a".to_owned()), "tags", AttributeValue::L(vec![s("b")])),
        change("text", |user| user.note.push('a'), "note", s("b")),
        change("member", |user| user.address.city.push('a'), "address", away.clone()),
        change("other member", |user| user.address.floor = Some(1), "address", away),
        change("left out", |user| user.phone = Some("1".to_owned()), "phone", s("2")),
        change("map", day, "by_day", map([("sun", map([]))])),
        change("float", |user| user.score = 2.0, "score", n(3)),
        change("key", |user| user.state = State::Away, "created_at", s("2025-01-01T00:00:00.000Z")),
        change("sort key", |user| user.created_at = Timestamp::UNIX_EPOCH, "state", s("Away")),
    ]
}

/// A text that differs between different values.
pub(super) fn told(user: &User) -> String {
    let User { name, logins, nick, tags, note, address, phone, score, state, created_at, .. } = user;
    let mut days: Vec<_> = user.by_day.iter().collect();
    days.sort_by_key(|(day, _)| (*day).clone());
    format!(
        "{name} {logins} {nick:?} {tags:?} {note} {address:?} {phone:?} {score} {state:?} {created_at} {days:?}"
    )
}
