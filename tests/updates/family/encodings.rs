//! Index keys whose segments are encoded: truncated, descending, scaled, in lower case.

use dynamodel::{Entity, KeySegment, Table};
use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::values::{option, time, word};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "lowercase")]
enum Unit {
    Celsius,
    Kelvin,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
struct Sensor(Uuid);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "sensor-{sensor}", sk = "{at:ms}")]
#[key(index = "gsi1", name = "by_day", pk = "day-{seen:date}-{unit}", sk = "{value:10.2}#{sensor}")]
#[key(index = "gsi2", name = "by_name", pk = "name-{name:lower}", sk = "{priority:04:desc}")]
#[key(index = "gsi3", name = "latest", pk = "all", sk = "{checked:unix:desc}#{sensor}")]
#[key(index = "gsi4", name = "by_letter", pk = "{letter}#{flag}")]
#[key(index = "gsi5", name = "of_month", pk = "{filed:month}", sk = "{due:year}#{filed:hour}#{sensor}")]
struct Measured {
    sensor: Sensor,
    at: Timestamp,
    seen: Timestamp,
    unit: Unit,
    value: Decimal,
    name: String,
    priority: u16,
    checked: Option<Timestamp>,
    letter: Option<char>,
    flag: bool,
    filed: Timestamp,
    due: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "measured", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
#[index(name = "gsi3", pk = "gsi3pk", sk = "gsi3sk")]
#[index(name = "gsi4", pk = "gsi4pk")]
#[index(name = "gsi5", pk = "gsi5pk", sk = "gsi5sk")]
enum Everything {
    Measured(Measured),
}

case!(encoded_segments: Measured in Everything, |found| (&found.sensor, &found.at), {
    sensor: key = any::<u128>().prop_map(|bits| Sensor(Uuid::from_u128(bits))),
    at: key = time(),
    seen: loaded = time(),
    unit: loaded = prop_oneof![Just(Unit::Celsius), Just(Unit::Kelvin)],
    value: loaded = (-1000..1000_i64).prop_map(|cents| Decimal::new(cents, 2)),
    name: loaded = word(),
    priority: loaded = 0..1000_u16,
    checked: set = option(time()),
    letter: loaded = option(prop_oneof![Just('a'), Just('\u{e9}')]),
    flag: loaded = any::<bool>(),
    filed: loaded = time(),
    due: loaded = option((2019..2023_i16, 1..13_i8).prop_map(|(year, month)| Date::constant(year, month, 3))),
});
