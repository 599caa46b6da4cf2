//! The number of requests of a sharded query, and its failures.

use std::time::Duration;

use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::shards::model::{Event, Events, events};
use crate::support::world::{faulty, on};
use dynamodel::testing::{Fault, Faults, When};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "all_ticks", pk = "TICK{shard}", sk = "{id}", shards = 200)]
struct Tick {
    id: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "ticks", type_attribute = "kind")]
enum Ticks {
    Tick(Tick),
}

const DAY: &str = "2020-01-01";

fn backwards() -> std::ops::Range<u32> {
    let (from, to) = (5, 2);
    from..to
}

async fn filled() -> (Faults, TableClient<Events>) {
    let (faults, plain) = faulty::<Events>().await;
    for event in events() {
        event.put().send(&plain).await.unwrap();
    }
    let table = on::<Events>(faults.client());
    (faults, table)
}

#[tokio::test]
async fn a_page_is_one_request_of_each_shard() {
    let (faults, table) = filled().await;
    let requests = || {
        let count = faults.operations().iter().filter(|operation| *operation == "Query").count();
        faults.reset();
        count
    };
    assert_eq!(Event::of_day(DAY).all(&table).await.unwrap().len(), 16);
    assert_eq!(requests(), 5);
    let page = Event::of_day(DAY).take(3).page(&table).await.unwrap();
    assert_eq!(requests(), 5);
    Event::of_day(DAY).page_size(2).after(page.cursor).page(&table).await.unwrap();
    assert_eq!(requests(), 5);
    Event::by_status("open").first(&table).await.unwrap();
    assert_eq!(requests(), 3);
    assert_eq!(Event::all_events().count(&table).await.unwrap(), 16);
    assert_eq!(requests(), 11);
    Event::of_day(DAY).range(backwards()).all(&table).await.unwrap();
    assert_eq!(requests(), 0);
    assert_eq!(Event::of_day(DAY).requests(&table).unwrap().len(), 5);
    assert!(Event::of_day(DAY).range(backwards()).requests(&table).unwrap_err().is_empty_range());
}

#[tokio::test]
async fn sixteen_shards_are_asked_at_the_same_time() {
    let (faults, _) = faulty::<Ticks>().await;
    faults.always("Query", Fault::Hang);
    let table = on::<Ticks>(faults.client());
    let mut stream = Tick::all_ticks().stream(&table);
    assert!(tokio::time::timeout(Duration::from_millis(200), stream.try_next()).await.is_err());
    assert_eq!(faults.attempts().len(), 16);
}

#[tokio::test]
async fn one_shard_that_cannot_be_read_fails_the_query() {
    let (faults, table) = filled().await;
    faults.on("Query", When::Nth(3), Fault::error(400, "ValidationException"));
    assert!(Event::of_day(DAY).page(&table).await.is_err());
    faults.reset();
    faults.on("Query", When::Nth(7), Fault::error(400, "ValidationException"));
    let mut stream = Event::of_day(DAY).page_size(1).stream(&table);
    let mut count = 0;
    let error = loop {
        match stream.try_next().await {
            Ok(Some(_)) => count += 1,
            Ok(None) => panic!("the error is lost"),
            Err(error) => break error,
        }
    };
    assert!(count > 0 && error.code().is_some(), "{error}");
    assert!(stream.try_next().await.unwrap().is_none());
}
