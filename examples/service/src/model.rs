//! The entities of the tracker. Each partition key starts with the tenant, so no query of one tenant can reach the items of
//! another: a tenant or project with the delimiter `#` is an invalid key.

use dynamodel::{Entity, KeySegment};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

/// A customer of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, KeySegment)]
pub struct TenantId(pub String);

/// The state of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It needs work.
    Open,
    /// It is done.
    Closed,
}

/// A person in a tenant. Two tenants may have a user with the same e-mail address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "{tenant}", sk = "user#{login}")]
#[lookup(unique, name = "by_email", pk = "{tenant}", sk = "email#{email:any}")]
pub struct User {
    /// The tenant of the user.
    pub tenant: TenantId,
    /// The name that the user logs in with.
    pub login: String,
    /// The address, which no other user of the tenant has.
    pub email: String,
}

/// A project, with the number of its latest issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "{tenant}", sk = "project#{project}")]
pub struct Project {
    /// The tenant of the project.
    pub tenant: TenantId,
    /// The name of the project.
    pub project: String,
    /// The number of the latest issue.
    #[serde(default)]
    pub issues: u32,
}

/// An issue of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_project", pk = "{tenant}#{project}", sk = "issue#{number}")]
#[key(index = "by_status", name = "by_status", pk = "{tenant}#{project}#{status}", sk = "{number}")]
#[entity(draft(name = "NewIssue", derive(Clone, Debug)))]
pub struct Issue {
    /// The tenant of the issue.
    pub tenant: TenantId,
    /// The project of the issue.
    pub project: String,
    /// The number of the issue in its project, from 1.
    pub number: u32,
    /// One line.
    pub title: String,
    /// The state.
    pub status: Status,
    /// Counts the changes; the `ETag`.
    #[entity(version)]
    pub version: u64,
    /// The time of the first write.
    #[entity(created_at)]
    pub created_at: Timestamp,
    /// The time of the latest write.
    #[entity(updated_at)]
    pub updated_at: Timestamp,
}

/// A comment on an issue. A ULID starts with its time, so comments sort by time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_issue", pk = "{tenant}#{project}", sk = "comment#{number}#{comment_id}")]
pub struct Comment {
    /// The tenant of the issue.
    pub tenant: TenantId,
    /// The project of the issue.
    pub project: String,
    /// The number of the issue.
    pub number: u32,
    /// The identifier, with the time of the comment.
    pub comment_id: Ulid,
    /// The login of the author.
    pub author: String,
    /// The text.
    pub text: String,
}

/// The table of the service.
#[derive(Clone, Debug, PartialEq, dynamodel::Table)]
#[table(name = "tracker", type_attribute = "type")]
#[index(name = "by_status", pk = "gsi1pk", sk = "gsi1sk")]
pub enum Tracker {
    /// A person.
    User(User),
    /// A project.
    Project(Project),
    /// An issue.
    Issue(Issue),
    /// A comment.
    Comment(Comment),
}
