//! Empty sets, which `DynamoDB` does not store: no attribute, in every write and read.

use std::collections::{BTreeSet, HashSet};

use dynamodel::{BatchWrite, Document, Entity, Projection, Table, TableClient, transact};
use serde::{Deserialize, Serialize};

use crate::support::store::{stored, write};
use crate::support::world::table;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Document)]
struct Labels {
    #[serde(with = "dynamodel::string_set")]
    words: BTreeSet<String>,
    note: Option<String>,
}

/// A set by its type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Ranks(#[serde(with = "dynamodel::number_set")] Vec<u32>);

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u64,
    title: String,
    #[serde(with = "dynamodel::string_set")]
    tags: HashSet<String>,
    #[serde(rename = "votes", with = "dynamodel::number_set")]
    numbers: BTreeSet<i64>,
    #[serde(with = "dynamodel::string_set")]
    readers: Option<BTreeSet<String>>,
    ranks: Ranks,
    labels: Labels,
    all: Vec<Labels>,
}

/// With a copy and a unique field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "page-{id}", sk = "_root")]
#[lookup(name = "by_owner", pk = "owner-{owner}", sk = "{id}")]
struct Page {
    id: u64,
    owner: String,
    #[entity(unique)]
    slug: String,
    #[serde(with = "dynamodel::string_set")]
    tags: BTreeSet<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct More {
    #[serde(with = "dynamodel::string_set")]
    tags: BTreeSet<String>,
    count: u32,
}

/// With attributes of another struct among its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "mixed-{id}", sk = "_root")]
struct Mixed {
    id: u64,
    #[serde(with = "dynamodel::number_set")]
    numbers: BTreeSet<u8>,
    #[serde(flatten)]
    more: More,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Note)]
struct Card {
    title: String,
    #[serde(with = "dynamodel::string_set")]
    tags: HashSet<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes", type_attribute = "kind")]
enum Notes {
    Note(Note),
    Page(Page),
    Mixed(Mixed),
}

fn note(id: u64) -> Note {
    Note { id, title: "title".to_owned(), all: vec![Labels::default()], ..Note::default() }
}

fn full(id: u64) -> Note {
    let words = || ["a".to_owned(), "b".to_owned()];
    let labels = Labels { words: words().into(), note: None };
    Note {
        tags: words().into(),
        numbers: [1, -2].into(),
        readers: Some(words().into()),
        ranks: Ranks(vec![1, 2]),
        labels: labels.clone(),
        all: vec![labels],
        ..note(id)
    }
}

async fn read(table: &TableClient<Notes>, id: u64) -> Note {
    Note::get(id).consistent().send(table).await.unwrap().unwrap()
}

#[tokio::test]
async fn an_empty_set_is_no_attribute_in_every_write() {
    let table = table::<Notes>().await;
    note(1).create().send(&table).await.unwrap();
    note(2).put().send(&table).await.unwrap();
    transact((note(3).create(), note(4).put())).send(&table).await.unwrap();
    BatchWrite::new().and(note(5).put()).send(&table).await.unwrap();
    Note::update(6).set(Note::FIELDS.title, "title").upsert(&note(6)).send(&table).await.unwrap();
    for id in 1..=6 {
        assert_eq!(read(&table, id).await, note(id));
    }
    for item in stored(&table).await.values() {
        for name in ["tags", "votes", "readers", "ranks"] {
            assert!(!item.contains_key(name), "{name} in {item:?}");
        }
    }
}

#[tokio::test]
async fn a_set_is_emptied_by_every_update() {
    let fields = Note::FIELDS;
    let table = table::<Notes>().await;
    for id in 1..=5 {
        full(id).put().send(&table).await.unwrap();
        assert_eq!(read(&table, id).await, full(id));
    }
    let emptied = |id| Note { all: full(id).all, ..note(id) };

    Note::update(1)
        .set(fields.tags, HashSet::new())
        .set(fields.numbers, BTreeSet::new())
        .set(fields.readers, BTreeSet::new())
        .set(fields.ranks, Ranks::default())
        .set(fields.labels.words, BTreeSet::new())
        .send(&table)
        .await
        .unwrap();
    assert_eq!(read(&table, 1).await, emptied(1));

    full(2)
        .update()
        .with(|note| {
            note.tags.clear();
            note.numbers.clear();
            note.readers = None;
            note.ranks.0.clear();
            note.labels.words.clear();
        })
        .send(&table)
        .await
        .unwrap();
    assert_eq!(read(&table, 2).await, emptied(2));

    let updated = Note::update(3)
        .delete_from(fields.tags, ["a", "b"])
        .delete_from(fields.numbers, [1, -2])
        .set(fields.labels, Labels::default())
        .remove(fields.readers)
        .returning_updated()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(updated.get(fields.tags).unwrap(), Some(HashSet::new()));
    assert_eq!(updated.get(fields.numbers).unwrap(), Some(BTreeSet::new()));
    assert_eq!(updated.get(fields.labels.words).unwrap(), Some(BTreeSet::new()));
    assert_eq!(updated.get(fields.readers).unwrap(), Some(None));
    assert_eq!(updated.get(fields.title).unwrap(), None);
    assert_eq!(read(&table, 3).await, Note { ranks: full(3).ranks, ..emptied(3) });

    full(4)
        .update()
        .set(fields.tags, HashSet::new())
        .delete_from(fields.numbers, [1, -2])
        .send(&table)
        .await
        .unwrap();
    assert_eq!(read(&table, 4).await, Note { tags: HashSet::new(), numbers: BTreeSet::new(), ..full(4) });

    let update = Note::update(5).set(fields.tags, HashSet::new());
    transact((update.delete_from(fields.numbers, [1, -2]),)).send(&table).await.unwrap();
    assert_eq!(read(&table, 5).await, Note { tags: HashSet::new(), numbers: BTreeSet::new(), ..full(5) });
}

#[tokio::test]
async fn some_empty_set_is_read_as_none() {
    let table = table::<Notes>().await;
    Note { readers: Some(BTreeSet::new()), ..note(1) }.put().send(&table).await.unwrap();
    assert_eq!(read(&table, 1).await, note(1));
    Note::update(1).insert_into(Note::FIELDS.tags, ["a"]).send(&table).await.unwrap();
    assert_eq!(read(&table, 1).await.tags, ["a".to_owned()].into());
}

#[tokio::test]
async fn an_empty_set_is_compared_as_a_missing_attribute() {
    let fields = Note::FIELDS;
    let table = table::<Notes>().await;
    note(1).put().send(&table).await.unwrap();
    full(2).put().send(&table).await.unwrap();
    let update = |id| Note::update(id).set(fields.title, "title");
    update(1).condition(fields.numbers.eq(BTreeSet::new())).send(&table).await.unwrap();
    update(1).condition(fields.numbers.is_in([BTreeSet::new(), [7].into()])).send(&table).await.unwrap();
    update(1).condition(fields.readers.is_none()).send(&table).await.unwrap();
    update(2).condition(fields.numbers.ne(BTreeSet::new())).send(&table).await.unwrap();
    update(2).condition(fields.numbers.is_in([BTreeSet::new(), [1, -2].into()])).send(&table).await.unwrap();
    update(2).condition(fields.readers.is_some()).send(&table).await.unwrap();
    for refused in [
        update(2).condition(fields.numbers.eq(BTreeSet::new())).send(&table).await,
        update(1).condition(fields.numbers.ne(BTreeSet::new())).send(&table).await,
        update(1).condition(fields.readers.is_some()).send(&table).await,
    ] {
        assert!(refused.unwrap_err().is_condition_failed());
    }
}

#[tokio::test]
async fn an_empty_set_is_absent_in_copies_projections_and_after_a_backfill() {
    let table = table::<Notes>().await;
    let (id, owner, slug) = (1, "ann".to_owned(), "first".to_owned());
    let page = Page { id, owner, slug, tags: ["a".to_owned()].into() };
    page.create().send(&table).await.unwrap();
    page.update().set(Page::FIELDS.tags, BTreeSet::new()).send(&table).await.unwrap();
    let emptied = Page { tags: BTreeSet::new(), ..page.clone() };
    assert_eq!(Page::by_owner("ann").all(&table).await.unwrap(), std::slice::from_ref(&emptied));
    emptied.put().send(&table).await.unwrap();
    emptied.move_to(&Page { id: 2, ..emptied.clone() }).send(&table).await.unwrap();
    table.backfill::<Page>().send().await.unwrap();
    assert_eq!(Page::by_owner("ann").all(&table).await.unwrap(), [Page { id: 2, ..emptied }]);

    note(1).put().send(&table).await.unwrap();
    let card = Note::get(1).project::<Card>().send(&table).await.unwrap();
    assert_eq!(card, Some(Card { title: "title".to_owned(), tags: HashSet::new() }));
}

#[tokio::test]
async fn an_empty_set_is_absent_beside_flattened_structs_and_in_them() {
    let table = table::<Notes>().await;
    let empty = Mixed { id: 1, ..Mixed::default() };
    let full = Mixed { id: 2, numbers: [1].into(), more: More { tags: ["a".to_owned()].into(), count: 1 } };
    for mixed in [&empty, &full] {
        mixed.put().send(&table).await.unwrap();
        assert_eq!(Mixed::get(mixed.id).send(&table).await.unwrap().as_ref(), Some(mixed));
    }
}

#[tokio::test]
async fn a_field_that_is_no_set_is_missed() {
    let table = table::<Notes>().await;
    note(1).put().send(&table).await.unwrap();
    for mut item in stored(&table).await.into_values() {
        item.remove("title");
        write(&table, item).await;
    }
    let error = Note::get(1).send(&table).await.unwrap_err();
    assert!(error.is_malformed_item(), "{error}");
    assert_eq!(error.path(), Some("."));
    assert!(error.to_string().contains("missing field `title`; items older"), "{error}");
}
