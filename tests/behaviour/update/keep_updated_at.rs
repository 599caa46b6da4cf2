//! Updates that leave the time of the last write.

use std::time::{Duration, UNIX_EPOCH};

use dynamodel::{Entity, Table, TableClient};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::support::store::{content, stored};
use crate::support::world::table;

/// The newest of an owner come first, in an index and in another with the state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
#[key(index = "gsi1", name = "newest", pk = "owner-{owner}", sk = "{changed}")]
#[key(index = "gsi2", name = "by_state", pk = "state-{state}", sk = "{id}")]
#[key(index = "gsi3", name = "by_place", pk = "city-{city}", sk = "{street}#{id}")]
struct Note {
    id: u64,
    owner: u64,
    state: u8,
    city: u8,
    street: u8,
    text: String,
    #[entity(created_at)]
    created: Option<Timestamp>,
    #[entity(updated_at)]
    changed: Timestamp,
}

/// Each update by key knows the key of its index, which is of the time alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "page-{id}", sk = "_root")]
#[key(index = "gsi1", name = "changed", pk = "pages", sk = "{changed}#{id}")]
struct Page {
    id: u64,
    text: String,
    #[entity(updated_at)]
    changed: Timestamp,
}

/// The copies have the time too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "post-{id}", sk = "_root")]
#[lookup(name = "of_author", pk = "author-{author}", sk = "{id}", project(include(text, changed)))]
struct Post {
    id: u64,
    author: u64,
    text: String,
    likes: u64,
    #[entity(updated_at)]
    changed: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
#[index(name = "gsi3", pk = "gsi3pk", sk = "gsi3sk")]
enum Notes {
    Note(Note),
    Page(Page),
    Post(Post),
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// Returns the table with its clock at this second.
fn seconds(table: &TableClient<Notes>, second: u64) -> TableClient<Notes> {
    table.clone().with_clock(move || UNIX_EPOCH + Duration::from_secs(second))
}

fn note() -> Note {
    let text = "text".to_owned();
    Note { id: 7, owner: 1, state: 0, city: 1, street: 2, text, created: Some(at(10)), changed: at(10) }
}

/// The items that puts of these values store.
async fn as_put(notes: &[Note], pages: &[Page], posts: &[Post]) -> crate::support::store::Stored {
    let table = table::<Notes>().await;
    for note in notes {
        note.put().keep_updated_at().send(&table).await.unwrap();
    }
    for page in pages {
        page.put().keep_updated_at().send(&table).await.unwrap();
    }
    for post in posts {
        post.put().keep_updated_at().send(&table).await.unwrap();
    }
    content(&table).await
}

#[tokio::test]
async fn fields_beside_the_kept_time_are_set() {
    let table = table::<Notes>().await;
    note().create().send(&seconds(&table, 10)).await.unwrap();
    let (later, fields) = (seconds(&table, 20), Note::FIELDS);
    note().update().keep_updated_at().set(fields.text, "new").send(&later).await.unwrap();
    // The keys of other indexes follow.
    note().update().keep_updated_at().set(fields.state, 3).send(&later).await.unwrap();
    let moved = note().update().keep_updated_at().set(fields.city, 8).set(fields.street, 9);
    moved.send(&later).await.unwrap();
    let expected = Note { text: "new".to_owned(), state: 3, city: 8, street: 9, ..note() };
    assert_eq!(content(&table).await, as_put(std::slice::from_ref(&expected), &[], &[]).await);
    assert_eq!(Note::newest(1).all(&table).await.unwrap(), std::slice::from_ref(&expected));
    assert_eq!(Note::by_state(3).all(&table).await.unwrap(), [expected]);
}

#[tokio::test]
async fn of_a_loaded_value_the_time_and_its_index_stay() {
    let table = table::<Notes>().await;
    note().create().send(&seconds(&table, 10)).await.unwrap();
    let later = seconds(&table, 20);
    let update = note().update().set(Note::FIELDS.owner, 5).keep_updated_at();
    let updated = update.returning_new().send(&later).await.unwrap();
    let expected = Note { owner: 5, ..note() };
    assert_eq!(updated, expected);
    assert_eq!(content(&table).await, as_put(std::slice::from_ref(&expected), &[], &[]).await);
    expected.update().set(Note::FIELDS.owner, 6).send(&later).await.unwrap();
    let expected = Note { owner: 6, changed: at(20), ..note() };
    assert_eq!(Note::newest(6).all(&table).await.unwrap(), [expected]);
}

#[tokio::test]
async fn where_the_index_is_of_the_time_alone_both_can_be_said() {
    let table = table::<Notes>().await;
    let page = Page { id: 1, text: "a".to_owned(), changed: at(10) };
    page.create().send(&seconds(&table, 10)).await.unwrap();
    let later = seconds(&table, 20);
    Page::update(1).keep_updated_at().set(Page::FIELDS.text, "b").send(&later).await.unwrap();
    let page = Page { text: "b".to_owned(), ..page };
    assert_eq!(content(&table).await, as_put(&[], std::slice::from_ref(&page), &[]).await);
    Page::update(1).set(Page::FIELDS.text, "c").send(&later).await.unwrap();
    let page = Page { text: "c".to_owned(), changed: at(20), ..page };
    assert_eq!(content(&table).await, as_put(&[], &[page], &[]).await);
}

#[tokio::test]
async fn a_copy_with_the_time_stays_right() {
    let table = table::<Notes>().await;
    let post = Post { id: 1, author: 2, text: "a".to_owned(), likes: 0, changed: at(10) };
    post.create().send(&seconds(&table, 10)).await.unwrap();
    let later = seconds(&table, 20);
    post.update().keep_updated_at().add(Post::FIELDS.likes, 1).send(&later).await.unwrap();
    let post = Post { likes: 1, ..post };
    assert_eq!(content(&table).await, as_put(&[], &[], std::slice::from_ref(&post)).await);
    post.update().set(Post::FIELDS.text, "b").keep_updated_at().send(&later).await.unwrap();
    let post = Post { text: "b".to_owned(), ..post };
    assert_eq!(content(&table).await, as_put(&[], &[], &[post]).await);
}

#[tokio::test]
async fn an_upsert_leaves_the_time_of_what_is_there() {
    let table = table::<Notes>().await;
    let upsert = |second| {
        let update = Page::update(1).keep_updated_at().set(Page::FIELDS.text, "new");
        let page = Page { id: 1, text: "text".to_owned(), changed: at(10) };
        update.returning_new().upsert(&page).send(&seconds(&table, second))
    };
    assert_eq!(upsert(30).await.unwrap().changed, at(30), "an item that is new was written now");
    let updated = upsert(40).await.unwrap();
    assert_eq!((updated.text.as_str(), updated.changed), ("new", at(30)));
}

#[tokio::test]
async fn a_put_stores_the_time_that_the_value_has() {
    let table = table::<Notes>().await;
    let later = seconds(&table, 50);
    Note { created: None, ..note() }.put().keep_updated_at().send(&later).await.unwrap();
    let stored_note = Note::get(7).send(&table).await.unwrap().unwrap();
    assert_eq!((stored_note.created, stored_note.changed), (Some(at(50)), at(10)));
    note().put().send(&later).await.unwrap();
    assert_eq!(Note::get(7).send(&table).await.unwrap().unwrap().changed, at(50));
    assert_eq!(stored(&table).await.len(), 1);
}
