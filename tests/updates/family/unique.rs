//! Unique fields of every kind, and unique lookups.

use dynamodel::{Entity, Table};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::values::{option, text, word};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[entity(unique(tenant, badge))]
struct User {
    user_id: u64,
    #[entity(unique)]
    user_name: String,
    tenant: u32,
    badge: Option<u32>,
    #[entity(unique(scope = tenant))]
    nick: Option<String>,
    #[entity(unique(pk = "HANDLE#{handle:lower}", sk = "MARKER"))]
    handle: String,
    visits: u64,
}

/// Found by what is unique.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "firm-{firm_id}", sk = "_root")]
#[lookup(unique, name = "by_domain", pk = "domain-{domain}", sk = "_root")]
#[lookup(unique, name = "by_number", pk = "number-{number}", sk = "_root")]
struct Firm {
    firm_id: u64,
    domain: Option<String>,
    number: u32,
    title: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users", type_attribute = "kind")]
enum Users {
    User(User),
    Firm(Firm),
}

case!(unique_fields: User in Users, |user| (user.user_id), {
    user_id: key = any::<u64>(),
    user_name: loaded = text(),
    tenant: loaded = 0..5_u32,
    badge: loaded = option(0..5_u32),
    nick: loaded = option(text()),
    handle: loaded = word(),
    visits: set = any::<u64>(),
});

case!(unique_lookups: Firm in Users, |firm| (firm.firm_id), {
    firm_id: key = any::<u64>(),
    domain: loaded = option(word()),
    number: loaded = any::<u32>(),
    title: loaded = text(),
});
