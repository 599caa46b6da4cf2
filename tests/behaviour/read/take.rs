//! The cost of `take` and `first` when items are left out.
#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use std::time::{Duration, UNIX_EPOCH};

use dynamodel::{BatchWrite, Collection, Entity, Meter, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::world::table;

/// Some 500 bytes, so that 8 of them are one read unit.
const TEXT: usize = 450;
const NOW: u64 = 1_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_day", pk = "DAY#{day}#{shard}", sk = "{id}", shards = 8)]
#[key(index = "gsi1", name = "of_owner", pk = "OWNER#{owner}", sk = "{id}")]
struct Event {
    day: u32,
    owner: u32,
    id: u32,
    text: String,
    #[entity(ttl)]
    until: u64,
}

/// Stands in the index among the events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_ticket", pk = "TICKET#{ticket}", sk = "COMMENT#{id}")]
#[key(index = "gsi1", name = "of_owner", pk = "OWNER#{owner}", sk = "{id}")]
struct Comment {
    ticket: u32,
    id: u32,
    owner: u32,
    text: String,
}

/// Between the comments and the ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "TICKET#{ticket}", sk = "TAG#{tag}")]
struct Tag {
    ticket: u32,
    tag: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "TICKET#{ticket}", sk = "TICKET")]
struct Ticket {
    ticket: u32,
}

/// Alone in its partition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_guest", pk = "GUEST#{guest}", sk = "{name}")]
struct Visit {
    guest: u32,
    name: String,
    text: String,
    #[entity(ttl)]
    until: u64,
}

/// Never expires.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_album", pk = "ALBUM#{album}", sk = "{name}")]
struct Photo {
    album: u32,
    name: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "desk", type_attribute = "kind", ttl_attribute = "expires_at")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Desk {
    Event(Event),
    Comment(Comment),
    Tag(Tag),
    Ticket(Ticket),
    Visit(Visit),
    Photo(Photo),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_comments", pk = "TICKET#{ticket}", rev)]
struct TicketPage {
    #[collection(parent)]
    ticket: Ticket,
    #[collection(children)]
    comments: Vec<Comment>,
}

fn event(id: u32, until: u64) -> Event {
    Event { day: 1, owner: 1, id, text: "x".repeat(TEXT), until }
}

fn comment(id: u32) -> Comment {
    Comment { ticket: 1, id, owner: 1, text: "x".repeat(TEXT) }
}

/// 1,600 events, of which so many at the end have expired, and 400 comments.
async fn filled(expired: u32) -> (Meter, TableClient<Desk>) {
    let meter = Meter::new();
    let table = table::<Desk>().await.with_clock(|| UNIX_EPOCH + Duration::from_secs(NOW));
    let until = |id| if id < 1_600 - expired { NOW + 1 } else { NOW };
    let events: Vec<_> = (0..1_600).map(|id| event(id, until(id))).collect();
    events.iter().map(Event::put).collect::<BatchWrite<Desk>>().send(&table).await.unwrap();
    let comments: Vec<_> = (0..400).map(comment).collect();
    comments.iter().map(Comment::put).collect::<BatchWrite<Desk>>().send(&table).await.unwrap();
    let tags: Vec<_> = ["a", "b", "c"].map(|tag| Tag { ticket: 1, tag: tag.to_owned() }).into();
    tags.iter().map(Tag::put).collect::<BatchWrite<Desk>>().send(&table).await.unwrap();
    Ticket { ticket: 1 }.put().send(&table).await.unwrap();
    let table = table.metered(&meter);
    (meter, table)
}

fn ids(events: &[Event]) -> Vec<u32> {
    events.iter().map(|event| event.id).collect()
}

fn down_from(last: u32, count: u32) -> Vec<u32> {
    (0..count).map(|at| last - at).collect()
}

#[tokio::test]
async fn take_reads_only_a_part_of_shards_with_expired_items() {
    let (meter, table) = filled(0).await;
    let found = Event::of_day(1).rev().take(20).all(&table).await.unwrap();
    assert_eq!(ids(&found), down_from(1_599, 20));
    let cost = meter.take();
    assert_eq!(cost.requests, 8);
    assert!(cost.capacity <= 16.0, "{cost:?}");
    let first = Event::of_day(1).rev().first(&table).await.unwrap();
    assert_eq!(first.map(|event| event.id), Some(1_599));
    let cost = meter.take();
    assert_eq!(cost.requests, 8);
    assert!(cost.capacity <= 16.0, "{cost:?}");
    assert_eq!(Event::of_day(1).take(20).count(&table).await.unwrap(), 20);
    assert!(meter.take().capacity <= 16.0);
}

#[tokio::test]
async fn many_expired_items_take_few_requests() {
    let (meter, table) = filled(1_000).await;
    let found = Event::of_day(1).rev().take(5).all(&table).await.unwrap();
    assert_eq!(ids(&found), down_from(599, 5));
    // 125 of each shard have expired: 21 and 84 are read of it, and then 336.
    let cost = meter.take();
    assert!(cost.requests <= 8 * 3 + 8, "{cost:?}");
    let found = Event::of_owner(1).rev().take(5).all(&table).await.unwrap();
    assert_eq!(ids(&found), down_from(599, 5));
    let cost = meter.take();
    assert!(cost.requests <= 4, "{cost:?}");
}

#[tokio::test]
async fn take_reads_only_a_part_of_a_mixed_partition() {
    let (meter, table) = filled(0).await;
    // Each comment has an event beside it.
    for (take, most) in [(1, 3.0), (20, 8.0)] {
        let found = Comment::of_owner(1).take(take).all(&table).await.unwrap();
        assert_eq!(
            found.iter().map(|comment| comment.id).collect::<Vec<_>>(),
            (0..).take(take).collect::<Vec<_>>()
        );
        let cost = meter.take();
        assert!(cost.requests <= 2 && cost.capacity <= most, "{take}: {cost:?}");
    }
    // All comments are among the first half of the items: the last of them is behind 1,200 events.
    let last = Comment::of_owner(1).rev().first(&table).await.unwrap();
    assert_eq!(last, Some(comment(399)));
    assert!(meter.take().requests <= 5);
}

#[tokio::test]
async fn children_behind_others_are_not_the_whole_of_the_partition() {
    let (meter, table) = filled(0).await;
    let page = TicketPage::with_comments(1).take(20).one(&table).await.unwrap().unwrap();
    assert_eq!(page.comments.len(), 20);
    assert_eq!(page.comments[0], comment(399));
    let cost = meter.take();
    assert_eq!(cost.requests, 1);
    assert!(cost.capacity <= 4.0, "{cost:?}");
}

#[tokio::test]
async fn a_bound_that_is_left_out_does_not_make_pages_full() {
    let (meter, table) = filled(0).await;
    let comments = Comment::of_ticket(1).range(10..20).rev().first(&table).await.unwrap();
    assert_eq!(comments, Some(comment(19)));
    let cost = meter.take();
    assert!(cost.requests == 1 && cost.capacity <= 2.0, "{cost:?}");
}

/// Visits `000` to `999`, of which these have expired.
async fn visits(expired: impl Fn(u32) -> bool) -> (Meter, TableClient<Desk>) {
    let meter = Meter::new();
    let table = table::<Desk>().await.with_clock(|| UNIX_EPOCH + Duration::from_secs(NOW));
    let visit = |id: u32| Visit {
        guest: 1,
        name: name(id),
        text: "x".repeat(TEXT),
        until: if expired(id) { NOW } else { NOW + 1 },
    };
    let visits: Vec<_> = (0..1_000).map(visit).collect();
    visits.iter().map(Visit::put).collect::<BatchWrite<Desk>>().send(&table).await.unwrap();
    (meter.clone(), table.metered(&meter))
}

fn name(id: u32) -> String {
    format!("{id:03}")
}

fn names(visits: &[Visit]) -> Vec<&str> {
    visits.iter().map(|visit| &*visit.name).collect()
}

#[tokio::test]
async fn take_reads_no_more_than_wanted_if_nothing_has_expired() {
    let (meter, table) = visits(|_| false).await;
    let newest = || Visit::of_guest(1).rev().take(5);
    assert_eq!(newest().request(&table).unwrap().limit, Some(5));
    assert_eq!(names(&newest().all(&table).await.unwrap()), ["999", "998", "997", "996", "995"]);
    // 5 items of some 550 bytes are less than 4 KB.
    let cost = meter.take();
    assert!(cost.requests == 1 && cost.capacity <= 0.5, "{cost:?}");
    assert_eq!(newest().page(&table).await.unwrap().items.len(), 5);
    let cost = meter.take();
    assert!(cost.requests == 1 && cost.capacity <= 0.5, "{cost:?}");
    assert_eq!(newest().count(&table).await.unwrap(), 5);
    let cost = meter.take();
    assert!(cost.requests == 1 && cost.capacity <= 0.5, "{cost:?}");
    assert!(Visit::of_guest(1).first(&table).await.unwrap().is_some());
    let cost = meter.take();
    assert!(cost.requests == 1 && cost.capacity <= 0.5, "{cost:?}");
}

#[tokio::test]
async fn one_expired_item_is_replaced_by_few() {
    let (meter, table) = visits(|id| id == 998).await;
    let newest = Visit::of_guest(1).rev().take(5).all(&table).await.unwrap();
    assert_eq!(names(&newest), ["999", "997", "996", "995", "994"]);
    let cost = meter.take();
    assert!(cost.requests == 2 && cost.capacity <= 1.0, "{cost:?}");
    let page = Visit::of_guest(1).rev().take(5).page(&table).await.unwrap();
    assert_eq!(names(&page.items), ["999", "997", "996", "995", "994"]);
    let cost = meter.take();
    assert!(cost.requests == 2 && cost.capacity <= 1.0, "{cost:?}");
    let all = Visit::of_guest(1).take(999).all(&table).await.unwrap();
    assert_eq!(all.len(), 999);
    let cost = meter.take();
    assert!(cost.requests == 2, "{cost:?}");
}

#[tokio::test]
async fn a_long_run_of_expired_items_takes_three_requests() {
    let (meter, table) = visits(|id| id >= 800).await;
    let newest = Visit::of_guest(1).rev().take(5).all(&table).await.unwrap();
    assert_eq!(names(&newest), ["799", "798", "797", "796", "795"]);
    let cost = meter.take();
    assert!(cost.requests <= 3 && cost.capacity <= 36.0, "{cost:?}");
}

#[tokio::test]
async fn evenly_expired_items_take_few_requests() {
    let (meter, table) = visits(|id| id % 3 != 0).await;
    let found = Visit::of_guest(1).take(100).all(&table).await.unwrap();
    assert_eq!(found.len(), 100);
    assert_eq!(found.last().map(|visit| &*visit.name), Some("297"));
    let cost = meter.take();
    assert!(cost.requests <= 3, "{cost:?}");
}

#[tokio::test]
async fn a_bound_is_read_only_if_it_is_stored() {
    let meter = Meter::new();
    let table = table::<Desk>().await;
    let photos: Vec<_> = (0..50).map(|id| Photo { album: 1, name: name(id) }).collect();
    photos.iter().map(Photo::put).collect::<BatchWrite<Desk>>().send(&table).await.unwrap();
    let table = table.metered(&meter);
    let before = |bound: &'static str| Photo::of_album(1).range(..bound).rev();
    assert_eq!(before("020").take(3).request(&table).unwrap().limit, Some(3));
    for (bound, requests) in [("020x", 1), ("020", 2)] {
        let found = before(bound).take(3).all(&table).await.unwrap();
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|photo| *photo.name < *bound));
        assert_eq!(meter.take().requests, requests);
    }
}

#[tokio::test]
async fn a_filter_is_read_in_full_pages_unless_a_page_size_is_said() {
    let (_, table) = filled(0).await;
    let filtered = || Comment::of_ticket(1).filter(Comment::FIELDS.owner.eq(1)).take(20);
    assert_eq!(filtered().request(&table).unwrap().limit, None);
    assert_eq!(filtered().page_size(30).request(&table).unwrap().limit, Some(30));
    assert_eq!(Comment::of_ticket(1).take(20).request(&table).unwrap().limit, Some(20));
}

#[tokio::test]
async fn pages_of_what_can_expire_are_the_whole_of_it() {
    let (_, table) = filled(1_000).await;
    for take in [7, 150] {
        let (mut walked, mut cursor) = (Vec::new(), None);
        loop {
            let page = Event::of_day(1).rev().take(take).after(cursor).page(&table).await.unwrap();
            assert!(page.items.len() == take || page.cursor.is_none());
            walked.extend(ids(&page.items));
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(walked, down_from(599, 600));
    }
}
