//! Attributes of a type that the SDK does not know.

use dynamodel::{Entity, ErrorKind, Table};
use serde::{Deserialize, Serialize};

use crate::canned::{Canned, Reply};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u32,
    words: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes", type_attribute = "type")]
enum Notes {
    Note(Note),
}

/// A page of one note with these further attributes.
fn page(further: &str) -> Reply {
    let known = r#""pk":{"S":"note-7"},"sk":{"S":"_root"},"type":{"S":"Note"},"id":{"N":"7"}"#;
    Reply::ok(format!(r#"{{"Count":1,"ScannedCount":1,"Items":[{{{known},{further}}}]}}"#))
}

#[tokio::test]
async fn an_attribute_of_an_unknown_type_is_an_error_with_its_path() {
    let canned = Canned::new([page(r#""words":{"L":[{"S":"a"},{"X":"b"}]}"#)]);
    let error = Note::scan().all(&canned.table::<Notes>()).await.unwrap_err();
    assert_eq!((error.kind(), error.path()), (ErrorKind::MalformedItem, Some("words[1]")));
    assert!(error.to_string().contains("an attribute of an unknown type"), "{error}");
}

#[tokio::test]
async fn an_ignored_attribute_of_an_unknown_type_is_not_read() {
    let canned = Canned::new([page(r#""words":{"L":[]},"more":{"M":{"x":{"X":"b"}}}"#)]);
    let notes = Note::scan().all(&canned.table::<Notes>()).await.unwrap();
    assert_eq!(notes, [Note { id: 7, words: vec![] }]);
}
