//! The workloads.

use std::rc::Rc;

use tokio::runtime::{Builder, Runtime};

use crate::canned::Canned;
use crate::measure::{Case, Workload};
use crate::model::{Item, PAGE, all_pages, mixed_items, one_page, sample, video, views_of_walk};
use crate::{hand, ours};

/// The names of the implementations that every workload has.
pub const HAND: &str = "hand-written";
pub const OURS: &str = "dynamodel";

/// Returns all workloads, after a check that both implementations do the same work.
#[must_use]
pub fn workloads() -> Vec<Workload> {
    vec![encode(), key(), decode(), decode_mixed(), put(), query(), query_projected(), walk()]
}

/// Returns a runtime of one thread.
#[must_use]
pub fn runtime() -> Rc<Runtime> {
    Rc::new(Builder::new_current_thread().enable_all().build().expect("the runtime starts"))
}

fn encode() -> Workload {
    let [by_hand, by_us] = [sample(), sample()];
    assert_eq!(ours::encode(&by_us), hand::encode(&by_hand));
    let cases = vec![
        Case::new(HAND, || (), move |()| hand::encode(&by_hand)),
        Case::new(OURS, || (), move |()| ours::encode(&by_us)),
    ];
    Workload { name: "A'", operations: 32, samples: 1001, cases }
}

fn key() -> Workload {
    let table = ours::table(&Canned::empty());
    assert_eq!(ours::get(&table, 7), hand::get(7));
    let cases = vec![
        Case::new(HAND, || 900_000_001, hand::get),
        Case::new(OURS, || 900_000_001, move |video_id| ours::get(&table, video_id)),
    ];
    Workload { name: "B", operations: 64, samples: 1001, cases }
}

fn decode() -> Workload {
    let [for_hand, for_us] = [hand::encode(&sample()), hand::encode(&sample())];
    assert_eq!(ours::decode(for_us.clone()), sample());
    let by_hand = |item: Item| hand::decode(item).expect("the fixture is well formed");
    let cases = vec![
        Case::new(HAND, move || for_hand.clone(), by_hand),
        Case::new(OURS, move || for_us.clone(), ours::decode),
    ];
    Workload { name: "C", operations: 32, samples: 1001, cases }
}

fn decode_mixed() -> Workload {
    let [for_hand, for_us] = [mixed_items(), mixed_items()];
    let by_hand = |items: Vec<Item>| {
        let read = items.into_iter().map(|item| hand::decode_any(item).expect("the fixture is well formed"));
        read.collect::<Vec<_>>()
    };
    let by_us = |items: Vec<Item>| items.into_iter().map(ours::decode_any).collect::<Vec<_>>();
    assert_eq!(by_us(mixed_items()), by_hand(mixed_items()));
    let cases = vec![
        Case::new(HAND, move || for_hand.clone(), by_hand),
        Case::new(OURS, move || for_us.clone(), by_us),
    ];
    Workload { name: "D", operations: 2, samples: 401, cases }
}

fn put() -> Workload {
    let runtime = runtime();
    let [for_hand, for_us] = [runtime.clone(), runtime];
    let client = Canned::empty().client();
    let table = ours::table(&Canned::empty());
    let cases = vec![
        Case::new(HAND, sample, move |video| for_hand.block_on(hand::put(&client, hand::encode(&video)))),
        Case::new(OURS, sample, move |video| for_us.block_on(ours::put(&table, &video))),
    ];
    Workload { name: "E", operations: 20, samples: 301, cases }
}

fn query() -> Workload {
    let runtime = runtime();
    let [for_hand, for_us] = [runtime.clone(), runtime];
    let client = one_page().client();
    let table = ours::table(&one_page());
    let videos: Vec<_> = (0..PAGE).map(video).collect();
    assert_eq!(for_hand.block_on(hand::all(hand::by_creator(&client))), videos);
    assert_eq!(for_us.block_on(ours::all(&table)), videos);
    let cases = vec![
        Case::new(HAND, || (), move |()| for_hand.block_on(hand::all(hand::by_creator(&client)))),
        Case::new(OURS, || (), move |()| for_us.block_on(ours::all(&table))),
    ];
    Workload { name: "F", operations: 2, samples: 201, cases }
}

/// Compares with the query that is not projected, as `F` does.
fn query_projected() -> Workload {
    let runtime = runtime();
    let [for_hand, for_us] = [runtime.clone(), runtime];
    let client = one_page().client();
    let table = ours::table(&one_page());
    assert_eq!(
        for_us.block_on(ours::all_projected(&table)).len(),
        for_hand.block_on(hand::all(hand::projected(hand::by_creator(&client)))).len()
    );
    let cases = vec![
        Case::new(HAND, || (), move |()| for_hand.block_on(hand::all(hand::by_creator(&client)))),
        Case::new(OURS, || (), move |()| for_us.block_on(ours::all_projected(&table))),
    ];
    Workload { name: "F-projected", operations: 2, samples: 201, cases }
}

fn walk() -> Workload {
    let runtime = runtime();
    let [for_hand, for_us] = [runtime.clone(), runtime];
    let client = all_pages().client();
    let table = ours::table(&all_pages());
    assert_eq!(for_hand.block_on(hand::walk(hand::by_creator(&client))), views_of_walk());
    assert_eq!(for_us.block_on(ours::walk(&table)), views_of_walk());
    let cases = vec![
        Case::new(HAND, || (), move |()| for_hand.block_on(hand::walk(hand::by_creator(&client)))),
        Case::new(OURS, || (), move |()| for_us.block_on(ours::walk(&table))),
    ];
    Workload { name: "G", operations: 1, samples: 61, cases }
}
