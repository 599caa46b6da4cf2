//! Lookups whose copies hold all of the item, some of it, or its keys.

use dynamodel::{Entity, Table};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::values::{option, text, word};

/// Copies of a part: what no copy has can be set by key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "clip-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_views", pk = "clips", sk = "{views}#{id}")]
#[lookup(name = "by_creator", pk = "user-{creator}", sk = "clip#{day:04}#{id}", project(include(title)))]
#[lookup(name = "by_day", pk = "day-{day}", sk = "clip#{id}", project(keys_only))]
struct Clip {
    id: u64,
    creator: u64,
    title: String,
    views: u64,
    day: u16,
    length: Option<u32>,
    notes: String,
}

/// Whole copies, of which one may be missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "film-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_year", pk = "films", sk = "{year}#{id}")]
#[lookup(name = "by_studio", pk = "studio-{studio}", sk = "{year}#{id}")]
#[lookup(name = "by_title", pk = "title-{title:escaped}", sk = "{id}")]
struct Film {
    id: u64,
    studio: Option<String>,
    title: String,
    year: u16,
    notes: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "films", type_attribute = "kind", revision_attribute = "_revision")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Films {
    Clip(Clip),
    Film(Film),
}

case!(lookups_of_parts: Clip in Films, |clip| (clip.id), {
    id: key = any::<u64>(),
    creator: loaded = any::<u64>(),
    title: loaded = text(),
    views: set = any::<u64>(),
    day: loaded = 0..1000_u16,
    length: set = option(any::<u32>()),
    notes: set = text(),
});

case!(lookups_of_all: Film in Films, |film| (film.id), {
    id: key = any::<u64>(),
    studio: loaded = option(word()),
    title: loaded = word(),
    year: loaded = any::<u16>(),
    notes: loaded = option(text()),
});
