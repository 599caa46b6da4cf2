//! The shapes of a table: boxes, instances, shared keys, other attributes, no sort key, numbers.
#![deny(warnings, missing_docs, unreachable_pub, clippy::pedantic)]

use dynamodel::{Entity, Holds, KeyKind, Table};
use serde::{Deserialize, Serialize};

/// Someone.
#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "party-{id}", sk = "_root")]
pub struct User {
    /// His number.
    pub id: u64,
}

/// Some.
#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "party-{id}", sk = "_root")]
#[lookup(name = "by_name", pk = "organizations", sk = "{name}#{id}")]
pub struct Organization {
    /// Their number.
    pub id: u64,
    /// Their name.
    pub name: String,
}

/// What happened.
#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "party-{of}", sk = "log#{number}")]
#[serde(bound = "")]
pub struct Log<T: Send + Sync + 'static> {
    /// To whom.
    pub of: u64,
    /// In which order.
    pub number: u64,
    #[serde(skip)]
    what: core::marker::PhantomData<T>,
}

/// Everything.
#[derive(Table)]
#[table(name = "parties", type_attribute = "kind", pk = "PK", sk = "#sk", shared(User, Organization))]
#[table(revision_attribute = "rev")]
pub enum Parties {
    /// Someone.
    User(User),
    /// Some.
    Organization(Box<Organization>),
    /// What happened to them.
    Log(Log<User>),
}

/// A reading.
#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "{id}")]
pub struct Reading {
    /// When.
    pub id: i64,
}

/// All readings, typed by their keys.
#[derive(Table)]
#[table(name = "readings", pk_type = N, sk = none)]
pub(crate) enum Readings {
    /// One.
    Reading(Reading),
}

const _: () = assert!(<Parties as Holds<Log<User>>>::INDEX == 2);
const _: () = assert!(<Parties as Holds<User>>::SHARED && !<Parties as Holds<Log<User>>>::SHARED);
// A user shares his key, a log lies behind its own literal.
const _: () = assert!(<Parties as Holds<User>>::MIXED == 0b1);
const _: () = assert!(<Parties as Holds<Log<User>>>::MIXED == 0);
const _: () = assert!(<Parties as Holds<Organization>>::MIXED == 0b01);
const _: () = assert!(matches!(Readings::META.pk.kind, KeyKind::Number) && Readings::META.sk.is_none());

fn main() {
    assert_eq!((Parties::META.name, Parties::META.pk.name), ("parties", "PK"));
    assert_eq!(Parties::META.sk.map(|sk| sk.name), Some("#sk"));
    assert_eq!(Parties::META.revision_attribute, "rev");
    assert!(matches!(Parties::from(User { id: 7 }), Parties::User(User { id: 7 })));
    let organization = Organization { id: 7, name: "seven".to_owned() };
    assert!(matches!(Parties::from(organization), Parties::Organization(_)));
    assert!(matches!(Readings::from(Reading { id: -7 }), Readings::Reading(_)));
    let _ = (Parties::scan(), Parties::table);
}
