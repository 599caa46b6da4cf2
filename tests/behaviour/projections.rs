//! Reading a part of an item, and fetching the rest of it, through the embedded engine.

mod indexes;
mod nested;
mod unkeyed;

use dynamodel::{BatchGet, Entity, Error, Projection, Table, TableClient, transact_get};
use serde::{Deserialize, Serialize};

use crate::support::world;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(
    name = "by_creator",
    pk = "user-{creator_id}",
    sk = "video#{day:04}#{video_id}",
    project(include(title))
)]
#[lookup(name = "by_day", pk = "day-{day}", sk = "video#{video_id}", project(keys_only))]
#[key(index = "keys", name = "by_title", pk = "title-{title}", sk = "{video_id}", project(keys_only))]
#[key(
    index = "some",
    name = "by_views",
    pk = "all",
    sk = "{views}#{video_id}",
    project(include(title, views))
)]
#[key(index = "local", name = "by_length", sk = "{length}", project(include(length)))]
pub(super) struct Video {
    #[entity(in_key)]
    pub(super) video_id: u64,
    creator_id: u64,
    title: String,
    views: u64,
    day: u16,
    length: Option<u32>,
    notes: String,
}

/// A projection that every item of the table supports.
#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Video)]
#[serde(rename_all = "camelCase")]
struct Card {
    video_id: u64,
    title: String,
}

/// A projection that needs only keys.
#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Video)]
struct Dated {
    #[serde(rename = "videoId")]
    video_id: u64,
    day: u16,
    #[serde(skip)]
    seen: bool,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Video)]
struct Length {
    length: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "videos", type_attribute = "kind")]
#[index(name = "keys", pk = "keyspk", sk = "keyssk", project(keys_only))]
#[index(name = "some", pk = "somepk", sk = "somesk", project(include("title", "views")))]
#[index(name = "local", sk = "localsk", local, project(include("length")))]
pub(super) enum Videos {
    Video(Video),
}

fn video(video_id: u64, title: &str, views: u64) -> Video {
    let day = if video_id < 4 { 1 } else { 2 };
    let length = video_id.is_multiple_of(2).then_some(60);
    Video { video_id, creator_id: 3, title: title.to_owned(), views, day, length, notes: "long".to_owned() }
}

pub(super) async fn table() -> TableClient<Videos> {
    let table = world::table().await;
    for (id, title, views) in [(1, "a", 50), (2, "a", 40), (3, "b", 30), (4, "a", 20), (5, "b", 10)] {
        video(id, title, views).create().send(&table).await.unwrap();
    }
    table
}

pub(super) fn ids(videos: &[Video]) -> Vec<u64> {
    videos.iter().map(|video| video.video_id).collect()
}

#[tokio::test]
async fn a_get_reads_a_part() -> Result<(), Error> {
    let table = table().await;
    let card = Video::get(2).project::<Card>().send(&table).await?;
    assert_eq!(card, Some(Card { video_id: 2, title: "a".to_owned() }));
    assert_eq!(Video::get(9).project::<Card>().send(&table).await?, None);
    let dated = Video::get(2).project::<Dated>().consistent().send(&table).await?;
    assert_eq!(dated, Some(Dated { video_id: 2, day: 1, seen: false }));
    Ok(())
}

#[tokio::test]
async fn a_lookup_gives_what_it_copies() -> Result<(), Error> {
    let table = table().await;
    let cards = Video::by_creator(3).project::<Card>().all(&table).await?;
    assert_eq!(cards.iter().map(|card| card.video_id).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(cards[2].title, "b");
    let dated = Video::by_creator(3).prefix(2).project::<Dated>().consistent().all(&table).await?;
    assert_eq!(dated.iter().map(|dated| (dated.video_id, dated.day)).collect::<Vec<_>>(), [(4, 2), (5, 2)]);
    Ok(())
}

#[tokio::test]
async fn an_index_of_keys_gives_what_its_keys_hold() -> Result<(), Error> {
    let table = table().await;
    let cards = Video::by_title("a").project::<Card>().all(&table).await?;
    assert_eq!(
        cards.iter().map(|card| (card.video_id, card.title.as_str())).collect::<Vec<_>>(),
        [(1, "a"), (2, "a"), (4, "a")]
    );
    assert_eq!(Video::by_title("a").count(&table).await?, 3);
    let keys = Video::by_title("a").rev().take(2).keys().all(&table).await?;
    assert_eq!(keys, [Video::key(4)?, Video::key(2)?]);
    Ok(())
}

#[tokio::test]
async fn an_index_of_some_attributes_filters_by_them() -> Result<(), Error> {
    let table = table().await;
    let query = || Video::by_views().filter(Video::BY_VIEWS_FIELDS.title.eq("a"));
    let cards = query().project::<Card>().all(&table).await?;
    assert_eq!(cards.iter().map(|card| card.video_id).collect::<Vec<_>>(), [4, 2, 1]);
    assert_eq!(query().count(&table).await?, 3);
    assert_eq!(ids(&query().hydrate().all(&table).await?), [4, 2, 1]);
    Ok(())
}

#[tokio::test]
async fn a_local_index_of_a_part_is_read_consistently() -> Result<(), Error> {
    let table = table().await;
    let lengths = Video::by_length(2).consistent().project::<Length>().all(&table).await?;
    assert_eq!(lengths, [Length { length: Some(60) }]);
    assert_eq!(Video::by_length(1).project::<Length>().first(&table).await?, None);
    Ok(())
}

#[tokio::test]
async fn a_copy_holds_what_its_lookup_says() -> Result<(), Error> {
    let table = table().await;
    let stored = table.client().scan().table_name(table.name()).send().await.unwrap();
    let mut names: Vec<Vec<String>> = Vec::new();
    for kind in ["Video", "Video.by_creator", "Video.by_day"] {
        let of_kind = |item: &&std::collections::HashMap<String, _>| {
            item.get("kind") == Some(&aws_sdk_dynamodb::types::AttributeValue::S(kind.to_owned()))
        };
        let item = stored.items().iter().find(of_kind).expect(kind);
        let mut attributes: Vec<_> = item.keys().cloned().collect();
        attributes.sort();
        names.push(attributes);
    }
    assert!(names[0].contains(&"notes".to_owned()));
    assert_eq!(names[1], ["kind", "pk", "sk", "title"]);
    assert_eq!(names[2], ["kind", "pk", "sk"]);
    Ok(())
}

#[tokio::test]
async fn copies_follow_their_items() -> Result<(), Error> {
    let table = table().await;
    Video { title: "c".to_owned(), ..video(2, "a", 40) }.put().send(&table).await?;
    Video::delete(3).send(&table).await?;
    let cards = Video::by_creator(3).project::<Card>().all(&table).await?;
    let titles: Vec<_> = cards.iter().map(|card| (card.video_id, card.title.as_str())).collect();
    assert_eq!(titles, [(1, "a"), (2, "c"), (4, "a"), (5, "b")]);
    assert_eq!(ids(&Video::by_day(1).hydrate().all(&table).await?), [1, 2]);
    Ok(())
}

#[tokio::test]
async fn a_scan_gives_no_copies_of_a_part() -> Result<(), Error> {
    let table = table().await;
    assert_eq!(Videos::scan().with_copies().all(&table).await?.len(), 5);
    let stored = table.client().scan().table_name(table.name()).send().await.unwrap();
    let parts = stored.items().iter().filter(|item| Videos::from_item((*item).clone()).is_err());
    assert_eq!(parts.count(), 10);
    // To be counted they need not be read as values, whether the server counts or not.
    let scan = || Videos::scan().with_copies();
    assert_eq!(scan().count(&table).await?, 15);
    assert_eq!(scan().strict().count(&table).await?, 15);
    assert_eq!(scan().strict().segments(3).count(&table).await?, 15);
    assert_eq!(Videos::scan().strict().count(&table).await?, 5);
    Ok(())
}

#[tokio::test]
async fn keys_that_are_found_start_operations() -> Result<(), Error> {
    let table = table().await;
    let keys = Video::by_day(1).keys().all(&table).await?;
    let (first, second) = (keys[0].clone(), keys[1].clone());
    let found = first.get().consistent().send(&table).await?.unwrap();
    assert_eq!(found, Video::get(found.video_id).send(&table).await?.unwrap());
    let gone = second.get().send(&table).await?.unwrap();
    second.delete().must_exist().send(&table).await?;
    assert_eq!(Video::get(gone.video_id).send(&table).await?, None);
    assert!(second.update().set(Video::FIELDS.notes, "short").send(&table).await.unwrap_err().is_not_found());
    Ok(())
}

/// Walks page by page and compares with the whole.
macro_rules! walk {
    ($query:expr, $table:expr) => {
        let whole = $query.all($table).await?;
        assert!(whole.len() > 2);
        for (take, size) in [(None, 1), (Some(1), 100), (Some(2), 1), (Some(2), 3), (Some(2), 100)] {
            let (mut walked, mut cursor) = (Vec::new(), None);
            loop {
                let query = $query.page_size(size).after(cursor);
                let query = if let Some(take) = take { query.take(take) } else { query };
                let page = query.page($table).await?;
                assert!(take.is_none_or(|take| page.cursor.is_none() || page.items.len() == take));
                walked.extend(page.items);
                cursor = page.cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(walked, whole);
        }
    };
}

#[tokio::test]
async fn walks_equal_the_whole() -> Result<(), Error> {
    let table = &table().await;
    let of_a = || Video::by_views().filter(Video::BY_VIEWS_FIELDS.title.eq("a"));
    walk!(Video::by_creator(3).project::<Card>(), table);
    walk!(Video::by_creator(3).hydrate(), table);
    walk!(Video::by_creator(3).rev().keys(), table);
    walk!(Video::by_title("a").project::<Card>(), table);
    walk!(Video::by_title("a").hydrate().rev(), table);
    walk!(of_a().project::<Card>(), table);
    walk!(of_a().hydrate(), table);
    walk!(of_a().rev().keys(), table);
    Ok(())
}

#[tokio::test]
async fn a_stream_gives_parts_and_whole_items() -> Result<(), Error> {
    let table = table().await;
    let mut cards = Video::by_creator(3).project::<Card>().page_size(2).stream(&table);
    let mut videos = Video::by_creator(3).hydrate().take(4).page_size(3).stream(&table);
    let (mut found, mut fetched) = (Vec::new(), Vec::new());
    while let Some(card) = cards.try_next().await? {
        found.push(card.video_id);
    }
    while let Some(video) = videos.try_next().await? {
        fetched.push(video.video_id);
    }
    assert_eq!((found, fetched), (vec![1, 2, 3, 4, 5], vec![1, 2, 3, 4]));
    Ok(())
}

#[tokio::test]
async fn a_cursor_does_not_depend_on_what_is_read_but_on_the_pattern() -> Result<(), Error> {
    let table = table().await;
    let page = Video::by_creator(3).project::<Card>().take(2).page(&table).await?;
    let rest = Video::by_creator(3).hydrate().after(page.cursor.clone()).all(&table).await?;
    assert_eq!(ids(&rest), [3, 4, 5]);
    let other = Video::by_creator(4).project::<Card>().after(page.cursor).page(&table).await;
    assert!(other.is_err_and(|error| error.is_invalid_cursor()));
    Ok(())
}

#[tokio::test]
async fn parts_of_many_items_in_one_batch() -> Result<(), Error> {
    let table = table().await;
    let cards = [2, 9, 2].map(|id| Video::get(id).project::<Card>());
    let cards = cards.into_iter().collect::<BatchGet<Card, Videos>>().send(&table).await?;
    let card = Some(Card { video_id: 2, title: "a".to_owned() });
    assert_eq!(cards, [card.clone(), None, card]);
    let keys = Video::by_title("a").keys().all(&table).await?;
    assert_eq!(keys.len(), 3);
    Ok(())
}

#[tokio::test]
async fn parts_and_whole_items_of_one_moment() -> Result<(), Error> {
    let table = table().await;
    let gets =
        (Video::get(1).project::<Card>(), Video::get(1), Video::get(1).project::<Dated>(), Video::get(9));
    let (card, whole, dated, none) = transact_get(gets).send(&table).await?;
    assert_eq!(card, Some(Card { video_id: 1, title: "a".to_owned() }));
    assert_eq!(whole, Some(video(1, "a", 50)));
    assert_eq!(dated.map(|dated| dated.day), Some(1));
    assert_eq!(none, None);
    let gets = (Video::get(1).project::<Card>(), Video::get(1).project::<Dated>());
    let (card, dated) = transact_get(gets).send(&table).await?;
    assert_eq!((card.map(|card| card.title), dated.map(|dated| dated.day)), (Some("a".to_owned()), Some(1)));
    let cards = transact_get(vec![Video::get(3).project::<Card>()]).send(&table).await?;
    assert_eq!(cards, [Some(Card { video_id: 3, title: "b".to_owned() })]);
    Ok(())
}

#[tokio::test]
async fn scans_give_parts_and_whole_items() -> Result<(), Error> {
    let table = table().await;
    let sorted = |mut ids: Vec<u64>| {
        ids.sort_unstable();
        ids
    };
    let cards = Video::scan().project::<Card>().all(&table).await?;
    assert_eq!(sorted(cards.iter().map(|card| card.video_id).collect()), [1, 2, 3, 4, 5]);
    let cards = Video::scan_by_title().project::<Card>().page_size(2).all(&table).await?;
    assert_eq!(sorted(cards.iter().map(|card| card.video_id).collect()), [1, 2, 3, 4, 5]);
    assert_eq!(Video::scan_by_title().count(&table).await?, 5);
    let some = || Video::scan_by_views().filter(Video::BY_VIEWS_FIELDS.title.eq("a"));
    assert_eq!(sorted(ids(&some().hydrate().all(&table).await?)), [1, 2, 4]);
    assert_eq!(some().keys().segments(3).all(&table).await?.len(), 3);
    let in_segments = some().hydrate().segments(3);
    assert_eq!(sorted(ids(&in_segments.all(&table).await?)), [1, 2, 4]);
    let (mut walked, mut cursor) = (Vec::new(), None);
    loop {
        let page = some().hydrate().segments(2).page_size(1).take(1).after(cursor).page(&table).await?;
        walked.extend(ids(&page.items));
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(sorted(walked), [1, 2, 4]);
    Ok(())
}
