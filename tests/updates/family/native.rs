//! Key attributes that are numbers or binary, and have the names of fields.

use dynamodel::{Entity, Table};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::values::{bytes, option, text};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "{number}", sk = "{digest}")]
#[key(index = "sizes", name = "by_size", pk = "{kind}", sk = "{size}")]
#[key(index = "seals", name = "by_seal", pk = "{seal}", sk = "{number}")]
struct Blob {
    number: u64,
    #[serde(with = "sequence")]
    digest: Vec<u8>,
    kind: u8,
    size: Option<i64>,
    #[serde(with = "sequence")]
    seal: Vec<u8>,
    label: Option<String>,
}

/// As a list, so that only the keys are binary.
mod sequence {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        Vec::deserialize(deserializer)
    }
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "blobs", type_attribute = "type", pk_type = N, sk_type = B)]
#[index(name = "sizes", pk = "sizes_pk", sk = "sizes_sk", pk_type = N, sk_type = N)]
#[index(name = "seals", pk = "seals_pk", sk = "seals_sk", pk_type = B, sk_type = N)]
enum Blobs {
    Blob(Blob),
}

case!(numbers_and_bytes: Blob in Blobs, |blob| (blob.number, &blob.digest), {
    number: key = any::<u64>(),
    digest: key = bytes(),
    kind: loaded = any::<u8>(),
    size: loaded = option(any::<i64>()),
    seal: loaded = bytes(),
    label: set = option(text()),
});

/// Both attributes are the fields', and so is that of an index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_sensor", pk = "{sensor}", sk = "{degrees}")]
#[key(index = "places", name = "at", pk = "{place}", sk = "{sensor}")]
struct Reading {
    sensor: String,
    degrees: i32,
    place: Option<String>,
    note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "readings", pk = "sensor", sk = "degrees", sk_type = N)]
#[index(name = "places", pk = "place", sk = "sensor")]
enum Readings {
    Reading(Reading),
}

case!(natural_names: Reading in Readings, |reading| (&reading.sensor, reading.degrees), {
    sensor: key = crate::values::word(),
    degrees: key = any::<i32>(),
    place: set = option(crate::values::word()),
    note: set = option(text()),
});
