//! Values that were loaded from items with older names.

use super::*;

#[tokio::test]
async fn with_stores_changes_under_the_current_name() -> Result<(), Error> {
    for change in [
        |video: &mut Video| video.views += 1,
        |video: &mut Video| video.stats.views += 1,
        |video: &mut Video| video.place.city = "Trier".to_owned(),
        |video: &mut Video| video.places[0].city = "Trier".to_owned(),
        |video: &mut Video| video.note = None,
        |video: &mut Video| video.state = Some("gone".to_owned()),
        |video: &mut Video| video.words.extend(["b".to_owned()]),
    ] {
        let table = videos().await;
        let mut expected = video(1);
        change(&mut expected);
        let loaded = super::read(&table).await?;
        let new = loaded.update().with(change).returning_new().send(&table).await?;
        assert_eq!(new, expected);
        assert_eq!(super::read(&table).await?, expected);
        assert_eq!(only(&table).await["unknown"], s("stays"));
        new.update().with(|video| video.views = 0).send(&table).await?;
    }
    Ok(())
}

#[tokio::test]
async fn an_older_name_that_was_written_meanwhile_is_a_conflict() -> Result<(), Error> {
    let table = table::<Videos>().await;
    let loaded = Video { note: None, ..video(1) };
    loaded.create().send(&table).await?;
    let stored = only(&table).await;
    write(&table, with(stored.clone(), "remark", s("another's"))).await;
    let update = loaded.update().with(|video| video.note = Some("own".to_owned()));
    assert!(update.send(&table).await.unwrap_err().is_conflict());
    let moved = Video { id: 2, ..loaded.clone() };
    assert!(loaded.move_to(&moved).send(&table).await.unwrap_err().is_conflict());
    assert_eq!(super::read(&table).await?.note, Some("another's".to_owned()));
    Ok(())
}

#[tokio::test]
async fn loaded_add_counts_from_the_older_name() -> Result<(), Error> {
    let table = videos().await;
    let (loaded, fields) = (super::read(&table).await?, Video::FIELDS);
    let update = loaded.update().add(fields.views, 1).add(fields.stats.views, 1).append(fields.tags, ["new"]);
    let update = update.insert_into(fields.words, ["b"]).set(fields.title, "dogs");
    let new = update.returning_new().send(&table).await?;
    assert_eq!((new.views, new.stats.views, new.title.as_str()), (42, 8, "dogs"));
    assert_eq!((new.tags.len(), new.words.len()), (2, 2));
    assert_eq!(super::read(&table).await?, new);
    let item = only(&table).await;
    assert!(!["viewCount", "labels", "wordSet"].iter().any(|name| item.contains_key(*name)), "{item:?}");

    let table = videos().await;
    loaded.update().set(fields.tags.at(0), "new").send(&table).await?;
    assert_eq!(super::read(&table).await?.tags, ["new"]);
    Ok(())
}

#[tokio::test]
async fn an_older_item_moves() -> Result<(), Error> {
    let table = videos().await;
    let loaded = super::read(&table).await?;
    loaded.move_to(&Video { id: 2, ..video(1) }).send(&table).await?;
    assert_eq!(Video::get(2).send(&table).await?, Some(video(2)));
    assert!(!only(&table).await.contains_key("viewCount"));
    Ok(())
}
