//! Updates and conditions.

use super::*;

#[tokio::test]
async fn a_field_that_is_set_loses_its_older_names() -> Result<(), Error> {
    let table = videos().await;
    let fields = Video::FIELDS;
    let update = Video::update(1).set(fields.owner, "bob").set(fields.views, 5).remove(fields.note);
    update.set(fields.tags, vec!["new".to_owned()]).set(fields.stats.views, 8).send(&table).await?;
    let expected = Video {
        owner: "bob".to_owned(),
        views: 5,
        note: None,
        tags: vec!["new".to_owned()],
        stats: Stats { views: 8, likes: 0 },
        ..video(1)
    };
    assert_eq!(read(&table).await?, expected);
    let item = only(&table).await;
    for name in ["ownerName", "viewCount", "labels", "remark"] {
        assert!(!item.contains_key(name), "{name}");
    }
    assert_eq!((&item["unknown"], &item["status"]), (&s("stays"), &s("live")));
    assert_eq!(item["stats"], AttributeValue::M([("views".to_owned(), n(8))].into()));
    Ok(())
}

#[tokio::test]
async fn any_of_several_older_names_is_lost() -> Result<(), Error> {
    let table = table::<Videos>().await;
    let mut seen = older(1);
    let views = seen.remove("viewCount").unwrap();
    write(&table, with(seen, "seen", views)).await;
    assert_eq!(read(&table).await?, video(1));
    Video::update(1).set(Video::FIELDS.views, 2).send(&table).await?;
    assert_eq!(read(&table).await?.views, 2);
    Ok(())
}

#[tokio::test]
async fn a_relative_update_by_key_needs_the_name_of_today() -> Result<(), Error> {
    let table = videos().await;
    let fields = Video::FIELDS;
    let update = || Video::update(1);
    assert_refused(&table, update().add(fields.views, 1).send(&table).await, "viewCount").await;
    assert_refused(&table, update().subtract(fields.views, 1).send(&table).await, "viewCount").await;
    assert_refused(&table, update().append(fields.tags, ["x"]).send(&table).await, "labels").await;
    assert_refused(&table, update().prepend(fields.tags, ["x"]).send(&table).await, "labels").await;
    assert_refused(&table, update().insert_into(fields.words, ["x"]).send(&table).await, "wordSet").await;
    assert_refused(&table, update().delete_from(fields.words, ["a"]).send(&table).await, "wordSet").await;
    assert_refused(&table, update().set(fields.tags.at(0), "x").send(&table).await, "labels").await;
    assert_refused(&table, update().remove_at(fields.tags.at(0)).send(&table).await, "labels").await;
    assert_refused(&table, update().add(fields.stats.views, 1).send(&table).await, "stats.viewCount").await;
    let absent = update().set_if_not_exists(fields.views, 1);
    assert_refused(&table, absent.send(&table).await, "viewCount").await;
    let transaction = dynamodel::transact((update().add(fields.views, 1),));
    assert_refused(&table, transaction.send(&table).await, "viewCount").await;
    let upsert = update().add(fields.views, 1).upsert(&video(1));
    assert_refused(&table, upsert.send(&table).await, "viewCount").await;

    table.backfill::<Video>().send().await?;
    update().add(fields.views, 1).add(fields.stats.views, 1).append(fields.tags, ["x"]).send(&table).await?;
    let video = read(&table).await?;
    assert_eq!((video.views, video.stats.views, video.tags.len()), (42, 8, 2));
    Ok(())
}

#[tokio::test]
async fn a_part_of_a_struct_needs_its_name_of_today() -> Result<(), Error> {
    let table = table::<Videos>().await;
    let mut moved = older(1);
    let stats = moved.remove("stats").unwrap();
    let moved = with(moved, "statistics", stats);
    write(&table, moved.clone()).await;
    let set = Video::update(1).set(Video::FIELDS.stats.likes, 1);
    let error = set.send(&table).await.unwrap_err();
    assert!(error.is_alias_stored() && error.path() == Some("statistics"), "{error}");
    assert_eq!(only(&table).await, moved);
    Video::update(1).set(Video::FIELDS.stats, Stats { views: 1, likes: 2 }).send(&table).await?;
    assert_eq!(read(&table).await?.stats, Stats { views: 1, likes: 2 });
    Ok(())
}

#[tokio::test]
async fn a_condition_needs_the_name_of_today() -> Result<(), Error> {
    let table = videos().await;
    let (fields, video) = (Video::FIELDS, video(1));
    let wanted = || fields.views.eq(41);
    assert_refused(&table, video.put().condition(wanted()).send(&table).await, "viewCount").await;
    assert_refused(&table, Video::delete(1).condition(wanted()).send(&table).await, "viewCount").await;
    let check = Video::get(1).must(fields.stats.views.gt(1).or(fields.title.eq("cats")));
    assert_refused(&table, check.send(&table).await, "stats.viewCount").await;
    let update = Video::update(1).set(fields.title, "x").condition(!fields.tags.at(0).exists());
    assert_refused(&table, update.send(&table).await, "labels").await;
    let loaded = read(&table).await?.update().set(fields.title, "x").condition(fields.note.is_some());
    assert_refused(&table, loaded.send(&table).await, "remark").await;
    let error = Video::delete(1).condition(fields.title.eq("dogs")).send(&table).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    Video::update(2).set(fields.views, 1).condition(wanted()).send(&table).await.unwrap_err();
    Ok(())
}

#[tokio::test]
async fn an_update_says_what_it_has_changed() -> Result<(), Error> {
    let table = videos().await;
    let fields = Video::FIELDS;
    let updated = Video::update(1).set(fields.views, 5).returning_updated().send(&table).await?;
    assert_eq!(updated.get(fields.views)?, Some(5));
    let new = Video::update(1).set(fields.owner, "bob").returning_new().send(&table).await?;
    assert_eq!(new, Video { views: 5, owner: "bob".to_owned(), ..video(1) });
    Ok(())
}

#[tokio::test]
async fn puts_write_current_names() -> Result<(), Error> {
    let table = videos().await;
    let video = read(&table).await?;
    assert_eq!(video, crate::aliases::video(1));
    video.put().send(&table).await?;
    let names = only(&table).await;
    assert!(attributes(1).keys().all(|name| !names.contains_key(name) || !name.contains("ount")));
    let loaded = read(&table).await?;
    loaded.update().with(|video| video.views += 1).send(&table).await?;
    assert_eq!(read(&table).await?.views, 42);
    Ok(())
}

#[tokio::test]
async fn a_loaded_update_replaces_older_names() -> Result<(), Error> {
    let table = videos().await;
    let loaded = read(&table).await?;
    loaded.update().set(Video::FIELDS.views, 3).set(Video::FIELDS.stats.views, 9).send(&table).await?;
    let after = read(&table).await?;
    assert_eq!((after.views, after.stats.views), (3, 9));
    Ok(())
}
