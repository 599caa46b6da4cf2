//! Keys of years, months and hours.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use dynamodel::{Entity, Table, TableClient};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::support::world::table;

/// The partitions are months, and the sort keys start with hours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_month", pk = "events-{at:month}", sk = "{at:hour}#{id}")]
#[lookup(name = "of_day", pk = "day-{at:date}", sk = "{at:month}#{at:hour}#{id}")]
#[key(index = "gsi1", name = "of_kind", pk = "{kind}", sk = "{at:year}#{id}")]
#[key(index = "gsi2", name = "due", pk = "{kind}", sk = "{due:month}")]
struct Event {
    id: u32,
    kind: String,
    at: Timestamp,
    due: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "events", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
enum Events {
    Event(Event),
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn event(id: u32, at: &str, due: Option<Date>) -> Event {
    Event { id, kind: "talk".to_owned(), at: self::at(at), due }
}

fn events() -> [Event; 4] {
    [
        event(1, "2023-12-31T23:59:59.999999999Z", Some(date(2024, 1, 31))),
        event(2, "2024-01-01T00:00:00Z", Some(date(2024, 2, 1))),
        event(3, "2024-01-01T01:30:00Z", Some(date(2024, 2, 29))),
        event(4, "2024-02-29T12:00:00Z", None),
    ]
}

async fn filled() -> TableClient<Events> {
    let table = table::<Events>().await;
    for event in events() {
        event.create().send(&table).await.unwrap();
    }
    table
}

#[tokio::test]
async fn any_day_of_a_month_selects_its_partition() {
    let table = filled().await;
    let [last, first, second, leap] = events();
    for day in [1, 17, 31] {
        let found = Event::of_month(date(2024, 1, day)).all(&table).await.unwrap();
        assert_eq!(found, [first.clone(), second.clone()]);
    }
    assert_eq!(Event::of_month(date(2023, 12, 1)).all(&table).await.unwrap(), [last]);
    assert_eq!(Event::of_day(date(2024, 2, 29)).all(&table).await.unwrap(), [leap]);
}

#[tokio::test]
async fn key_is_the_date_and_the_hour() {
    let table = filled().await;
    let key = Event::key(date(2024, 1, 20), &at("2024-01-01T01:59:00Z"), 3).unwrap();
    assert_eq!((key.pk(), key.sk()), ("events-2024-01", Some("2024-01-01T01Z#0000000003")));
    let found = Event::get(date(2024, 1, 1), &at("2024-01-01T01:00:00Z"), 3).send(&table).await.unwrap();
    assert_eq!(found, Some(events()[2].clone()));
    assert_eq!(Event::decode_key("events-2024-01", "2024-01-01T01Z#0000000003").unwrap(), (3,));
    assert!(Event::decode_key("events-2024-1", "2024-01-01T01Z#0000000003").is_err());
    assert!(Event::decode_key("events-2024-01", "2024-01-01T01#0000000003").is_err());
}

#[tokio::test]
async fn ranges_hold_whole_units() {
    let table = filled().await;
    let [last, first, second, leap] = events();
    let of_month = || Event::of_month(date(2024, 1, 1));
    let hour = |hour: &str| at(&format!("2024-01-01T{hour}Z"));
    let hours = of_month().range(hour("01:00:00")..hour("02:00:00")).all(&table).await.unwrap();
    assert_eq!(hours, std::slice::from_ref(&second));
    let hours = of_month().range(hour("00:00:00")..=hour("01:59:59.999999999")).all(&table).await.unwrap();
    assert_eq!(hours, [first.clone(), second.clone()]);

    let of_kind = || Event::of_kind("talk");
    let years = of_kind().range(date(2024, 1, 1)..).all(&table).await.unwrap();
    assert_eq!(years, [first.clone(), second.clone(), leap]);
    let years = of_kind().range(..=date(2023, 12, 31)).all(&table).await.unwrap();
    assert_eq!(years, std::slice::from_ref(&last));
    assert_eq!(
        of_kind().prefix((date(2024, 7, 5), 3)).all(&table).await.unwrap(),
        std::slice::from_ref(&second)
    );

    let due = || Event::due("talk");
    let months = due().range(date(2024, 1, 1)..date(2024, 2, 1)).all(&table).await.unwrap();
    assert_eq!(months, [last]);
    let mut months = due().range(date(2024, 2, 1)..=date(2024, 2, 29)).all(&table).await.unwrap();
    months.sort_by_key(|event| event.id);
    assert_eq!(months, [first, second]);
}

#[tokio::test]
async fn range_that_divides_a_unit_is_refused() {
    let table = filled().await;
    let due = || Event::due("talk");
    for (query, names) in [
        (due().range(date(2024, 1, 2)..), "starts within a month"),
        (
            due().range(..date(2024, 1, 31)),
            "ends within a month, and the key holds whole ones: end it before the first day",
        ),
        (due().range(..=date(2024, 2, 28)), "ends within a month"),
    ] {
        let error = query.all(&table).await.unwrap_err();
        assert!(error.is_invalid_key() && error.to_string().contains(names), "{error}");
    }
    let within = Event::of_kind("talk").range(date(2024, 2, 1)..).all(&table).await.unwrap_err();
    assert!(within.to_string().contains("starts within a year"), "{within}");
    let query = Event::of_month(date(2024, 1, 1)).range(at("2024-01-01T01:30:00Z")..);
    let within = query.all(&table).await.unwrap_err();
    assert!(within.to_string().contains("starts within an hour"), "{within}");
}
