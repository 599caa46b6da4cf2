//! Another primary key for an item.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

use crate::support::model::{Video, YouTube};
use crate::support::store::{content, orphans, stored};
use crate::support::world::table;
use crate::support::youtube::video;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "file-{path}", sk = "_root")]
#[key(index = "gsi1", name = "by_owner", pk = "owner-{owner}", sk = "{path}")]
struct File {
    path: String,
    owner: Option<u32>,
    parts: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "files", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Files {
    File(File),
}

fn file(path: &str) -> File {
    File { path: path.to_owned(), owner: Some(3), parts: vec!["a".to_owned()] }
}

#[tokio::test]
async fn an_item_moves_in_one_piece() {
    let table = table::<Files>().await;
    file("a").create().send(&table).await.unwrap();
    let moved = File { owner: None, ..file("b") };
    file("a").move_to(&moved).send(&table).await.unwrap();
    let other = self::table::<Files>().await;
    moved.create().send(&other).await.unwrap();
    assert_eq!(stored(&table).await, stored(&other).await);
}

#[tokio::test]
async fn a_move_is_of_what_was_loaded_to_where_nothing_is() {
    let table = table::<Files>().await;
    let error = file("a").move_to(&file("b")).send(&table).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    file("a").create().send(&table).await.unwrap();
    file("b").create().send(&table).await.unwrap();
    let before = stored(&table).await;
    let error = file("a").move_to(&file("b")).send(&table).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    assert_eq!(error.met::<File>().unwrap(), Some(file("b")));
    assert_eq!(error.key(), Some(("file-b", Some("_root"))));
    let older = File { owner: None, ..file("a") };
    let error = older.move_to(&file("c")).send(&table).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    let error = file("a").move_to(&file("a")).send(&table).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    let unowned = File::FIELDS.owner.eq(4);
    let error = file("a").move_to(&file("c")).condition(unowned).send(&table).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn copies_move_with_their_item() {
    let table = table::<YouTube>().await;
    let error = video(1, 1, 0).move_to(&video(2, 1, 0)).send(&table).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    video(1, 1, 0).create().send(&table).await.unwrap();
    video(3, 1, 0).create().send(&table).await.unwrap();
    video(1, 1, 0).move_to(&video(2, 5, 0)).send(&table).await.unwrap();
    assert_eq!(Video::by_creator(5).all(&table).await.unwrap(), [video(2, 5, 0)]);
    assert_eq!((stored(&table).await.len(), orphans(&stored(&table).await)), (4, Vec::new()));
    let before = content(&table).await;
    let error = video(2, 5, 0).move_to(&video(3, 5, 0)).send(&table).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    let error = video(2, 6, 0).move_to(&video(4, 5, 0)).send(&table).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert_eq!(content(&table).await, before);
}
