//! Ranges and prefixes return what the Rust range says of a sorted list.

use std::ops::{Bound, RangeBounds};

use dynamodel::{Entity, Table, TableClient, op::AccessPattern, op::Query};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde::{Deserialize, Serialize};

use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Entity)]
#[key(name = "of_shop", pk = "shop-{shop}-sales", sk = "{day}#{delta}#{customer}")]
struct Sale {
    shop: u8,
    day: u16,
    delta: i8,
    customer: String,
}

/// A string first and a descending number, so that every kind of edge is met.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Entity)]
#[key(name = "of_shop", pk = "shop-{shop}-visits", sk = "visit-{customer}#{rank:desc}#end")]
struct Visit {
    shop: u8,
    customer: String,
    rank: u16,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "sales", type_attribute = "type")]
enum Shop {
    Sale(Sale),
    Visit(Visit),
}

fn sales() -> Vec<Sale> {
    let customers = ["!", "a", "aa", "b", "é", "\u{10FFFF}", "z"];
    let mut sales = Vec::new();
    for day in [0, 1, 2, 3, 9, 10, 255, 256, u16::MAX] {
        for delta in [i8::MIN, -1, 0, 1, i8::MAX] {
            let customer =
                customers[usize::from(day.wrapping_add(delta.unsigned_abs().into())) % customers.len()];
            sales.push(Sale { shop: 1, day, delta, customer: customer.to_owned() });
        }
    }
    sales.sort();
    sales
}

async fn filled() -> TableClient<Shop> {
    let table = table::<Shop>().await;
    for sale in sales() {
        sale.create().send(&table).await.unwrap();
        Sale { shop: 10, ..sale.clone() }.create().send(&table).await.unwrap();
    }
    for (customer, rank) in [("a", 1), ("a", 2), ("a", 65535), ("ab", 1), ("b", 0)] {
        Visit { shop: 1, customer: customer.to_owned(), rank }.create().send(&table).await.unwrap();
    }
    table
}

/// The query returns exactly these, whichever way it is asked.
async fn check<A, Sk, E>(query: impl Fn() -> Query<A, Sk>, expected: Vec<E>, table: &TableClient<Shop>)
where
    A: AccessPattern<Entity = E, Item = E>,
    E: Entity + Clone + std::fmt::Debug + PartialEq,
    Shop: dynamodel::Holds<E>,
{
    assert_eq!(query().all(table).await.unwrap(), expected);
    assert_eq!(query().count(table).await.unwrap(), expected.len());
    assert_eq!(query().first(table).await.unwrap(), expected.first().cloned());
    assert_eq!(query().page_size(2).all(table).await.unwrap(), expected);
    assert_eq!(query().take(3).count(table).await.unwrap(), expected.len().min(3));
    let taken: Vec<_> = expected.iter().take(3).cloned().collect();
    assert_eq!(query().take(3).all(table).await.unwrap(), taken);
    let backward: Vec<_> = expected.into_iter().rev().collect();
    assert_eq!(query().rev().all(table).await.unwrap(), backward);
    let taken: Vec<_> = backward.into_iter().take(2).collect();
    assert_eq!(query().rev().page_size(1).take(2).all(table).await.unwrap(), taken);
}

fn within<V: PartialOrd>(range: (Bound<V>, Bound<V>), value: impl Fn(&Sale) -> V) -> Vec<Sale> {
    sales().into_iter().filter(|sale| range.contains(&value(sale))).collect()
}

fn bound<V: Clone + std::fmt::Debug>(
    value: impl Strategy<Value = V> + Clone,
) -> impl Strategy<Value = Bound<V>> {
    prop_oneof![
        value.clone().prop_map(Bound::Included),
        value.prop_map(Bound::Excluded),
        Just(Bound::Unbounded),
    ]
}

fn day() -> impl Strategy<Value = u16> + Clone {
    prop_oneof![0..12_u16, 254..258_u16, Just(u16::MAX)]
}

fn delta() -> impl Strategy<Value = i8> + Clone {
    prop_oneof![-2..3_i8, Just(i8::MIN), Just(i8::MAX)]
}

/// Runs `test` on generated values, all on one table.
fn on_cases<S: Strategy>(cases: u32, strategy: S, test: &impl AsyncFn(&TableClient<Shop>, S::Value)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let table = runtime.block_on(filled());
    let mut runner =
        TestRunner::new(ProptestConfig { cases, failure_persistence: None, ..Default::default() });
    let run = |value| {
        runtime.block_on(test(&table, value));
        Ok(())
    };
    runner.run(&strategy, run).unwrap();
}

#[test]
fn a_range_over_one_segment() {
    on_cases(64, (bound(day()), bound(day())), &async |table, range| {
        let expected = within(range, |sale| sale.day);
        check(|| Sale::of_shop(1).range(range), expected, table).await;
    });
}

#[test]
fn a_range_over_tuples() {
    let pair = || bound((day(), delta()));
    on_cases(64, (pair(), pair()), &async |table, range| {
        let expected = within(range, |sale| (sale.day, sale.delta));
        check(|| Sale::of_shop(1).range(range), expected, table).await;
    });
}

#[test]
fn a_range_behind_a_prefix() {
    on_cases(64, (day(), bound(delta()), bound(delta())), &async |table, (day, from, to)| {
        let mut expected = within((from, to), |sale| sale.delta);
        expected.retain(|sale| sale.day == day);
        check(|| Sale::of_shop(1).prefix((day,)).range((from, to)), expected, table).await;
    });
}

#[test]
fn a_range_over_the_last_string() {
    let customer = || bound(prop_oneof!["[!ab-z]{1,2}", Just("\u{10FFFF}".to_owned()), Just("é".to_owned())]);
    on_cases(64, (customer(), customer()), &async |table, range| {
        let mut expected = within(range.clone(), |sale| sale.customer.clone());
        expected.retain(|sale| (sale.day, sale.delta) == (1, 1));
        let edges = || (range.0.as_ref().map(String::as_str), range.1.as_ref().map(String::as_str));
        check(|| Sale::of_shop(1).prefix((1, 1)).range(edges()), expected, table).await;
    });
}

#[tokio::test]
async fn every_form_of_range_is_accepted() {
    let table = filled().await;
    let of = |keep: fn(&Sale) -> bool| sales().into_iter().filter(keep).collect::<Vec<_>>();
    check(|| Sale::of_shop(1).range(2..10), of(|sale| (2..10).contains(&sale.day)), &table).await;
    check(|| Sale::of_shop(1).range(2..), of(|sale| sale.day >= 2), &table).await;
    check(|| Sale::of_shop(1).range(..2), of(|sale| sale.day < 2), &table).await;
    check(|| Sale::of_shop(1).range(..=2), of(|sale| sale.day <= 2), &table).await;
    check(|| Sale::of_shop(1).range(2..=3), of(|sale| (2..=3).contains(&sale.day)), &table).await;
    let pairs = of(|sale| ((2, 0)..(3, 1)).contains(&(sale.day, sale.delta)));
    check(|| Sale::of_shop(1).range((2, 0)..(3, 1)), pairs, &table).await;
    #[expect(clippy::reversed_empty_ranges, reason = "a user's range can be")]
    check(|| Sale::of_shop(1).range(10..2), Vec::new(), &table).await;
    check(|| Sale::of_shop(1).range(2..2), Vec::new(), &table).await;
}

#[tokio::test]
async fn a_prefix_is_of_whole_segments() {
    let table = filled().await;
    let of = |customer: &str| -> Vec<Visit> {
        let visit = |rank| Visit { shop: 1, customer: customer.to_owned(), rank };
        if customer == "a" { [65535, 2, 1].map(visit).into() } else { vec![visit(1)] }
    };
    check(|| Visit::of_shop(1).prefix("a"), of("a"), &table).await;
    check(|| Visit::of_shop(1).prefix(("ab",)), of("ab"), &table).await;
    check(|| Visit::of_shop(1).prefix(("ab", 1)), of("ab"), &table).await;
    assert!(Visit::of_shop(1).prefix("").all(&table).await.unwrap_err().is_invalid_key());
    let descending = of("a")[1..].to_vec();
    check(|| Visit::of_shop(1).prefix("a").range(1..=2), descending.clone(), &table).await;
    check(|| Visit::of_shop(1).prefix("a").range(..3), descending, &table).await;
    let raw = Visit::of_shop(1).starts_with_raw("a").all(&table).await.unwrap();
    assert_eq!(raw.len(), 4);
}
