//! Walking page by page brings what one read brings.

use std::collections::BTreeSet;

use dynamodel::{Cursor, Entity as _, Page, TableClient, op::AccessPattern, op::Closed, op::Query};

use crate::shards::model::{Event, Events, event, events, filled};

const DAY: &str = "2020-01-01";

/// Follows the cursors to the end.
async fn walk(mut page: impl AsyncFnMut(Option<Cursor>) -> Page<Event>) -> Vec<Vec<Event>> {
    let (mut pages, mut cursor) = (Vec::new(), None);
    loop {
        let page = page(cursor).await;
        pages.push(page.items);
        // As it goes to a client and back.
        cursor = page.cursor.map(|cursor| Cursor::from(cursor.to_string()));
        if cursor.is_none() {
            return pages;
        }
        assert!(pages.len() < 200, "the walk does not end");
    }
}

/// Walks in both directions, and gives what is read forwards.
async fn check<A>(table: &TableClient<Events>, query: impl Fn() -> Query<A, Closed>) -> Vec<Event>
where
    A: AccessPattern<Entity = Event, Item = Event>,
{
    let forward = query().all(table).await.unwrap();
    let mut backward = query().rev().all(table).await.unwrap();
    for (whole, rev) in [(&forward, false), (&backward, true)] {
        let query = || if rev { query().rev() } else { query() };
        by_size(table, &query, whole).await;
        by_number(table, &query, whole).await;
        let mut stream = query().page_size(4).stream(table);
        let mut streamed = Vec::new();
        while let Some(event) = stream.try_next().await.unwrap() {
            streamed.push(event);
        }
        assert_eq!(streamed, *whole);
        assert_eq!(query().first(table).await.unwrap(), whole.first().cloned());
        assert_eq!(query().count(table).await.unwrap(), whole.len());
    }
    backward.reverse();
    assert_eq!(forward, backward);
    forward
}

async fn by_size<A>(table: &TableClient<Events>, query: impl Fn() -> Query<A, Closed>, whole: &[Event])
where
    A: AccessPattern<Entity = Event, Item = Event>,
{
    for size in [1, 3] {
        let pages =
            walk(async |cursor| query().page_size(size).after(cursor).page(table).await.unwrap()).await;
        assert_eq!(pages.concat(), whole, "by {size}");
    }
}

async fn by_number<A>(table: &TableClient<Events>, query: impl Fn() -> Query<A, Closed>, whole: &[Event])
where
    A: AccessPattern<Entity = Event, Item = Event>,
{
    for (take, size) in [(3, Some(1)), (7, None), (16, Some(5))] {
        let sized = || match size {
            Some(size) => query().page_size(size),
            None => query(),
        };
        let pages = walk(async |cursor| sized().take(take).after(cursor).page(table).await.unwrap()).await;
        // Every page is full but the last, and none is empty: the cursor says that more is to come.
        let expected: Vec<_> = whole.chunks(take).map(<[_]>::to_vec).collect();
        let expected = if expected.is_empty() { vec![Vec::new()] } else { expected };
        assert_eq!(pages, expected, "taking {take} by {size:?}");
        assert_eq!(sized().take(take).all(table).await.unwrap(), whole[..take.min(whole.len())]);
    }
}

fn sorted<K: Ord>(events: &[Event], key: impl Fn(&Event) -> K) -> bool {
    events.is_sorted_by_key(key)
}

#[tokio::test]
async fn pages_of_a_primary_key_equal_the_query() {
    let table = filled(&events()).await;
    let mut expected = events();
    expected.sort_by_key(|event| (event.at, event.id));
    assert_eq!(check(&table, || Event::of_day(DAY).range(0..)).await, expected);
    expected.retain(|event| (2..4).contains(&event.at));
    assert_eq!(check(&table, || Event::of_day(DAY).range(2..4).consistent()).await, expected);
    assert_eq!(check(&table, || Event::of_day(DAY).range(100..)).await, []);
    assert_eq!(check(&table, || Event::of_day("2020-01-02").range(0..)).await, []);
}

#[tokio::test]
async fn pages_with_a_filter_equal_the_query() {
    let table = filled(&events()).await;
    let filtered =
        |status: &'static str| move || Event::of_day(DAY).range(0..).filter(Event::FIELDS.status.eq(status));
    let open = check(&table, filtered("open")).await;
    assert!(open.len() > 5 && open.iter().all(|event| event.status == "open"));
    assert!(sorted(&open, |event| event.at));
    assert_eq!(check(&table, filtered("lost")).await, []);
    let rare = || Event::of_day(DAY).range(0..).filter(Event::FIELDS.number.eq(150));
    assert!((1..6).contains(&check(&table, rare).await.len()));
}

#[tokio::test]
async fn pages_of_an_index_with_ties_equal_the_query() {
    let table = filled(&events()).await;
    let open = check(&table, || Event::by_status("open").range(0..)).await;
    let expected = events().iter().filter(|event| event.status == "open").count();
    assert_eq!(open.len(), expected);
    assert!(sorted(&open, |event| event.at) && !sorted(&open, |event| (event.at, event.id)));
}

#[tokio::test]
async fn pages_of_an_index_sorted_by_number_equal_the_query() {
    let table = filled(&events()).await;
    let all = check(&table, || Event::by_number().range(i32::MIN..)).await;
    assert_eq!(all.len(), 16);
    assert!(sorted(&all, |event| event.number) && all[0].number < -100);
    let some = check(&table, || Event::by_number().range(-50..=100)).await;
    assert_eq!(some, all.into_iter().filter(|event| (-50..=100).contains(&event.number)).collect::<Vec<_>>());
}

#[tokio::test]
async fn pages_of_a_local_index_and_a_lookup_equal_the_query() {
    let table = filled(&events()).await;
    let mut expected = events();
    expected.sort_by_key(|event| event.id);
    assert_eq!(check(&table, || Event::by_id(DAY).range(0..).consistent()).await, expected);
    assert_eq!(check(&table, || Event::all_events().range(0..)).await, expected);
    expected.retain(|event| event.id >= 8);
    assert_eq!(check(&table, || Event::all_events().range(8..)).await, expected);
}

#[tokio::test]
async fn items_added_after_a_cursor_are_read() {
    let table = filled(&events()).await;
    let page = Event::of_day(DAY).take(5).page(&table).await.unwrap();
    let last = page.items.last().unwrap().clone();
    // One in each shard, behind the last item of the page and before those that were read ahead.
    let added: Vec<_> = (100..140).map(|id| event(last.at, id)).collect();
    let shards: BTreeSet<_> =
        added.iter().map(|event| event.primary_key().unwrap().pk().to_owned()).collect();
    assert_eq!(shards.len(), 5);
    for event in &added {
        event.put().send(&table).await.unwrap();
    }
    let rest = Event::of_day(DAY).after(page.cursor).all(&table).await.unwrap();
    assert_eq!(rest.len(), 16 - 5 + 40);
    assert!(sorted(&rest, |event| (event.at, event.id)));
    assert!(added.iter().all(|event| rest.contains(event)));
}
