//! Filters and projections.

use dynamodel::{Projection, expr::Condition};

use super::*;

/// One item of either age: the first is the older.
async fn both() -> Result<TableClient<Videos>, Error> {
    let table = videos().await;
    Video { id: 2, ..video(2) }.create().send(&table).await?;
    Ok(table)
}

async fn found(table: &TableClient<Videos>, filter: Condition<Video>) -> Result<Vec<u32>, Error> {
    let videos = Video::scan().filter(filter).all(table).await?;
    let mut ids: Vec<u32> = videos.iter().map(|video| video.id).collect();
    ids.sort_unstable();
    Ok(ids)
}

#[tokio::test]
async fn a_filter_finds_a_field_under_any_of_its_names() -> Result<(), Error> {
    let table = both().await?;
    let fields = Video::FIELDS;
    for (filter, finds) in [
        (fields.views.gt(40), true),
        (fields.views.eq(40), false),
        (fields.views.ne(41), false),
        (fields.views.ne(40), true),
        (fields.views.between(41, 42), true),
        (fields.views.is_in([1, 41]), true),
        (!fields.views.eq(41), false),
        (fields.views.exists(), true),
        (fields.views.not_exists(), false),
        (fields.note.is_some(), true),
        (fields.note.is_none(), false),
        (fields.owner.begins_with("a"), true),
        (fields.owner.contains("x".to_owned()), false),
        (fields.owner.size().eq(3), true),
        (fields.owner.size().ne(3), false),
        (fields.owner.size().ne(4), true),
        (fields.tags.contains("old".to_owned()), true),
        (fields.tags.at(0).eq("old"), true),
        (fields.tags.at(1).exists(), false),
        (fields.stats.views.eq(7), true),
        (fields.stats.views.lt(7), false),
        (fields.views.eq(41).and(fields.stats.views.eq(7)), true),
    ] {
        let expected = if finds { vec![1, 2] } else { Vec::new() };
        assert_eq!(found(&table, filter).await?, expected);
    }
    Ok(())
}

#[derive(Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Video)]
struct Card {
    id: u32,
    owner: String,
    views: u64,
    stats: Stats,
    note: Option<String>,
}

#[tokio::test]
async fn a_projection_reads_a_field_under_any_of_its_names() -> Result<(), Error> {
    let table = both().await?;
    for id in [1, 2] {
        let Video { owner, views, stats, note, .. } = video(id);
        let card = Video::get(id).project::<Card>().send(&table).await?;
        assert_eq!(card, Some(Card { id, owner, views, stats, note }));
    }
    let cards = Video::scan().project::<Card>().all(&table).await?;
    assert!(cards.len() == 2 && cards.iter().all(|card| card.views == 41), "{cards:?}");
    Ok(())
}

#[tokio::test]
async fn an_item_with_two_names_of_a_field_is_malformed() -> Result<(), Error> {
    let table = table::<Videos>().await;
    write(&table, with(older(1), "views", n(1))).await;
    let error = read(&table).await.unwrap_err();
    assert!(error.is_malformed_item(), "{error}");
    Ok(())
}
