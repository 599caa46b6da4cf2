//! Items of other programs to which a move gives another key.

use dynamodel::Entity as _;

use crate::foreign::models::{User, Users, changes, forms, told};
use crate::foreign::stored_at;
use crate::support::raw::{n, s};
use crate::support::store::{stored, write};
use crate::support::world::table;

#[tokio::test]
async fn a_foreign_item_moves() {
    let table = table::<Users>().await;
    for (form, item) in forms() {
        write(&table, item).await;
        let loaded = User::get(1).send(&table).await.unwrap().unwrap();
        let moved = User { id: 2, ..loaded.clone() };
        let sent = loaded.move_to(&moved).send(&table).await;
        assert!(sent.is_ok(), "{form}: {}", sent.unwrap_err());
        assert_eq!(told(&User::get(2).send(&table).await.unwrap().unwrap()), told(&loaded), "{form}");
        assert!(stored_at(&table, "user-1").await.is_empty(), "{form}");
        User::delete(2).send(&table).await.unwrap();
    }
}

#[tokio::test]
async fn a_move_keeps_what_another_has_written() {
    let table = table::<Users>().await;
    for (form, item) in forms() {
        for (change, _, (name, value)) in changes() {
            write(&table, item.clone()).await;
            let loaded = User::get(1).send(&table).await.unwrap().unwrap();
            let mut other = item.clone();
            other.insert(name.to_owned(), value);
            write(&table, other).await;
            let before = stored(&table).await;
            let error = loaded.move_to(&User { id: 2, ..loaded.clone() }).send(&table).await.unwrap_err();
            assert!(error.is_conflict(), "{change} of {form}: {error}");
            assert_eq!(stored(&table).await, before, "{change} of {form}");
        }
    }
}

#[tokio::test]
async fn a_field_that_was_none_and_is_set_meanwhile_stops_a_move() {
    let table = table::<Users>().await;
    let (_, own) = forms().swap_remove(0);
    write(&table, own.clone()).await;
    let loaded = User::get(1).send(&table).await.unwrap().unwrap();
    assert_eq!(loaded.phone, None);
    let mut item = own;
    item.insert("phone".to_owned(), s("1"));
    item.insert("size".to_owned(), n(1));
    write(&table, item).await;
    let error = loaded.move_to(&User { id: 2, ..loaded.clone() }).send(&table).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
}

#[tokio::test]
async fn a_foreign_item_does_not_move_onto_another() {
    let table = table::<Users>().await;
    write(&table, forms().swap_remove(0).1).await;
    let loaded = User::get(1).send(&table).await.unwrap().unwrap();
    let other = User { id: 2, ..loaded.clone() };
    other.create().send(&table).await.unwrap();
    for (form, item) in forms() {
        write(&table, item).await;
        let loaded = User::get(1).send(&table).await.unwrap().unwrap();
        let error = loaded.move_to(&other).send(&table).await.unwrap_err();
        assert!(error.is_already_exists(), "{form}: {error}");
    }
}
