//! Indexes and lookups that an item is in while a field has some value, several of them in one index.

use dynamodel::{Entity, KeySegment, Table};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::values::{option, text, word};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
enum Status {
    Open,
    Done,
    Dropped,
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![Just(Status::Open), Just(Status::Done), Just(Status::Dropped)]
}

const URGENT: u8 = 2;

/// In indexes alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "board", name = "open", pk = "team-{team}", sk = "open#{due}#{id}", when(status = Status::Open))]
#[key(index = "board", name = "done", pk = "team-{team}", sk = "done#{at}#{id}", when(status = Status::Done))]
#[key(index = "urgent", name = "urgent", pk = [team], sk = "{due}", when(priority = URGENT, archived_at = none))]
#[key(index = "archive", name = "archived", pk = "archive", sk = "{id}", when(archived_at = some, hidden = false))]
#[key(index = "flags", name = "flagged", pk = "flagged", sk = "{id}", when(flagged = true))]
#[key(index = "flags", name = "unflagged", pk = "unflagged", sk = "{id}", when(flagged = false))]
#[key(index = "shelf", name = "shelved", pk = "shelf-{shelf}", sk = "{id}", when(shelf = some))]
struct Task {
    id: u32,
    team: String,
    status: Status,
    due: u32,
    at: Option<u32>,
    priority: u8,
    hidden: bool,
    archived_at: Option<u64>,
    flagged: bool,
    shelf: Option<u8>,
    title: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tasks", type_attribute = "kind")]
#[index(name = "board", pk = "board_pk", sk = "board_sk")]
#[index(name = "urgent", pk = "team", sk = "urgent_sk")]
#[index(name = "archive", pk = "archive_pk", sk = "archive_sk")]
#[index(name = "flags", pk = "flags_pk", sk = "flags_sk")]
#[index(name = "shelf", pk = "shelf_pk", sk = "shelf_sk")]
enum Tasks {
    Task(Task),
}

case!(conditional_indexes: Task in Tasks, |task| (task.id), {
    id: key = any::<u32>(),
    team: loaded = word(),
    status: loaded = status(),
    due: loaded = any::<u32>(),
    at: loaded = option(any::<u32>()),
    priority: loaded = 1..4_u8,
    hidden: loaded = any::<bool>(),
    archived_at: loaded = option(any::<u64>()),
    flagged: set = any::<bool>(),
    shelf: set = option(any::<u8>()),
    title: set = text(),
});

/// With copies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "bug-{id}", sk = "_root")]
#[key(index = "board", name = "of_team", pk = "{team}", sk = "{id}", when(status = Status::Open))]
#[lookup(name = "by_assignee", pk = "assignee-{assignee}", sk = "{id}")]
#[lookup(name = "by_label", pk = "label-{label}", sk = "{id}", when(status = Status::Open, archived_at = none))]
struct Bug {
    id: u32,
    team: String,
    status: Status,
    label: String,
    assignee: Option<String>,
    archived_at: Option<u64>,
    title: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "bugs", type_attribute = "kind")]
#[index(name = "board", pk = "board_pk", sk = "board_sk")]
enum Bugs {
    Bug(Bug),
}

case!(conditional_lookups: Bug in Bugs, |bug| (bug.id), {
    id: key = any::<u32>(),
    team: loaded = word(),
    status: loaded = status(),
    label: loaded = word(),
    assignee: loaded = option(word()),
    archived_at: loaded = option(any::<u64>()),
    title: loaded = text(),
});
