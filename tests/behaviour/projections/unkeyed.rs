//! Projections that are read without the keys of their items.

use dynamodel::{Entity as _, Error, Projection, TableClient};
use serde::Deserialize;

use super::{Video, Videos, video};
use crate::support::raw::s;
use crate::support::store::{stored, write};
use crate::support::world::faulty;
use dynamodel::testing::Faults;

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Video)]
struct Seen {
    title: String,
    views: u64,
}

async fn filled() -> (Faults, TableClient<Videos>, TableClient<Videos>) {
    let (faults, plain) = faulty::<Videos>().await;
    for (id, title) in (1..).zip(["a", "b", "c", "d", "e"]) {
        video(id, title, id).put().send(&plain).await.unwrap();
    }
    (faults.clone(), Videos::table(faults.client()), plain)
}

fn titles(seen: &[Seen]) -> String {
    seen.iter().map(|seen| &*seen.title).collect()
}

/// The attributes that each request asks for.
fn asked(faults: &Faults) -> Vec<usize> {
    let requests = faults.attempts();
    let expressions = requests.iter().filter_map(|request| {
        let request = request.json();
        Some(request["ProjectionExpression"].as_str()?.split(',').count())
    });
    expressions.collect()
}

#[tokio::test]
async fn cursors_ask_for_keys() {
    let (faults, table, _) = filled().await;
    let query = || Video::by_views().project::<Seen>();
    assert_eq!(titles(&query().all(&table).await.unwrap()), "abcde");
    assert_eq!(titles(&query().take(2).all(&table).await.unwrap()), "ab");
    assert_eq!(titles(&query().page_size(2).page(&table).await.unwrap().items), "ab");
    assert_eq!(asked(&faults), [3, 3, 3], "the type and two fields");
    faults.reset();
    let (mut walked, mut cursor) = (String::new(), None);
    loop {
        let page = query().take(2).after(cursor).page(&table).await.unwrap();
        walked += &titles(&page.items);
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(walked, "abcde");
    assert_eq!(asked(&faults), [7, 7, 7], "and the keys of the table and the index");
}

#[tokio::test]
async fn the_error_of_a_malformed_item_has_its_key() {
    let (faults, table, plain) = filled().await;
    let items = stored(&plain).await;
    let mut third = items
        .into_values()
        .find(|item| item.get("title") == Some(&s("c")) && item["kind"] == s("Video"))
        .unwrap();
    third.insert("title".to_owned(), crate::support::raw::n(7));
    write(&plain, third).await;
    let assert_named = |error: Error| {
        assert!(error.is_malformed_item(), "{error}");
        assert_eq!(error.key(), Some(("video-3", Some("_root"))), "{error}");
        assert_eq!(error.path(), Some("title"));
    };
    let query = || Video::by_views().project::<Seen>();
    assert_named(query().all(&table).await.unwrap_err());
    assert_eq!(faults.operations(), ["Query"; 2]);
    assert_named(query().take(4).page(&table).await.unwrap_err());
    assert_named(query().page_size(1).all(&table).await.unwrap_err());
    assert_named(Video::get(3).project::<Seen>().send(&table).await.unwrap_err());
    let mut stream = query().stream(&table);
    assert_eq!(stream.try_next().await.unwrap().map(|seen| seen.title).as_deref(), Some("a"));
    assert_eq!(stream.try_next().await.unwrap().map(|seen| seen.title).as_deref(), Some("b"));
    assert_named(stream.try_next().await.unwrap_err());
    assert_named(Video::scan().project::<Seen>().segments(2).all(&table).await.unwrap_err());
    let page = query().lenient().all(&table).await.unwrap();
    assert_eq!(titles(&page.items), "abde");
    assert_eq!(page.malformed[0].key["pk"], s("video-3"));
}
