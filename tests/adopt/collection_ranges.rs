//! Prefixes and ranges of collections: each query returns what a filter of all items in memory returns.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use std::fmt::Debug;
use std::ops::Bound::{self, Excluded, Included, Unbounded};

use dynamodel::op::{CollectionQuery, HeldBy};
use dynamodel::{Collection, Cursor, Entity, KeySegment, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, s};
use crate::support::store::{with, write};
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "C#{customer}", sk = "AT#{day}#ORDER#{id}")]
#[key(index = "gsi1", name = "by_due", pk = "C#{customer}", sk = "{day}#{id}")]
#[key(index = "gsi2", name = "by_number", pk = "C#{customer}", sk = "{day}")]
#[key(index = "gsi3", name = "by_name", pk = "C#{customer}", sk = "N#{name}")]
#[key(index = "gsi4", name = "newest", pk = "C#{customer}", sk = "C#{customer}#{day:desc}#{id}#ORDER")]
#[key(index = "gsi5", name = "by_state", pk = "C#{customer}", sk = "S#{state}#{id}")]
struct Order {
    customer: u8,
    day: u8,
    id: u8,
    name: String,
    state: State,
}

/// Its sort key ends with the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "C#{customer}", sk = "AT#{on}")]
#[key(index = "gsi1", name = "by_due", pk = "C#{customer}", sk = "{on}")]
#[key(index = "gsi2", name = "by_number", pk = "C#{customer}", sk = "{on}")]
#[key(index = "gsi3", name = "by_name", pk = "C#{customer}", sk = "N#{title}")]
#[key(index = "gsi4", name = "newest", pk = "C#{customer}", sk = "C#{customer}#{on:desc}#{hour}#VISIT")]
#[key(index = "gsi5", name = "by_state", pk = "C#{customer}", sk = "S#{state}")]
struct Visit {
    customer: u8,
    on: u8,
    hour: u8,
    title: String,
    state: State,
}

/// Its items are in every range, and in no collection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "C#{customer}", sk = "AT#{day}#NOISE")]
struct Noise {
    customer: u8,
    day: u8,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "shop", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk", sk_type = N)]
#[index(name = "gsi3", pk = "gsi3pk", sk = "gsi3sk")]
#[index(name = "gsi4", pk = "gsi4pk", sk = "gsi4sk")]
#[index(name = "gsi5", pk = "gsi5pk", sk = "gsi5sk")]
enum Shop {
    Order(Order),
    Visit(Visit),
    Noise(Noise),
}

/// Declares a collection of orders and visits.
macro_rules! collection {
    ($name:ident, $function:literal, $order:ident, $visit:ident) => {
        #[derive(Clone, Debug, PartialEq, Collection)]
        #[collection(name = $function, pk = "C#{customer}")]
        enum $name {
            #[pattern($order)]
            Order(Order),
            #[pattern($visit)]
            Visit(Visit),
        }

        impl Dated for $name {
            fn order(&self) -> (u8, u8, &str) {
                match self {
                    Self::Order(order) => (order.day, order.id, &order.name),
                    Self::Visit(visit) => (visit.on, visit.hour, &visit.title),
                }
            }
        }
    };
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "activity", pk = "C#{customer}")]
enum Activity {
    Order(Order),
    Visit(Visit),
}

impl Dated for Activity {
    fn order(&self) -> (u8, u8, &str) {
        match self {
            Self::Order(order) => (order.day, order.id, &order.name),
            Self::Visit(visit) => (visit.on, visit.hour, &visit.title),
        }
    }
}

collection!(Due, "due", OrderByDue, VisitByDue);
collection!(Numbered, "numbered", OrderByNumber, VisitByNumber);
collection!(Named, "named", OrderByName, VisitByName);
collection!(Newest, "newest", OrderNewest, VisitNewest);
collection!(Stated, "stated", OrderByState, VisitByState);

/// Its texts have one length, so they are ordered in the middle of a key too.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize, KeySegment)]
enum State {
    #[serde(rename = "CLOS")]
    Closed,
    #[serde(rename = "OPEN")]
    Open,
    #[serde(rename = "SENT")]
    Sent,
}

impl State {
    const ALL: [Self; 3] = [Self::Closed, Self::Open, Self::Sent];

    fn of(day: u8) -> Self {
        Self::ALL[usize::from(day) % 3]
    }
}

trait Dated {
    /// The day, the number and the name.
    fn order(&self) -> (u8, u8, &str);
}

const CUSTOMER: u8 = 1;
const NAMES: [&str; 4] = ["a", "ab", "b", "\u{10FFFF}"];
const LAST: u8 = u8::MAX;

async fn filled() -> TableClient<Shop> {
    let table = table::<Shop>().await;
    for customer in [CUSTOMER, 10] {
        for (day, id) in [(0, 1), (1, 1), (1, 2), (3, 0), (LAST, LAST)] {
            let name = NAMES[usize::from(id) % NAMES.len()].to_owned();
            Order { customer, day, id, name, state: State::of(day) }.create().send(&table).await.unwrap();
        }
        for (on, hour) in [(0, 1), (1, 1), (2, 0), (LAST, 1)] {
            let title = NAMES[usize::from(on) % NAMES.len()].to_owned();
            Visit { customer, on, hour, title, state: State::of(on) }.create().send(&table).await.unwrap();
        }
        for day in [0, 1, 2, LAST] {
            Noise { customer, day }.create().send(&table).await.unwrap();
        }
    }
    table
}

type Bounds<V> = (Bound<V>, Bound<V>);

fn all_bounds<V: Copy>(values: &[V]) -> Vec<Bounds<V>> {
    let ends = |value: &V| [Included(*value), Excluded(*value)];
    let mut ends: Vec<Bound<V>> = values.iter().flat_map(ends).collect();
    ends.push(Unbounded);
    ends.iter().flat_map(|start| ends.iter().map(|end| (*start, *end))).collect()
}

fn contains<V: PartialOrd>((start, end): &Bounds<V>, value: &V) -> bool {
    let above = match start {
        Included(start) => value >= start,
        Excluded(start) => value > start,
        Unbounded => true,
    };
    above
        && match end {
            Included(end) => value <= end,
            Excluded(end) => value < end,
            Unbounded => true,
        }
}

/// The query reads this list, however it is read.
async fn check<C, Sk>(table: &TableClient<Shop>, query: impl Fn() -> CollectionQuery<C, Sk>, expected: Vec<C>)
where
    C: Collection + HeldBy<Shop> + Clone + PartialEq + Debug,
{
    for backward in [false, true] {
        let query = || if backward { query().rev() } else { query() };
        let mut expected = expected.clone();
        if backward {
            expected.reverse();
        }
        assert_eq!(query().all(table).await.unwrap(), expected);
        assert_eq!(query().strict().count(table).await.unwrap(), expected.len());
        assert_eq!(walk(|| query().page_size(1), table).await, expected);
        let taken = query().take(2).all(table).await.unwrap();
        assert_eq!(taken, expected.iter().take(2).cloned().collect::<Vec<_>>());
        assert_eq!(walk(|| query().take(1), table).await, expected);
    }
}

async fn walk<C, Sk>(query: impl Fn() -> CollectionQuery<C, Sk>, table: &TableClient<Shop>) -> Vec<C>
where
    C: Collection + HeldBy<Shop>,
{
    let (mut all, mut cursor): (_, Option<Cursor>) = (Vec::new(), None);
    loop {
        let page = query().after(cursor).page(table).await.unwrap();
        all.extend(page.items);
        cursor = page.cursor;
        if cursor.is_none() {
            return all;
        }
    }
}

/// Each item of `all` that `is_wanted`.
fn filtered<C: Dated + Clone>(all: &[C], is_wanted: impl Fn((u8, u8, &str)) -> bool) -> Vec<C> {
    all.iter().filter(|item| is_wanted(item.order())).cloned().collect()
}

const DAYS: [u8; 4] = [0, 1, 2, LAST];

#[tokio::test]
async fn ranges_over_a_shared_number_are_exact() {
    let table = filled().await;
    let all = Activity::activity(CUSTOMER).all(&table).await.unwrap();
    assert_eq!(all.len(), 9);
    for bounds in all_bounds(&DAYS) {
        let expected = filtered(&all, |(day, ..)| contains(&bounds, &day));
        check(&table, || Activity::activity(CUSTOMER).range(bounds), expected).await;
    }
}

#[tokio::test]
async fn ranges_at_the_start_of_the_sort_key_are_exact() {
    let table = filled().await;
    let all = Due::due(CUSTOMER).all(&table).await.unwrap();
    for bounds in all_bounds(&DAYS) {
        let expected = filtered(&all, |(day, ..)| contains(&bounds, &day));
        check(&table, || Due::due(CUSTOMER).range(bounds), expected).await;
    }
}

#[tokio::test]
async fn ranges_over_a_number_attribute_are_exact() {
    let table = filled().await;
    let all = Numbered::numbered(CUSTOMER).all(&table).await.unwrap();
    assert_eq!(all.len(), 9);
    for bounds in all_bounds(&[1, LAST]) {
        let expected = filtered(&all, |(day, ..)| contains(&bounds, &day));
        check(&table, || Numbered::numbered(CUSTOMER).range(bounds), expected).await;
    }
}

#[tokio::test]
async fn ranges_over_strings_are_exact() {
    let table = filled().await;
    let all = Named::named(CUSTOMER).all(&table).await.unwrap();
    assert_eq!(all.len(), 9);
    for bounds in all_bounds(&NAMES) {
        let expected = filtered(&all, |(.., name)| contains(&bounds, &name));
        check(&table, || Named::named(CUSTOMER).range(bounds), expected).await;
    }
}

#[tokio::test]
async fn ranges_over_texts_that_end_one_sort_key_are_exact() {
    let table = filled().await;
    let all = Stated::stated(CUSTOMER).all(&table).await.unwrap();
    assert_eq!(all.len(), 9);
    for bounds in all_bounds(&State::ALL) {
        let expected = filtered(&all, |(day, ..)| contains(&bounds, &State::of(day)));
        check(&table, || Stated::stated(CUSTOMER).range(bounds), expected).await;
    }
}

#[tokio::test]
async fn ranges_over_descending_segments_are_exact() {
    let table = filled().await;
    let all = Newest::newest(CUSTOMER).all(&table).await.unwrap();
    assert_eq!(all.len(), 9);
    for bounds in all_bounds(&[0, 1, LAST]) {
        let expected = filtered(&all, |(day, ..)| contains(&bounds, &day));
        check(&table, || Newest::newest(CUSTOMER).range(bounds), expected).await;
    }
}

#[tokio::test]
async fn prefixes_select_whole_segments() {
    let table = filled().await;
    let all = Activity::activity(CUSTOMER).all(&table).await.unwrap();
    let newest = Newest::newest(CUSTOMER).all(&table).await.unwrap();
    for day in DAYS {
        let expected = filtered(&all, |(own, ..)| own == day);
        check(&table, || Activity::activity(CUSTOMER).prefix(day), expected.clone()).await;
        check(&table, || Activity::activity(CUSTOMER).prefix_if(Some(day)), expected).await;
        for number in [0, 1, LAST] {
            let expected = filtered(&newest, |(own, id, _)| own == day && id == number);
            check(&table, || Newest::newest(CUSTOMER).prefix((day, number)), expected).await;
            let expected = filtered(&newest, |(own, id, _)| own == day && id >= number);
            check(&table, || Newest::newest(CUSTOMER).prefix(day).range(number..), expected).await;
        }
    }
    check(&table, || Activity::activity(CUSTOMER).prefix_if(None::<u8>), all.clone()).await;
    check(&table, || Activity::activity(CUSTOMER).range_if(None::<std::ops::Range<u8>>), all).await;
}

#[tokio::test]
async fn a_cursor_resumes_its_range_only() {
    let table = filled().await;
    let page = Activity::activity(CUSTOMER).range(0..2).take(1).page(&table).await.unwrap();
    let cursor = page.cursor.unwrap();
    for other in [
        Activity::activity(CUSTOMER).range(0..=2),
        Activity::activity(CUSTOMER).range(0..=1),
        Activity::activity(CUSTOMER).prefix(0).closed(),
        Activity::activity(CUSTOMER).range(0..2).rev(),
        Activity::activity(CUSTOMER).closed(),
    ] {
        assert!(other.after(cursor.clone()).all(&table).await.unwrap_err().is_invalid_cursor());
    }
    let rest = Activity::activity(CUSTOMER).range(0..2).after(cursor).all(&table).await.unwrap();
    assert_eq!(rest.len(), 4);
}

#[tokio::test]
async fn items_of_unknown_types_outside_the_range_are_not_met() {
    let table = filled().await;
    for sk in ["AT#000", "AT#001#ORDER#!", "AT#002", "AT#002#X"] {
        write(&table, with(item("C#1", sk), "type", s("Alien"))).await;
    }
    let query = || Activity::activity(CUSTOMER).range(2..);
    assert!(query().strict().all(&table).await.unwrap_err().is_unknown_type());
    assert_eq!(Activity::activity(CUSTOMER).range(3..).strict().all(&table).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_value_that_does_not_fit_is_refused_before_anything_is_sent() {
    let table = filled().await;
    let error = Named::named(CUSTOMER).prefix("a#b").all(&table).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    let error = Named::named(CUSTOMER).range(.."a#b").request(&table).unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
}
