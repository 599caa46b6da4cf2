//! The merged order is that of one partition.

use dynamodel::Entity as _;

use crate::shards::model::{Event, Whole, Wholes, events, filled};
use crate::support::raw::{item, s};
use crate::support::store::{with, write};
use crate::support::world::table;

#[tokio::test]
async fn the_shards_are_read_as_one_partition() {
    let wholes = table::<Wholes>().await;
    let table = filled(&events()).await;
    for event in events() {
        Whole::from(event).put().send(&wholes).await.unwrap();
    }
    let day = "2020-01-01";
    let expected = Whole::of_day(day).all(&wholes).await.unwrap();
    let same = |events: Vec<Event>| events.into_iter().map(Whole::from).collect::<Vec<_>>();
    assert_eq!(expected.len(), 16);
    assert_eq!(same(Event::of_day(day).all(&table).await.unwrap()), expected);
    let backward = Whole::of_day(day).rev().all(&wholes).await.unwrap();
    assert_eq!(same(Event::of_day(day).rev().all(&table).await.unwrap()), backward);
    assert_eq!(same(Event::of_day(day).consistent().all(&table).await.unwrap()), expected);

    let expected = Whole::of_day(day).range(2..4).all(&wholes).await.unwrap();
    assert_eq!(same(Event::of_day(day).range(2..4).all(&table).await.unwrap()), expected);
    assert_eq!(Event::of_day(day).range(2..4).count(&table).await.unwrap(), expected.len());
    let expected = Whole::of_day(day).prefix(4).all(&wholes).await.unwrap();
    assert_eq!(same(Event::of_day(day).prefix(4).all(&table).await.unwrap()), expected);
    let expected = Whole::of_day(day).filter(Whole::FIELDS.status.eq("open")).all(&wholes).await.unwrap();
    let open = Event::of_day(day).filter(Event::FIELDS.status.eq("open"));
    assert_eq!(same(open.all(&table).await.unwrap()), expected);
    let first = Event::of_day(day).rev().first(&table).await.unwrap();
    assert_eq!(first.map(Whole::from), backward.first().cloned());
    assert_eq!(Event::of_day(day).count(&table).await.unwrap(), 16);
    assert_eq!(Event::of_day(day).take(7).count(&table).await.unwrap(), 7);
    assert_eq!(Event::of_day("2020-01-02").first(&table).await.unwrap(), None);
    let (from, to) = (7, 3);
    assert_eq!(Event::of_day(day).range(from..to).all(&table).await.unwrap(), []);
}

#[tokio::test]
async fn a_malformed_item_comes_behind_those_of_all_shards_before_it() {
    let table = filled(&events()).await;
    let before = Event::of_day("2020-01-01").prefix(4).all(&table).await.unwrap();
    let last = before.last().unwrap();
    let (at, id) = (last.at, last.id + 1);
    let broken = item("DAY#2020-01-01#1", &format!("{at:010}#{id:020}"));
    write(&table, with(broken, "kind", s("Event"))).await;
    let mut stream = Event::of_day("2020-01-01").prefix(4).stream(&table);
    for event in before {
        assert_eq!(stream.try_next().await.unwrap(), Some(event));
    }
    assert!(stream.try_next().await.unwrap_err().is_malformed_item());
    assert_eq!(stream.try_next().await.unwrap(), None);
}
