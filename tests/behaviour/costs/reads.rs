//! The cost of reads.

use std::time::{Duration, UNIX_EPOCH};

use dynamodel::op::transact_get;
use dynamodel::{BatchGet, BatchWrite, Entity as _};

use super::models::{Author, Book, Hold, Library, Title, Volume, author, book, reader, volume};
use super::{Measured, Row};

const NOW: u64 = 1_000;

pub(super) async fn rows() -> Vec<Row> {
    let mut measured = Measured::new().await;
    measured.table = measured.table.with_clock(|| UNIX_EPOCH + Duration::from_secs(NOW));
    fill(&measured).await;
    measured.prepared();
    of_items(&mut measured).await;
    of_many(&mut measured).await;
    of_holds(&mut measured).await;
    measured.rows
}

async fn fill(measured: &Measured) {
    let table = &measured.table;
    let books: Vec<_> = (0..1_000).map(book).collect();
    books.iter().map(Book::put).collect::<BatchWrite<Library>>().send(table).await.unwrap();
    let hold = |reader, hold, until| Hold { reader, hold, until };
    let fresh = (0..20).map(|id| hold(1, id, NOW + 1));
    let expired = (0..205).map(|id| hold(2, id, if id < 5 { NOW + 1 } else { NOW }));
    let holds: Vec<_> = fresh.chain(expired).collect();
    holds.iter().map(Hold::put).collect::<BatchWrite<Library>>().send(table).await.unwrap();
    author(1).create().send(table).await.unwrap();
    volume(1).create().send(table).await.unwrap();
    reader(1).create().send(table).await.unwrap();
}

async fn of_items(measured: &mut Measured) {
    let table = measured.table.clone();
    assert!(Book::get(1, 1).send(&table).await.unwrap().is_some());
    measured.row("`get`");
    assert!(Book::get(1, 1).consistent().send(&table).await.unwrap().is_some());
    measured.row("`get`, consistent");
    assert!(Book::get(1, 1).project::<Title>().send(&table).await.unwrap().is_some());
    measured.row("`get`, projected");
    let found = transact_get((Book::get(1, 1), Author::get(1))).send(&table).await.unwrap();
    assert!(found.0.is_some() && found.1.is_some());
    measured.row("`transact_get` of 2 items");
    let found = (0..250).map(|id| Book::get(1, id)).collect::<BatchGet<_, Library>>();
    assert_eq!(found.send(&table).await.unwrap().len(), 250);
    measured.row("batch `get` of 250 items");
}

async fn of_many(measured: &mut Measured) {
    let table = measured.table.clone();
    assert_eq!(Book::of_shelf(1).take(5).all(&table).await.unwrap().len(), 5);
    measured.row("query, `take(5)`");
    assert_eq!(Book::of_shelf(1).take(5).page(&table).await.unwrap().items.len(), 5);
    measured.row("query, one page of `take(5)`");
    assert_eq!(Book::of_shelf(1).all(&table).await.unwrap().len(), 1_000);
    measured.row("query of 1,000 items of 70 bytes");
    assert_eq!(Book::of_shelf(1).count(&table).await.unwrap(), 1_000);
    measured.row("`count` of 1,000 items of 70 bytes");
    assert_eq!(Author::of_country("IS").all(&table).await.unwrap().len(), 1);
    measured.row("query of an index");
    assert_eq!(Volume::in_branch("north").all(&table).await.unwrap().len(), 1);
    measured.row("query of a lookup");
}

async fn of_holds(measured: &mut Measured) {
    let table = measured.table.clone();
    assert_eq!(Hold::of_reader(1).take(5).all(&table).await.unwrap().len(), 5);
    measured.row("query, `take(5)`, of an entity with a `ttl`");
    assert_eq!(Hold::of_reader(2).rev().take(5).all(&table).await.unwrap().len(), 5);
    measured.row("query, `take(5)`, behind 200 expired items of 70 bytes");
}
