//! Fields that only index keys hold.

use dynamodel::{Entity, Table};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::values::{option, text, word};

/// Alone in a key, beside another in one attribute, and beside a stored field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "shipment-{id}", sk = "_root")]
#[key(index = "gsi1", name = "at_dock", pk = "w-{warehouse}-{dock}", sk = "{status}")]
#[key(index = "gsi2", name = "of_carrier", pk = "carrier-{carrier}", sk = "{id}")]
struct Shipment {
    id: u32,
    #[entity(in_key)]
    warehouse: u16,
    #[entity(in_key)]
    #[serde(rename = "at")]
    dock: String,
    status: String,
    #[entity(in_key)]
    carrier: Option<String>,
    text: String,
}

case!(in_index: Shipment in Docks, |shipment| (shipment.id), {
    id: key = any::<u32>(),
    warehouse: loaded = any::<u16>(),
    dock: loaded = word(),
    status: loaded = word(),
    carrier: set = option(word()),
    text: set = text(),
});

/// Copied by a lookup, in the key of another, unique, and with a version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "parcel-{id}", sk = "_root")]
#[key(index = "gsi1", name = "at_dock", pk = "w-{warehouse}", sk = "{dock}")]
#[lookup(name = "by_text", pk = "text-{label}", sk = "{id}")]
#[lookup(name = "at_warehouse", pk = "at-{warehouse}", sk = "{id}", project(include(dock)))]
struct Parcel {
    id: u32,
    #[entity(in_key)]
    warehouse: u16,
    #[entity(in_key, unique)]
    dock: String,
    label: String,
    #[entity(version)]
    version: u64,
}

case!(in_index_with_copies: Parcel in Docks, |parcel| (parcel.id), {
    id: key = any::<u32>(),
    warehouse: loaded = any::<u16>(),
    dock: loaded = word(),
    label: loaded = word(),
    version: filled = Just(0_u64),
});

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "docks", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
enum Docks {
    Shipment(Shipment),
    Parcel(Parcel),
}
