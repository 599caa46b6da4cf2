//! Foreign items in transactions.

use dynamodel::{Entity as _, TableClient, transact};

use crate::foreign::models::{User, Users, changes, forms, told, user};
use crate::support::store::{stored, write};
use crate::support::world::{faulty, table};

#[tokio::test]
async fn loaded_updates_of_foreign_items_go_together() {
    let table = table::<Users>().await;
    for (form, item) in forms() {
        for (change, by, (name, value)) in changes() {
            write(&table, item.clone()).await;
            let loaded = User::get(1).send(&table).await.unwrap().unwrap();
            let mut wanted = loaded.clone();
            by(&mut wanted);
            let other = User { id: 2, ..user() };
            let sent = transact((other.create(), loaded.update().with(by))).send(&table).await;
            assert!(sent.is_ok(), "{change} of {form}: {}", sent.unwrap_err());
            assert_eq!(told(&User::get(1).send(&table).await.unwrap().unwrap()), told(&wanted), "{form}");
            User::delete(2).send(&table).await.unwrap();

            let mut item = item.clone();
            item.insert(name.to_owned(), value);
            write(&table, item).await;
            let before = stored(&table).await;
            let sent = transact((other.create(), loaded.update().with(by))).send(&table).await;
            let error = sent.unwrap_err();
            assert!(error.is_conflict() && error.operation() == Some(1), "{change} of {form}: {error}");
            assert_eq!(stored(&table).await, before, "{change} of {form}");
        }
    }
}

#[tokio::test]
async fn a_foreign_item_moves_together_with_others() {
    let table = table::<Users>().await;
    for (form, item) in forms() {
        write(&table, item).await;
        let loaded = User::get(1).send(&table).await.unwrap().unwrap();
        let moved = User { id: 3, ..loaded.clone() };
        let sent = transact((User { id: 2, ..user() }.create(), loaded.move_to(&moved))).send(&table).await;
        assert!(sent.is_ok(), "{form}: {}", sent.unwrap_err());
        for id in [2, 3] {
            assert!(User::get(id).send(&table).await.unwrap().is_some(), "{form}");
            User::delete(id).send(&table).await.unwrap();
        }
    }
}

#[tokio::test]
async fn each_operation_of_a_transaction_is_planned_anew_once() {
    let (faults, plain) = faulty::<Users>().await;
    let table = TableClient::<Users>::new(faults.client());
    let (_, older) = forms().swap_remove(1);
    let mut second = older.clone();
    second.insert("pk".to_owned(), crate::support::raw::s("user-2"));
    second.insert("id".to_owned(), crate::support::raw::n(2));
    write(&plain, older).await;
    write(&plain, second).await;
    let (one, two) = (User::get(1).send(&plain).await.unwrap().unwrap(), User::get(2).send(&plain).await);
    let two = two.unwrap().unwrap();
    let changes = [one, two].map(|user| user.update().with(|user| user.logins += 1));
    transact(changes).send(&table).await.unwrap();
    assert_eq!(faults.operations(), ["TransactWriteItems"; 3]);
}
