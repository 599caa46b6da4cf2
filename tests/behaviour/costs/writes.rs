//! The cost of writes.

use dynamodel::op::transact;
use dynamodel::{BatchWrite, Entity as _};

use super::models::{Author, Book, Library, Reader, Volume, author, book, reader, volume};
use super::{Measured, Row};

pub(super) async fn rows() -> Vec<Row> {
    let mut measured = Measured::new().await;
    of_items(&mut measured).await;
    of_many(&mut measured).await;
    with_index(&mut measured).await;
    with_lookup(&mut measured).await;
    with_unique_field(&mut measured).await;
    measured.rows
}

async fn of_items(measured: &mut Measured) {
    let table = measured.table.clone();
    book(1).create().send(&table).await.unwrap();
    measured.row("`create`");
    book(1).put().send(&table).await.unwrap();
    measured.row("`put`");
    Book::update(1, 1).add(Book::FIELDS.loans, 1).send(&table).await.unwrap();
    measured.row("`update` by key");
    book(1).update().set(Book::FIELDS.title, "b").send(&table).await.unwrap();
    measured.row("`update` of a loaded value");
    Book::update(1, 1).add(Book::FIELDS.loans, 1).exactly_once().send(&table).await.unwrap();
    measured.row("`update`, `exactly_once`");
    Book::delete(1, 1).send(&table).await.unwrap();
    measured.row("`delete`");
}

async fn of_many(measured: &mut Measured) {
    let table = measured.table.clone();
    transact((book(1).create(), book(2).create())).send(&table).await.unwrap();
    measured.row("transaction of 2 writes");
    let books: Vec<_> = (0..100).map(book).collect();
    books.iter().map(Book::put).collect::<BatchWrite<Library>>().send(&table).await.unwrap();
    measured.row("batch `put` of 100 items");
    assert_eq!(Book::of_shelf(1).delete_all().send(&table).await.unwrap(), 100);
    measured.row("`delete_all` of 100 items of 70 bytes");
}

async fn with_index(measured: &mut Measured) {
    let table = measured.table.clone();
    author(1).create().send(&table).await.unwrap();
    measured.row("`create` with an index key");
    Author::update(1).set(Author::FIELDS.books, 2).send(&table).await.unwrap();
    measured.row("`update` of a field in no index key");
    Author::update(1).set(Author::FIELDS.country, "NO").send(&table).await.unwrap();
    measured.row("`update` of an index key");
}

async fn with_lookup(measured: &mut Measured) {
    let table = measured.table.clone();
    volume(1).create().send(&table).await.unwrap();
    measured.row("`create` with a lookup");
    volume(1).put().send(&table).await.unwrap();
    measured.row("`put` with a lookup");
    volume(1).update().set(Volume::FIELDS.state, "old").send(&table).await.unwrap();
    measured.row("`update` of a loaded value with a lookup");
    let mut stored = Volume { state: "old".to_owned(), ..volume(1) };
    stored.update().set(Volume::FIELDS.branch, "south").send(&table).await.unwrap();
    measured.row("`update` that moves the copy of a lookup");
    "south".clone_into(&mut stored.branch);
    stored.delete().send(&table).await.unwrap();
    measured.row("`delete` of a loaded value with a lookup");
    volume(1).create().send(&table).await.unwrap();
    measured.prepared();
    Volume::delete(7, 1).send(&table).await.unwrap();
    measured.row("`delete` by key with a lookup");
    for id in 0..100 {
        volume(id).create().send(&table).await.unwrap();
    }
    measured.prepared();
    assert_eq!(Volume::of_book(7).delete_all().send(&table).await.unwrap(), 100);
    measured.row("`delete_all` of 100 items with a lookup");
}

async fn with_unique_field(measured: &mut Measured) {
    let table = measured.table.clone();
    reader(1).create().send(&table).await.unwrap();
    measured.row("`create` with a unique field");
    reader(1).update().set(Reader::FIELDS.name, "Eve").send(&table).await.unwrap();
    measured.row("`update` of a loaded value with a unique field");
    let stored = Reader { name: "Eve".to_owned(), ..reader(1) };
    stored.update().set(Reader::FIELDS.email, "eve@example.com").send(&table).await.unwrap();
    measured.row("`update` of the unique field");
}
