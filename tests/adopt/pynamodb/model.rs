//! The entities of `PynamoDB`'s table.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use std::collections::{BTreeMap, BTreeSet};

use dynamodel::{Collection, Entity, Number, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::forms::Bytes;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Address {
    city: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    street: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zip: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "USER#{user_id}", sk = "USER")]
#[key(index = "gsi1", name = "by_name", pk = "USERS", sk = "{name:upper}#{user_id}")]
pub(super) struct User {
    pub(super) user_id: String,
    #[entity(unique(pk = "EMAIL#{email:lower:any}", sk = "EMAIL"))]
    pub(super) email: String,
    name: String,
    role: String,
    pub(super) logins: u64,
    verified: bool,
    phones: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Address>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) avatar: Option<Bytes>,
    /// `JSONAttribute`: the text, since another program may write the same value with other spaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) prefs: Option<String>,
    #[serde(with = "dynamodel::number_set")]
    pub(super) scores: BTreeSet<Number>,
    #[serde(with = "dynamodel::string_set")]
    tags: BTreeSet<String>,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    pub(super) created_at: Timestamp,
    #[entity(version)]
    version: u64,
}

/// An element of a list of strings and numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Feature {
    Number(u64),
    Text(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Settings {
    /// Stored as NULL.
    beta: Option<bool>,
    limits: BTreeMap<String, Number>,
    theme: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "ORG#{slug}", sk = "ORG")]
#[key(index = "gsi1", name = "by_plan", pk = "ORGS", sk = "{plan}#{slug}")]
#[entity(type_name = "Org")]
pub(super) struct Organization {
    pub(super) slug: String,
    name: String,
    plan: String,
    pub(super) member_count: u64,
    features: Vec<Feature>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<Settings>,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    created_at: Timestamp,
}

/// Its key in `gsi1` holds `NONE` for no date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "in_org", pk = "ORG#{org}", sk = "TASK#{number:06}")]
#[key(index = "gsi1", name = "due", pk = "ORG#{org}#{status}", sk = "{due:us}#{number:06}", when(due = some))]
#[key(index = "gsi1", name = "undated", pk = "ORG#{org}#{status}", sk = "NONE#{number:06}", when(due = none))]
#[key(index = "by_assignee", name = "of_assignee", pk = [assignee], sk = [due])]
pub(super) struct Task {
    pub(super) org: String,
    pub(super) number: u32,
    pub(super) title: String,
    pub(super) status: String,
    pub(super) assignee: Option<String>,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    pub(super) due: Option<Timestamp>,
    pub(super) points: Option<Number>,
    #[serde(with = "dynamodel::string_set")]
    labels: BTreeSet<String>,
    #[entity(ttl)]
    expires: Option<u64>,
    #[entity(version)]
    version: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_task", pk = "ORG#{org}", sk = "TASK#{number:06}#{at:us}")]
#[key(index = "gsi1", name = "by_author", pk = "AUTHOR#{author}", sk = "{at:us}")]
pub(super) struct Comment {
    pub(super) org: String,
    pub(super) number: u32,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    pub(super) at: Timestamp,
    pub(super) author: String,
    pub(super) text: String,
    reactions: Option<BTreeMap<String, u64>>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "pynamodb", type_attribute = "cls", ttl_attribute = "expires")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "by_assignee", pk = "assignee", sk = "due")]
pub(super) enum Tracker {
    User(User),
    Organization(Organization),
    Task(Task),
    Comment(Comment),
}

/// The tasks in one state, from the first date to those without one.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_status", pk = "ORG#{org}#{status}")]
pub(super) enum StatusTask {
    #[pattern(TaskDue)]
    Due(Task),
    #[pattern(TaskUndated)]
    Undated(Task),
}

/// A claim of an e-mail, as an entity that is only read. Its key is that of the marker of a [`User`], so it is in a table
/// type of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "EMAIL#{email:lower:any:exact}", sk = "EMAIL")]
pub(super) struct EmailClaim {
    #[entity(in_key)]
    pub(super) email: String,
    pub(super) user_id: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "pynamodb", type_attribute = "cls")]
pub(super) enum Claims {
    EmailClaim(EmailClaim),
}
