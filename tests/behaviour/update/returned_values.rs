//! The attributes that an update returns.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use dynamodel::{Document, Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::model::{Video, YouTube};
use crate::support::world::{faulty, table};
use crate::support::youtube::video;
use dynamodel::testing::Fault::LostReply;
use dynamodel::testing::When::Nth;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Document)]
struct Stats {
    #[serde(rename = "v")]
    views: u64,
    likes: u64,
}

/// Written and read by functions of the user's: as text.
mod as_text {
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("n{value}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.trim_start_matches('n').parse().map_err(serde::de::Error::custom)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "clip-{id}", sk = "_root")]
struct Clip {
    id: u64,
    #[serde(rename = "videoTitle")]
    title: String,
    count: i64,
    tags: Vec<String>,
    #[serde(default, with = "dynamodel::string_set", skip_serializing_if = "BTreeSet::is_empty")]
    labels: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[entity(null)]
    owner: Option<u32>,
    #[serde(with = "as_text")]
    rank: u32,
    stats: Stats,
    #[entity(ttl)]
    ends: Option<SystemTime>,
    #[entity(version)]
    version: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "clips", type_attribute = "kind", ttl_attribute = "expires")]
enum Clips {
    Clip(Clip),
}

fn clip() -> Clip {
    let (title, tags) = ("title".to_owned(), ["a", "b", "c"].map(str::to_owned).into());
    let (labels, note, owner, stats) = (["x".to_owned()].into(), None, None, Stats::default());
    Clip { id: 7, title, count: 3, tags, labels, note, owner, rank: 1, stats, ends: None, version: 0 }
}

async fn with_clip() -> TableClient<Clips> {
    let table = table::<Clips>().await;
    clip().create().send(&table).await.unwrap();
    table
}

#[tokio::test]
async fn returned_attributes_are_read_by_path() {
    let table = with_clip().await;
    let fields = Clip::FIELDS;
    let ends = SystemTime::now() + Duration::from_hours(1);
    let updated = Clip::update(7)
        .add(fields.count, 4)
        .set(fields.stats.views, 5)
        .insert_into(fields.labels, ["y"])
        .append(fields.tags, ["d"])
        .set(fields.rank, 8)
        .set(fields.owner, None)
        .set(fields.ends, ends)
        .returning_updated()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(updated.get(fields.count).unwrap(), Some(7));
    assert_eq!(updated.get(fields.stats.views).unwrap(), Some(5));
    assert_eq!(updated.get(fields.labels).unwrap(), Some(["x", "y"].map(str::to_owned).into()));
    assert_eq!(updated.get(fields.tags).unwrap().unwrap().len(), 4);
    assert_eq!(updated.get(fields.tags.at(3)).unwrap().as_deref(), Some("d"));
    assert_eq!(updated.get(fields.rank).unwrap(), Some(8), "as its own functions write it");
    assert_eq!(updated.get(fields.owner).unwrap(), Some(None), "NULL");
    assert!(updated.get(fields.ends).unwrap().flatten().is_some());
    assert_eq!(updated.get(fields.version).unwrap(), Some(2), "which the library has raised");
    assert_eq!(updated.get(fields.title).unwrap(), None, "not changed");
    assert_eq!(updated.get(fields.stats.likes).unwrap(), None, "not changed");
    let error = updated.get(fields.stats).unwrap_err();
    assert!(error.is_invalid_update() && error.to_string().contains("`stats.v`"), "{error}");
    assert_eq!(error.entity(), Some("Clip"));

    let updated =
        Clip::update(7).remove(fields.note).remove(fields.ends).returning_updated().send(&table).await;
    let updated = updated.unwrap();
    assert_eq!((updated.get(fields.note).unwrap(), updated.get(fields.ends).unwrap()), (None, None));
    let nothing = Clip::update(7).returning_updated().send(&table).await.unwrap();
    assert_eq!((nothing.get(fields.count).unwrap(), nothing.get(fields.version).unwrap()), (None, Some(4)));
}

#[tokio::test]
async fn elements_of_lists_keep_their_places() {
    let (faults, plain) = faulty::<Clips>().await;
    clip().create().send(&plain).await.unwrap();
    let table = Clips::table(faults.client());
    let tags = Clip::FIELDS.tags;
    let updated = Clip::update(7).set(tags.at(2), "C").set(tags.at(0), "A").returning_updated();
    let updated = updated.send(&table).await.unwrap();
    assert_eq!(updated.get(tags.at(0)).unwrap().as_deref(), Some("A"));
    assert_eq!(updated.get(tags.at(1)).unwrap(), None, "not changed");
    assert_eq!(updated.get(tags.at(2)).unwrap().as_deref(), Some("C"));
    assert_eq!(updated.get(tags).unwrap().unwrap(), ["A", "b", "C"]);
    let updated = Clip::update(7).remove_at(tags.at(1)).returning_updated().send(&table).await.unwrap();
    assert_eq!(updated.get(tags).unwrap().unwrap(), ["A", "C"]);
    Clip::update(7).add(Clip::FIELDS.count, 1).returning_updated().send(&table).await.unwrap();
    let asked = faults.attempts().into_iter().map(|attempt| attempt.json()["ReturnValues"].to_string());
    assert_eq!(asked.collect::<Vec<_>>(), ["\"ALL_NEW\"", "\"ALL_NEW\"", "\"UPDATED_NEW\""]);
}

#[tokio::test]
async fn a_loaded_update_gives_back_what_was_asked_for() {
    let table = with_clip().await;
    let fields = Clip::FIELDS;
    let loaded = Clip::get(7).send(&table).await.unwrap().unwrap();
    // Only `likes` differs, so only that is sent; the title is the same.
    let stats = Stats { likes: 2, ..loaded.stats.clone() };
    let updated = loaded.update().set(fields.stats, &stats).set(fields.title, "title").returning_updated();
    let updated = updated.send(&table).await.unwrap();
    assert_eq!(updated.get(fields.stats).unwrap(), Some(stats));
    assert_eq!(updated.get(fields.title).unwrap().as_deref(), Some("title"));
    assert_eq!(updated.get(fields.version).unwrap(), Some(2));
    assert_eq!(updated.get(fields.count).unwrap(), None);
}

/// The transaction gives nothing back: it is what was written.
#[tokio::test]
async fn update_with_a_lookup_returns_what_it_wrote() {
    let table = table::<YouTube>().await;
    video(1, 1, 0).create().send(&table).await.unwrap();
    let loaded = video(1, 1, 0);
    loaded.update().set(Video::FIELDS.creator_id, 4).send(&table).await.unwrap();
    let updated = loaded.update().set(Video::FIELDS.video_title, "new").returning_updated();
    let updated = updated.send(&table).await.unwrap();
    assert_eq!(updated.get(Video::FIELDS.video_title).unwrap().as_deref(), Some("new"));
    assert_eq!(updated.get(Video::FIELDS.creator_id).unwrap(), None);
    assert!(format!("{updated:?}").contains("video_title"));
}

#[tokio::test]
async fn an_upsert_gives_back_what_is_there_then() {
    let table = table::<Clips>().await;
    let fields = Clip::FIELDS;
    let add = || Clip::update(7).add(fields.count, 1);
    let stored = Clip { version: 1, ..clip() };
    let updated = add().returning_updated().upsert(&clip()).send(&table).await.unwrap();
    assert_eq!(updated.get(fields.count).unwrap(), Some(3), "stored as it is");
    assert_eq!(updated.get(fields.stats).unwrap(), Some(Stats::default()), "all of it is new");
    assert_eq!((updated.get(fields.version).unwrap(), updated.get(fields.note).unwrap()), (Some(1), None));
    let updated = add().returning_updated().upsert(&clip()).send(&table).await.unwrap();
    assert_eq!((updated.get(fields.count).unwrap(), updated.get(fields.title).unwrap()), (Some(4), None));
    Clip::delete(7).send(&table).await.unwrap();
    assert_eq!(add().returning_new().upsert(&clip()).send(&table).await.unwrap(), stored);
    assert_eq!(add().returning_new().upsert(&clip()).send(&table).await.unwrap().count, 4);
    Clip::delete(7).send(&table).await.unwrap();
    assert_eq!(add().returning_old().upsert(&clip()).send(&table).await.unwrap(), None);
    assert_eq!(add().returning_old().upsert(&clip()).send(&table).await.unwrap(), Some(stored));
    add().exactly_once().upsert(&clip()).send(&table).await.unwrap();
    assert_eq!(Clip::get(7).send(&table).await.unwrap().unwrap().count, 5);
}

/// The answer is lost, and the condition of the request that comes again does not hold any more.
#[tokio::test(start_paused = true)]
async fn behind_a_lost_answer_it_is_what_is_there() {
    let (faults, plain) = faulty::<Clips>().await;
    clip().create().send(&plain).await.unwrap();
    let table: TableClient<Clips> = Clips::table(faults.client());
    faults.on("UpdateItem", Nth(1), LostReply);
    let loaded = Clip::get(7).send(&plain).await.unwrap().unwrap();
    let updated =
        loaded.update().with(|clip| clip.count += 1).returning_updated().send(&table).await.unwrap();
    assert_eq!(faults.operations(), ["UpdateItem"; 2]);
    assert_eq!(updated.get(Clip::FIELDS.count).unwrap(), Some(4));
    assert_eq!(updated.get(Clip::FIELDS.title).unwrap(), None);

    faults.reset();
    faults.on("UpdateItem", Nth(1), LostReply);
    let error =
        Clip::update(7).add(Clip::FIELDS.count, 1).returning_updated().send(&table).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    faults.reset();
    faults.on("UpdateItem", Nth(1), LostReply);
    let set = Clip::update(7).set(Clip::FIELDS.title, "again").returning_updated();
    assert_eq!(set.send(&table).await.unwrap().get(Clip::FIELDS.title).unwrap().as_deref(), Some("again"));
}

#[tokio::test]
async fn returned_attribute_of_another_type_is_an_error() {
    let table = with_clip().await;
    Clip::update(7).set(Clip::FIELDS.stats.views, u64::MAX).send(&table).await.unwrap();
    let updated = Clip::update(7).add(Clip::FIELDS.stats.views, 1).returning_updated();
    let updated = updated.send(&table).await.unwrap();
    let error = updated.get(Clip::FIELDS.stats.views).unwrap_err();
    assert!(error.is_malformed_item(), "{error}");
    assert_eq!((error.entity(), error.path()), (Some("Clip"), Some("stats.v")));
}
