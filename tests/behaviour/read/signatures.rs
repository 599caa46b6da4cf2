//! Functions that name the types of queries and of operations.

use std::ops::Range;

use dynamodel::op::{AccessPattern, Closed, Query, ReadSource, Sending};
use dynamodel::{Entity, Holds, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name(readings, type = ReadingsOfSensor), pk = "sensor-{sensor}", sk = "{year}#{seq}")]
struct Reading {
    sensor: String,
    year: u16,
    seq: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_day", pk = "envelope-{day}", sk = "envelope-{id}")]
struct Envelope<T> {
    day: u16,
    id: u32,
    content: T,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "readings", type_attribute = "entity_type")]
enum Readings {
    Reading(Reading),
    Letter(Envelope<String>),
}

fn reading(year: u16, seq: u32) -> Reading {
    Reading { sensor: "roof".to_owned(), year, seq }
}

fn of_years(years: Option<Range<u16>>) -> Query<ReadingsOfSensor, Closed> {
    Reading::readings("roof").range_if(years)
}

fn of_year(year: Option<u16>) -> Query<ReadingsOfSensor, Closed> {
    Reading::readings("roof").prefix_if(year)
}

fn newest<A, T>(query: Query<A, Closed>, table: &TableClient<T>) -> Sending<Option<A::Entity>>
where
    A: AccessPattern<Item = <A as ReadSource>::Entity>,
    T: Holds<A::Entity>,
{
    query.rev().first(table)
}

#[tokio::test]
async fn optional_prefix_or_range_selects_items_of_one_query_type() {
    let table = table::<Readings>().await;
    let all = [reading(2023, 1), reading(2024, 1), reading(2024, 2), reading(2025, 1)];
    for reading in &all {
        reading.create().send(&table).await.unwrap();
    }
    assert_eq!(of_years(None).all(&table).await.unwrap(), all);
    assert_eq!(of_years(Some(2023..2025)).all(&table).await.unwrap(), all[..3]);
    assert_eq!(of_year(None).all(&table).await.unwrap(), all);
    assert_eq!(of_year(Some(2024)).all(&table).await.unwrap(), all[1..3]);
}

#[tokio::test]
async fn helper_reads_any_access_pattern() {
    let table = table::<Readings>().await;
    let letter = |id| Envelope { day: 7, id, content: "hello".to_owned() };
    for id in [1, 2] {
        letter(id).create().send(&table).await.unwrap();
        reading(2024, id).create().send(&table).await.unwrap();
    }
    assert_eq!(newest(of_year(Some(2024)), &table).await.unwrap(), Some(reading(2024, 2)));
    let letters: Query<EnvelopeOfDay<String>> = Envelope::of_day(7);
    assert_eq!(newest(letters.closed(), &table).await.unwrap(), Some(letter(2)));
}

#[test]
fn access_pattern_names_its_function() {
    assert_eq!(ReadingsOfSensor::NAME, "readings");
    assert_eq!(EnvelopeOfDay::<String>::NAME, "of_day");
}
