//! Backfill.

use super::*;

#[tokio::test]
async fn a_backfill_gives_each_field_its_name_once() -> Result<(), Error> {
    let table = videos().await;
    let done = table.backfill::<Video>().send().await?;
    assert_eq!((done.read, done.rewritten, done.left.len()), (1, 1, 0));
    let written = only(&table).await;
    assert_eq!(read(&table).await?, video(1));
    let map = |pairs: &[(&str, i64)]| {
        AttributeValue::M(pairs.iter().map(|(name, value)| ((*name).to_owned(), n(*value))).collect())
    };
    assert_eq!((&written["views"], &written["stats"]), (&n(41), &map(&[("views", 7), ("likes", 0)])));
    assert_eq!((&written["city"], &written["unknown"]), (&s("Bonn"), &s("stays")));
    let AttributeValue::L(places) = &written["places"] else { panic!("{written:?}") };
    assert_eq!(places, &[AttributeValue::M([("city".to_owned(), s("Ulm"))].into())]);
    for name in ["ownerName", "viewCount", "labels", "wordSet", "remark", "status", "town"] {
        assert!(!written.contains_key(name), "{name}");
    }
    let again = table.backfill::<Video>().send().await?;
    assert_eq!((again.read, again.rewritten, again.unchanged), (1, 0, 1));
    Ok(())
}

#[tokio::test]
async fn backfill_keeps_the_current_of_two_names() -> Result<(), Error> {
    let table = table::<Videos>().await;
    write(&table, with(with(older(1), "views", n(9)), "seen", n(1))).await;
    let done = table.backfill::<Video>().send().await?;
    assert_eq!((done.rewritten, done.left.len()), (1, 0));
    assert_eq!(read(&table).await?, Video { views: 9, ..video(1) });
    Ok(())
}

#[tokio::test]
async fn an_index_key_that_is_set_loses_its_older_name() -> Result<(), Error> {
    let table = videos().await;
    Video::update(1).set(Video::FIELDS.state, "gone").send(&table).await?;
    let expected = Video { state: Some("gone".to_owned()), ..video(1) };
    assert_eq!(Video::by_state("gone").all(&table).await?, [expected]);
    Ok(())
}

#[tokio::test]
async fn an_index_key_with_an_older_name_is_found_after_a_backfill() -> Result<(), Error> {
    let table = videos().await;
    assert_eq!(Video::by_state("live").all(&table).await?, []);
    table.backfill::<Video>().send().await?;
    assert_eq!(Video::by_state("live").all(&table).await?, [video(1)]);
    Ok(())
}
