//! Walking page by page brings what one read brings.

use dynamodel::{Cursor, Page, TableClient, expr::Condition, op::Closed, op::Query, op::Scan};

use crate::support::model::{Video, VideoByCreator, YouTube};
use crate::support::store::{typed, write};
use crate::support::world::table;
use crate::support::youtube::{at, store, video};

/// Odd ones out.
fn even() -> Condition<Video> {
    Video::FIELDS.video_title.is_in(["video2", "video4", "video6", "video8"])
}

async fn filled() -> TableClient<YouTube> {
    let table = table::<YouTube>().await;
    let videos: Vec<_> = (1..=9).zip(0..).map(|(id, at)| video(id, 1, 10 * at)).collect();
    store(&table, &videos).await;
    // One that nobody knows, in the middle.
    let sk = "2020-01-01T00:00:35.000000000Z#00000000000000000099";
    write(&table, typed("user-1-videos", sk, "Advert")).await;
    table
}

/// Follows the cursors to the end.
async fn walk<I>(mut page: impl AsyncFnMut(Option<Cursor>) -> Page<I>) -> Vec<Vec<I>> {
    let (mut pages, mut cursor) = (Vec::new(), None);
    loop {
        let page = page(cursor).await;
        pages.push(page.items);
        cursor = page.cursor;
        if cursor.is_none() {
            return pages;
        }
        assert!(pages.len() < 100, "the walk does not end");
    }
}

fn queries() -> Vec<fn() -> Query<VideoByCreator, Closed>> {
    vec![
        || Video::by_creator(1).range(at(0)..),
        || Video::by_creator(1).range(at(20)..at(70)),
        || Video::by_creator(1).range(..at(70)).filter(even()),
        || Video::by_creator(1).range((at(20), 3)..(at(70), 8)),
        || Video::by_creator(1).range(at(900)..),
        || Video::by_creator(1).range(at(0)..).filter(even()).consistent(),
    ]
}

#[tokio::test]
async fn a_query_by_pages_of_any_size_is_the_query() {
    let table = filled().await;
    for (at, query) in queries().into_iter().enumerate() {
        for backward in [false, true] {
            let query = || if backward { query().rev() } else { query() };
            let whole = query().all(&table).await.unwrap();
            assert_eq!(whole.is_empty(), at == 4);
            for size in [1, 2, 3, 100] {
                let pages =
                    walk(async |cursor| query().page_size(size).after(cursor).page(&table).await.unwrap())
                        .await;
                assert!(pages.iter().all(|page| page.len() <= size as usize));
                assert_eq!(pages.concat(), whole, "query {at} by {size}");
            }
        }
    }
}

#[tokio::test]
async fn taking_some_and_resuming_loses_nothing_and_ends_with_the_last() {
    let table = filled().await;
    for (at, query) in queries().into_iter().enumerate() {
        for backward in [false, true] {
            let query = || if backward { query().rev() } else { query() };
            let whole = query().all(&table).await.unwrap();
            for take in 1..=10 {
                for size in [None, Some(1), Some(2), Some(5)] {
                    let sized = || match size {
                        Some(size) => query().page_size(size),
                        None => query(),
                    };
                    let pages =
                        walk(async |cursor| sized().take(take).after(cursor).page(&table).await.unwrap())
                            .await;
                    // Every page is full but the last, and none is empty: the cursor says that more is to come.
                    let expected: Vec<_> = whole.chunks(take).map(<[_]>::to_vec).collect();
                    let expected = if expected.is_empty() { vec![Vec::new()] } else { expected };
                    assert_eq!(pages, expected, "query {at} taking {take} by {size:?}, backward: {backward}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_stream_is_the_query() {
    let table = filled().await;
    let whole = Video::by_creator(1).all(&table).await.unwrap();
    let mut stream = Video::by_creator(1).page_size(2).stream(&table);
    let mut streamed = Vec::new();
    while let Some(video) = stream.try_next().await.unwrap() {
        streamed.push(video);
    }
    assert_eq!(streamed, whole);
    assert!(stream.try_next().await.unwrap().is_none());
    let mut taken = Video::by_creator(1).rev().take(1).stream(&table);
    assert_eq!(taken.try_next().await.unwrap(), whole.last().cloned());
    assert!(taken.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_scan_by_pages_is_the_scan() {
    let table = filled().await;
    let scans: [fn() -> Scan<YouTube>; 2] = [YouTube::scan, || YouTube::scan().with_copies()];
    for (scan, items) in scans.into_iter().zip([9, 18]) {
        let whole = scan().all(&table).await.unwrap();
        assert_eq!((whole.len(), scan().count(&table).await.unwrap()), (items, items));
        for size in [1, 2, 7] {
            let pages =
                walk(async |cursor| scan().page_size(size).after(cursor).page(&table).await.unwrap()).await;
            assert_eq!(pages.concat(), whole);
        }
        for (take, size) in [(1, 1), (4, 3), (9, 5), (18, 1)] {
            let scan = || scan().take(take).page_size(size);
            let pages = walk(async |cursor| scan().after(cursor).page(&table).await.unwrap()).await;
            let expected: Vec<_> = whole.chunks(take).map(<[_]>::to_vec).collect();
            assert_eq!(pages, expected);
        }
    }
}

#[tokio::test]
async fn taking_nothing_is_nothing() {
    let table = filled().await;
    assert_eq!(Video::by_creator(1).take(0).all(&table).await.unwrap(), []);
    assert_eq!(Video::by_creator(1).take(0).count(&table).await.unwrap(), 0);
    assert_eq!(Video::by_creator(1).take(0).first(&table).await.unwrap(), None);
    assert!(Video::by_creator(1).take(0).page(&table).await.unwrap().items.is_empty());
}
