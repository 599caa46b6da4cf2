//! Transactions that replace one which could not release a value of another item.

use dynamodel::{Entity, Table, TableClient, transact};
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::faulty;
use crate::unique::{Member, Members, member, old};
use dynamodel::testing::Fault::{self, LostReply};
use dynamodel::testing::Faults;
use dynamodel::testing::When::Nth;

const TRANSACTION: &str = "TransactWriteItems";

/// The tokens of the transactions that were sent, as numbers in the order in which they came.
fn tokens(faults: &Faults) -> Vec<usize> {
    let attempts = faults.attempts().into_iter().filter(|attempt| attempt.operation() == TRANSACTION);
    let all: Vec<_> = attempts.map(|attempt| attempt.json()["ClientRequestToken"].to_string()).collect();
    all.iter().map(|token| all.iter().position(|other| other == token).unwrap()).collect()
}

/// An item from before names were unique, whose name is another's by now.
async fn world() -> (Faults, TableClient<Members>, TableClient<Members>) {
    let (faults, plain) = faulty::<Members>().await;
    member(1, "alice").create().send(&plain).await.unwrap();
    write(&plain, old(2, "alice")).await;
    let table = TableClient::new(faults.client()).named(plain.name());
    (faults, table, plain)
}

/// `DynamoDB` refuses a token that comes with another request than before.
#[tokio::test(start_paused = true)]
async fn replacement_has_its_own_token() {
    let (faults, table, _) = world().await;
    Member::delete(2).send(&table).await.unwrap();
    assert_eq!(tokens(&faults), [0, 1]);
    let (faults, table, plain) = world().await;
    transact((Member::delete(2), member(3, "carol").create())).send(&table).await.unwrap();
    assert_eq!(tokens(&faults), [0, 1]);
    assert_eq!(stored(&plain).await.len(), 6);
}

#[tokio::test(start_paused = true)]
async fn retry_keeps_the_token() {
    for fault in [LostReply, Fault::error(400, "TransactionConflictException")] {
        let (faults, table, plain) = world().await;
        faults.on(TRANSACTION, Nth(2), fault.clone());
        transact((Member::delete(2), member(3, "carol").create())).send(&table).await.unwrap();
        assert_eq!(tokens(&faults), [0, 1, 1], "{fault:?}");
        assert_eq!(stored(&plain).await.len(), 6);
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "club-{id}", sk = "_root")]
struct Club {
    id: u8,
    #[entity(unique)]
    name: String,
    visits: u32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "clubs", type_attribute = "type")]
enum Clubs {
    Club(Club),
}

/// It happens, its answer is lost, and what comes again meets it still under way.
#[tokio::test(start_paused = true)]
async fn retry_counts_once() {
    let (faults, plain) = faulty::<Clubs>().await;
    Club { id: 1, name: "a".to_owned(), visits: 0 }.create().send(&plain).await.unwrap();
    let older = with(with(item("club-2", "_root"), "type", s("Club")), "id", n(2));
    write(&plain, with(with(older, "name", s("a")), "visits", n(0))).await;
    let conflict = Fault::error(400, "TransactionConflictException");
    faults.on(TRANSACTION, Nth(2), LostReply).on(TRANSACTION, Nth(3), conflict);
    let table: TableClient<Clubs> = TableClient::new(faults.client()).named(plain.name());
    let loaded = Club::get(2).send(&plain).await.unwrap().unwrap();
    let update = loaded.update().set(Club::FIELDS.name, "b").add(Club::FIELDS.visits, 1);
    update.send(&table).await.unwrap();
    assert_eq!(tokens(&faults), [0, 1, 1, 1]);
    let expected = Club { id: 2, name: "b".to_owned(), visits: 1 };
    assert_eq!(Club::get(2).send(&plain).await.unwrap(), Some(expected));
}

/// The transaction happens, its answer is lost, and the next attempt meets it in flight.
#[tokio::test(start_paused = true)]
async fn a_transaction_behind_a_lost_answer_is_sent_again_with_its_token() {
    let (faults, plain) = faulty::<Clubs>().await;
    let club = Club { id: 1, name: "a".to_owned(), visits: 0 };
    club.create().send(&plain).await.unwrap();
    let conflict = Fault::error(400, "TransactionConflictException");
    faults.on(TRANSACTION, Nth(1), LostReply).on(TRANSACTION, Nth(2), conflict);
    let table: TableClient<Clubs> = TableClient::new(faults.client()).named(plain.name());
    let other = Club { id: 2, name: "b".to_owned(), visits: 0 };
    let visit = club.update().add(Club::FIELDS.visits, 1);
    transact((visit, other.create())).send(&table).await.unwrap();
    assert_eq!(tokens(&faults), [0, 0, 0]);
    assert_eq!(faults.operations(), [TRANSACTION; 3]);
    assert_eq!(Club::get(1).send(&plain).await.unwrap(), Some(Club { visits: 1, ..club }));
}
