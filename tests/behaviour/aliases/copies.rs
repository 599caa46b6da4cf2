//! Entities with lookups and unique fields, whose items are read before they are written.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use super::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "song-{id}", sk = "_root")]
#[lookup(name = "by_artist", pk = "artist-{artist}", sk = "{id}")]
#[lookup(name = "charts", pk = "charts", sk = "{id}", project(include(plays)))]
struct Song {
    id: u32,
    #[serde(alias = "artistName")]
    artist: String,
    #[serde(alias = "playCount")]
    plays: u64,
    #[serde(alias = "isrc")]
    #[entity(unique)]
    code: String,
    #[serde(flatten)]
    place: Place,
    stats: Stats,
    inner: Inner,
    title: String,
}

/// A struct that is no document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Inner {
    #[serde(alias = "colour")]
    color: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "songs", type_attribute = "kind")]
enum Songs {
    Song(Song),
}

fn song() -> Song {
    Song {
        id: 1,
        artist: "abba".to_owned(),
        plays: 41,
        code: "X1".to_owned(),
        place: Place { city: "Bonn".to_owned() },
        stats: Stats { views: 7, likes: 0 },
        inner: Inner { color: "red".to_owned() },
        title: "so".to_owned(),
    }
}

/// The item and its copies as an older program wrote them.
async fn songs() -> TableClient<Songs> {
    let table = table::<Songs>().await;
    song().create().send(&table).await.unwrap();
    for (_, mut item) in stored(&table).await {
        for (new, old) in
            [("artist", "artistName"), ("plays", "playCount"), ("code", "isrc"), ("city", "town")]
        {
            if let Some(value) = item.remove(new) {
                item.insert(old.to_owned(), value);
            }
        }
        for (outer, new, old) in [("stats", "views", "viewCount"), ("inner", "color", "colour")] {
            if let Some(AttributeValue::M(members)) = item.get_mut(outer) {
                let value = members.remove(new).unwrap();
                members.insert(old.to_owned(), value);
                members.remove("likes");
            }
        }
        write(&table, item).await;
    }
    assert_eq!(Song::get(1).required().send(&table).await.unwrap(), song());
    table
}

/// Asserts that the items are those of this value and have no older names.
async fn assert_stored(table: &TableClient<Songs>, song: &Song) -> Result<(), Error> {
    assert_eq!(Song::get(1).required().send(table).await?, *song);
    assert_eq!(Song::by_artist(&song.artist).all(table).await?, std::slice::from_ref(song));
    let older = ["artistName", "playCount", "isrc", "town", "viewCount", "colour"];
    for item in stored(table).await.values() {
        let inner = item.values().filter_map(|value| value.as_m().ok()).flat_map(|members| members.keys());
        let mut names = item.keys().chain(inner);
        assert!(!names.any(|name| older.contains(&name.as_str())), "{item:?}");
    }
    Ok(())
}

#[tokio::test]
async fn any_loaded_update_gives_an_item_with_copies_its_names() -> Result<(), Error> {
    let fields = Song::FIELDS;
    let after = |change: fn(&mut Song)| {
        let mut song = song();
        change(&mut song);
        song
    };
    let table = songs().await;
    let new = song().update().set(fields.title, "new").returning_new().send(&table).await?;
    assert_eq!(new, after(|song| song.title = "new".to_owned()));
    assert_stored(&table, &new).await?;

    let table = songs().await;
    song().update().add(fields.plays, 1).set(fields.stats.views, 9).send(&table).await?;
    assert_stored(&table, &after(|song| (song.plays, song.stats.views) = (42, 9))).await?;

    let table = songs().await;
    let change = |song: &mut Song| (song.artist, song.code) = ("queen".to_owned(), "X2".to_owned());
    song().update().set(fields.artist, "queen").set(fields.code, "X2").send(&table).await?;
    assert_stored(&table, &after(change)).await
}

#[tokio::test]
async fn a_put_and_a_delete_know_the_copies_of_an_older_item() -> Result<(), Error> {
    let table = songs().await;
    let other = Song { artist: "queen".to_owned(), code: "X2".to_owned(), ..song() };
    other.put().send(&table).await?;
    assert_stored(&table, &other).await?;
    let table = songs().await;
    song().delete().send(&table).await?;
    assert_eq!(stored(&table).await.len(), 0);
    Ok(())
}

#[tokio::test]
async fn a_backfill_gives_copies_their_names() -> Result<(), Error> {
    let table = songs().await;
    let done = table.backfill::<Song>().send().await?;
    assert_eq!((done.read, done.rewritten, done.left.len()), (1, 1, 0), "{done:?}");
    assert_stored(&table, &song()).await?;
    let again = table.backfill::<Song>().send().await?;
    assert_eq!((again.rewritten, again.unchanged), (0, 1));
    Ok(())
}

#[derive(Debug, PartialEq, Deserialize, dynamodel::Projection)]
#[projection(of = Song)]
struct Rank {
    id: u32,
    plays: u64,
}

#[tokio::test]
async fn a_copy_of_a_part_is_read_under_older_names() -> Result<(), Error> {
    let table = songs().await;
    let found = Song::charts().project::<Rank>().all(&table).await?;
    assert_eq!(found, [Rank { id: 1, plays: 41 }]);
    let found = Song::charts().filter(Song::CHARTS_FIELDS.plays.gt(40)).project::<Rank>().all(&table).await?;
    assert_eq!(found.len(), 1);
    Ok(())
}
