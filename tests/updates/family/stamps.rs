//! Versions, and times that the library fills in, one of them in the key of an index.

use dynamodel::{Entity, Table};
use jiff::Timestamp;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::values::{option, text, word};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
#[key(index = "gsi1", name = "newest", pk = "notes", sk = "{changed}#{id}")]
#[key(index = "gsi2", name = "of_author", pk = "author-{author}", sk = "{made}#{id}")]
struct Note {
    id: u64,
    text: String,
    author: Option<String>,
    #[entity(version)]
    version: u64,
    #[entity(created_at)]
    made: Option<Timestamp>,
    #[entity(updated_at)]
    changed: Timestamp,
}

/// With copies, in which both stand too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "page-{id}", sk = "_root")]
#[lookup(name = "by_owner", pk = "owner-{owner}-pages", sk = "{id}")]
#[lookup(name = "by_change", pk = "changed-{changed:date}", sk = "{id}", project(keys_only))]
struct Page {
    id: u64,
    owner: u64,
    text: String,
    #[entity(version)]
    version: u32,
    #[entity(updated_at)]
    changed: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
enum Notes {
    Note(Note),
    Page(Page),
}

case!(stamped: Note in Notes, |note| (note.id), {
    id: key = any::<u64>(),
    text: set = text(),
    author: loaded = option(word()),
    version: filled = Just(0),
    made: filled = Just(None),
    changed: filled = Just(Timestamp::UNIX_EPOCH),
});

case!(stamped_with_copies: Page in Notes, |page| (page.id), {
    id: key = any::<u64>(),
    owner: loaded = any::<u64>(),
    text: loaded = text(),
    version: filled = Just(0),
    changed: filled = Just(Timestamp::UNIX_EPOCH),
});
