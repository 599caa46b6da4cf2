//! Values that the engine would refuse are refused before any request.

use dynamodel::{BatchGet, Entity, Error, Table, TableClient, transact_get};
use serde::{Deserialize, Serialize};

use crate::support::world::faulty;
use dynamodel::testing::Faults;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_owner", pk = "owner-{owner}", sk = "note#{title}#{number}")]
struct Note {
    owner: String,
    title: String,
    number: u8,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "doc-{id}", sk = "_root")]
#[lookup(name = "by_place", pk = "place-{place}", sk = "{id}")]
struct Doc {
    id: u8,
    place: String,
}

/// Numbers, and whatever attributes there are besides.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "loose-{id}", sk = "_root")]
struct Loose {
    id: u8,
    ratio: f64,
    more: Vec<f64>,
    #[serde(flatten)]
    rest: std::collections::BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes", type_attribute = "type")]
enum Notes {
    Note(Note),
    Doc(Doc),
    Loose(Loose),
}

/// The attributes of a note besides its texts: names, types, and the fixed part of its keys.
const TEXT: usize = 409_600;

fn note(owner: &str, title: &str, text: usize) -> Note {
    Note { owner: owner.to_owned(), title: title.to_owned(), number: 7, text: "x".repeat(text) }
}

async fn world() -> (Faults, TableClient<Notes>) {
    let (faults, _) = faulty::<Notes>().await;
    let table = Notes::table(faults.client());
    (faults, table)
}

/// The size of an empty note of this owner and title, as it is counted.
fn overhead(owner: &str, title: &str) -> usize {
    let names = "pk".len()
        + "sk".len()
        + "type".len()
        + "owner".len()
        + "title".len()
        + "number".len()
        + "text".len();
    let keys = format!("owner-{owner}").len() + format!("note#{title}#007").len();
    names + keys + "Note".len() + owner.len() + title.len() + 2
}

#[tokio::test]
async fn an_item_of_400_kb_is_stored_and_one_byte_more_is_not_sent() {
    let (faults, table) = world().await;
    let room = TEXT - overhead("o", "t");
    note("o", "t", room).create().send(&table).await.unwrap();
    faults.reset();
    for error in [
        note("o", "t", room + 1).create().send(&table).await.unwrap_err(),
        note("o", "t", room + 1).put().send(&table).await.unwrap_err(),
        note("o", "t", room + 1).put().request(&table).unwrap_err(),
    ] {
        assert!(error.is_too_large(), "{error}");
        assert_eq!((error.entity(), error.key()), (Some("Note"), Some(("owner-o", Some("note#t#007")))));
    }
    assert!(faults.attempts().is_empty());
}

fn invalid(error: &Error, entity: &str, path: Option<&str>) {
    assert!(error.is_invalid_key(), "{error}");
    assert_eq!((error.entity(), error.path()), (Some(entity), path), "{error}");
}

#[tokio::test]
async fn a_key_of_the_longest_size_is_stored_and_one_byte_more_is_not_sent() {
    let (faults, table) = world().await;
    let (owner, title) = ("o".repeat(2048 - 6), "t".repeat(1024 - 9));
    let longest = note(&owner, &title, 1);
    longest.create().send(&table).await.unwrap();
    assert_eq!(Note::get(&owner, &title, 7).send(&table).await.unwrap(), Some(longest));
    faults.reset();
    let (long_owner, long_title) = (format!("{owner}o"), format!("{title}t"));
    for (owner, title) in [(&long_owner, &title), (&owner, &long_title)] {
        let note = note(owner, title, 1);
        for error in [
            note.create().send(&table).await.unwrap_err(),
            note.put().send(&table).await.unwrap_err(),
            note.delete().send(&table).await.unwrap_err(),
            Note::get(owner, title, 7).send(&table).await.unwrap_err(),
            transact_get((Note::get(owner, title, 7),)).send(&table).await.unwrap_err(),
            BatchGet::<Note, Notes>::new().and(Note::get(owner, title, 7)).send(&table).await.unwrap_err(),
        ] {
            invalid(&error, "Note", None);
        }
    }
    invalid(&Note::of_owner(&long_owner).all(&table).await.unwrap_err(), "Note", None);
    let long_prefix = "t".repeat(1024 - 5);
    let range = Note::of_owner("o").prefix(&*long_prefix);
    invalid(&range.all(&table).await.unwrap_err(), "Note", None);
    assert!(faults.attempts().is_empty());
}

#[tokio::test]
async fn a_string_that_is_no_segment_is_not_sent() {
    let (faults, table) = world().await;
    for title in ["", "a#b", "#", "a#"] {
        let note = note("o", title, 1);
        invalid(&note.create().send(&table).await.unwrap_err(), "Note", Some("title"));
        invalid(&note.put().send(&table).await.unwrap_err(), "Note", Some("title"));
        invalid(&note.delete().send(&table).await.unwrap_err(), "Note", Some("title"));
        invalid(&Note::get("o", title, 7).send(&table).await.unwrap_err(), "Note", Some("title"));
        invalid(&Note::of_owner("o").prefix(title).count(&table).await.unwrap_err(), "Note", Some("title"));
        let stream = Note::of_owner("o").prefix(title).stream(&table).try_next().await;
        invalid(&stream.unwrap_err(), "Note", Some("title"));
    }
    for owner in ["", "a#b"] {
        invalid(&Note::of_owner(owner).all(&table).await.unwrap_err(), "Note", Some("owner"));
        invalid(&Note::get(owner, "t", 7).request(&table).unwrap_err(), "Note", Some("owner"));
    }
    // Of a lookup alone: the item itself could be written, and is not.
    let doc = Doc { id: 1, place: String::new() };
    invalid(&doc.create().send(&table).await.unwrap_err(), "Doc", Some("place"));
    invalid(&doc.put().send(&table).await.unwrap_err(), "Doc", Some("place"));
    let doc = Doc { id: 1, place: "p".repeat(2043) };
    invalid(&doc.create().send(&table).await.unwrap_err(), "Doc", None);
    assert!(faults.attempts().is_empty());
}

#[tokio::test]
async fn a_number_that_is_not_stored_is_not_sent() {
    let (faults, table) = world().await;
    let good = Loose { ratio: 1e125, more: vec![1e-130, -0.1], ..Loose::default() };
    good.put().send(&table).await.unwrap();
    assert_eq!(Loose::get(0).send(&table).await.unwrap(), Some(good));
    faults.reset();
    let with_ratio = |ratio| Loose { ratio, ..Loose::default() };
    let bad = [1e126, f64::NAN, f64::INFINITY, f64::MIN].map(with_ratio);
    for loose in bad.into_iter().chain([Loose { more: vec![0.0, 1e-131], ..Loose::default() }]) {
        let error = loose.put().send(&table).await.unwrap_err();
        assert!(error.is_malformed_item(), "{error}");
        let path = if loose.more.is_empty() { "ratio" } else { "more[1]" };
        assert_eq!((error.entity(), error.path()), (Some("Loose"), Some(path)));
    }
    assert!(faults.attempts().is_empty());
}

#[tokio::test]
async fn a_flattened_map_does_not_overwrite_the_tables_own_attributes() {
    let (faults, table) = world().await;
    for own in ["pk", "sk", "type", "_revision"] {
        let loose = Loose { rest: [(own.to_owned(), "mine".to_owned())].into(), ..Loose::default() };
        let error = loose.create().send(&table).await.unwrap_err();
        assert!(error.is_malformed_item(), "{error}");
        assert_eq!((error.path(), error.key()), (Some(own), Some(("loose-0", Some("_root")))));
    }
    assert!(faults.attempts().is_empty());
}

#[tokio::test]
async fn an_empty_range_sends_nothing() {
    let (faults, table) = world().await;
    #[expect(clippy::reversed_empty_ranges, reason = "a user's range can be")]
    let range = || Note::of_owner("o").prefix("t").range(5..3);
    assert_eq!(range().all(&table).await.unwrap(), []);
    assert_eq!(range().count(&table).await.unwrap(), 0);
    assert!(range().page(&table).await.unwrap().cursor.is_none());
    assert!(range().request(&table).unwrap_err().is_empty_range());
    assert!(faults.attempts().is_empty());
}
