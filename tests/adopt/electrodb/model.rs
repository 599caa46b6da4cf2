//! The entities of `ElectroDB`'s table.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use std::collections::{BTreeMap, BTreeSet};

use dynamodel::{Collection, Entity, KeySegment, Number, Table};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The version of a model.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum First {
    #[serde(rename = "1")]
    V1,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Second {
    #[serde(rename = "2")]
    V2,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    Admin,
    Member,
    Guest,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Status {
    Open,
    InProgress,
    Closed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Address {
    city: String,
    street: String,
    zip: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[key(pk = "$tracker#userid_{user_id:lower}", sk = "$user_1")]
#[key(
    index = "gsi1pk-gsi1sk-index",
    name = "in_org",
    pk = "$tracker#orgid_{org_id:lower}",
    sk = "$organization#user_1#role_{role}#name_{name:lower:any}"
)]
#[key(
    index = "gsi2pk-gsi2sk-index",
    name = "by_email",
    pk = "$tracker#email_{email:lower:any}",
    sk = "$user_1"
)]
#[entity(type_name = "user")]
pub(super) struct User {
    pub(super) user_id: String,
    pub(super) org_id: String,
    #[entity(unique(pk = "$tracker#value_{email:lower:any}", sk = "$constraint_1#name_email#entity_user"))]
    pub(super) email: String,
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) logins: u64,
    verified: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    phones: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Address>,
    #[serde(with = "dynamodel::string_set")]
    skills: BTreeSet<String>,
    created_at: u64,
    updated_at: u64,
    #[serde(rename = "__edb_v__")]
    model: First,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Settings {
    beta: Vec<String>,
    limits: BTreeMap<String, Number>,
    theme: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[key(pk = "$tracker#orgid_{org_id:lower}", sk = "$org_1")]
#[key(
    index = "gsi1pk-gsi1sk-index",
    name = "in_org",
    pk = "$tracker#orgid_{org_id:lower}",
    sk = "$organization#org_1#name_{name:lower:any}"
)]
#[key(
    index = "gsi2pk-gsi2sk-index",
    name = "by_plan",
    pk = "$tracker#plan_{plan:lower}",
    sk = "$org_1#country_{country:lower}#name_{name:lower:any}"
)]
#[entity(type_name = "org")]
pub(super) struct Org {
    pub(super) org_id: String,
    pub(super) name: String,
    plan: String,
    country: String,
    pub(super) task_seq: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<Settings>,
    created_at: String,
    #[serde(rename = "__edb_v__")]
    model: First,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Check {
    done: bool,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[key(
    name = "in_project",
    pk = "$tracker#orgid_{org_id:lower}#project_{project:lower}",
    sk = "$thread#task_2#number_{number:06}"
)]
#[key(
    index = "gsi1pk-gsi1sk-index",
    name = "by_status",
    pk = "$tracker#orgid_{org_id:lower}#status_{status}",
    sk = "$task_2#due_{due}#number_{number:06}"
)]
#[key(
    index = "gsi2pk-gsi2sk-index",
    name = "open_of",
    pk = "$tracker#assignee_{assignee:lower:any}",
    sk = "$workload#task_2#status_open#due_{due}",
    when(status = Status::Open)
)]
#[key(
    index = "gsi2pk-gsi2sk-index",
    name = "in_progress_of",
    pk = "$tracker#assignee_{assignee:lower:any}",
    sk = "$workload#task_2#status_in-progress#due_{due}",
    when(status = Status::InProgress)
)]
#[entity(type_name = "task")]
pub(super) struct Task {
    pub(super) org_id: String,
    pub(super) project: String,
    pub(super) number: u32,
    pub(super) title: String,
    pub(super) status: Status,
    pub(super) assignee: String,
    pub(super) due: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) points: Option<Number>,
    #[serde(with = "dynamodel::string_set")]
    labels: BTreeSet<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checklist: Option<Vec<Check>>,
    #[entity(ttl)]
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<u64>,
    updated_at: u64,
    #[serde(rename = "__edb_v__")]
    model: Second,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[key(
    name = "in_project",
    pk = "$tracker#orgid_{org_id:lower}#project_{project:lower}",
    sk = "$thread#comment_1#number_{number:06}#commentid_{comment_id:lower:any}"
)]
#[key(
    index = "gsi1pk-gsi1sk-index",
    name = "pinned",
    pk = "$tracker#pinnedby_{pinned_by:lower:any}",
    sk = "$comment_1#pinnedat_{pinned_at:lower:any}"
)]
#[key(
    index = "gsi2pk-gsi2sk-index",
    name = "by_author",
    pk = "$tracker#author_{author:lower:any}",
    sk = "$comment_1#createdat_{created_at:lower:any}"
)]
#[entity(type_name = "comment")]
pub(super) struct Comment {
    pub(super) org_id: String,
    pub(super) project: String,
    pub(super) number: u32,
    pub(super) comment_id: String,
    author: String,
    pub(super) text: String,
    created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pinned_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pinned_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reactions: Option<BTreeMap<String, u64>>,
    #[serde(rename = "__edb_v__")]
    model: First,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "electrodb", type_attribute = "__edb_e__", ttl_attribute = "expireAt")]
#[index(name = "gsi1pk-gsi1sk-index", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2pk-gsi2sk-index", pk = "gsi2pk", sk = "gsi2sk")]
pub(super) enum Tracker {
    User(User),
    Org(Org),
    Task(Task),
    Comment(Comment),
}

/// The tasks of an assignee that are not closed.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of", pk = "$tracker#assignee_{assignee}")]
pub(super) enum Workload {
    #[pattern(TaskInProgressOf)]
    InProgress(Task),
    #[pattern(TaskOpenOf)]
    Open(Task),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of", pk = "$tracker#orgid_{org_id}")]
pub(super) enum Organization {
    #[pattern(OrgInOrg)]
    Org(Org),
    #[pattern(UserInOrg)]
    User(User),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of", pk = "$tracker#orgid_{org_id}#project_{project}")]
pub(super) enum Thread {
    Comment(Comment),
    Task(Task),
}

/// A claim of a value, as an entity that is only read. Its key is that of the marker of a [`User`], so it is in a table
/// type of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(
    pk = "$tracker#value_{value:lower:any}",
    sk = "$constraint_1#name_{name:lower}#entity_{entity:lower:any}"
)]
#[entity(type_name = "constraint")]
pub(super) struct Constraint {
    pub(super) value: String,
    name: String,
    entity: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "electrodb", type_attribute = "__edb_e__")]
pub(super) enum Constraints {
    Constraint(Constraint),
}
