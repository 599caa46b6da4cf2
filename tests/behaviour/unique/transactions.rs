//! Unique values in transactions of several operations.

use dynamodel::{Entity as _, Transaction, op::create_many, transact};

use crate::support::raw::s;
use crate::support::store::{stored, with, write};
use crate::support::world::table;
use crate::unique::{Member, Members, astray, member, old};

#[tokio::test]
async fn a_violation_names_the_operation_and_the_field() {
    let table = table::<Members>().await;
    member(1, "alice").create().send(&table).await.unwrap();
    member(2, "bob").create().send(&table).await.unwrap();
    let before = stored(&table).await;
    let sent = transact((member(3, "carol").create(), member(2, "alice").put())).send(&table).await;
    let error = sent.unwrap_err();
    assert_eq!((error.operation(), error.unique_field()), (Some(1), Some("user_name")), "{error}");
    let sent = transact((Member::delete(1), member(4, "bob").create())).send(&table).await;
    let error = sent.unwrap_err();
    assert_eq!((error.operation(), error.unique_field()), (Some(1), Some("user_name")), "{error}");
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn a_value_changes_hands() {
    let table = table::<Members>().await;
    member(1, "alice").create().send(&table).await.unwrap();
    member(2, "bob").create().send(&table).await.unwrap();
    transact((member(1, "bob").put(), member(2, "alice").put())).send(&table).await.unwrap();
    assert_eq!(astray(&stored(&table).await), [""; 0]);
    transact((member(3, "bob").create(), Member::delete(1))).send(&table).await.unwrap();
    assert_eq!((astray(&stored(&table).await), stored(&table).await.len()), (Vec::new(), 6));
    let mailed = Member { email: "2@example.org".to_owned(), ..member(4, "dave") };
    transact((Member::delete(2), mailed.create())).send(&table).await.unwrap();
    assert_eq!(astray(&stored(&table).await), [""; 0]);
    assert_eq!(Member::by_email("2@example.org").send(&table).await.unwrap(), Some(mailed));
}

#[tokio::test]
async fn unclaimed_values_are_neither_released_nor_transferred() {
    let table = table::<Members>().await;
    let nicked = |item| with(item, "nick", s("al"));
    let claimed = Member { nick: Some("al".to_owned()), ..member(1, "alice") };
    claimed.create().send(&table).await.unwrap();
    write(&table, nicked(old(2, "alice"))).await;
    let before = stored(&table).await;
    // The name is that of 1, whatever 2 gives up.
    let error = transact((Member::delete(2), member(3, "alice").create())).send(&table).await.unwrap_err();
    assert_eq!((error.operation(), error.unique_field()), (Some(1), Some("user_name")), "{error}");
    assert_eq!(stored(&table).await, before);
    transact((Member::delete(2), member(3, "carol").create())).send(&table).await.unwrap();
    assert_eq!((astray(&stored(&table).await), stored(&table).await.len()), (Vec::new(), 4 + 3));
}

#[tokio::test]
async fn many_are_created_and_each_is_told() {
    let table = table::<Members>().await;
    let all: Vec<_> = (0..30).map(|id| member(id, &format!("name{}", id % 20))).collect();
    let error = create_many(&all).send(&table).await.unwrap_err();
    let failed: Vec<_> = error.partial::<dynamodel::op::PartialCreate>().unwrap().failed().collect();
    assert_eq!(error.unique_field(), Some("user_name"), "{error}");
    assert_eq!(failed.len(), 10);
    assert!(failed.iter().all(|(_, error)| error.unique_field() == Some("user_name")), "{error}");
    assert_eq!(astray(&stored(&table).await), [""; 0]);
    let gone = (0..30).fold(Transaction::new(), |all, id| all.and(Member::delete(id)));
    gone.send(&table).await.unwrap();
    assert!(stored(&table).await.is_empty());
}

#[tokio::test]
async fn a_value_that_changed_hands_is_claimed_by_no_other_operation() {
    let table = table::<Members>().await;
    member(1, "alice").create().send(&table).await.unwrap();
    write(&table, old(5, "alice")).await;
    let before = stored(&table).await;
    let claim = |id| member(id, "alice").create();
    let claimed = [
        transact((Member::delete(1), claim(2), claim(3))).send(&table).await.map(drop),
        transact((claim(2), Member::delete(1), claim(3))).send(&table).await.map(drop),
        transact((claim(2), claim(3), Member::delete(1))).send(&table).await.map(drop),
        // 5 is older than the uniqueness: it gives up a name that it never claimed.
        transact((Member::delete(1), claim(2), Member::delete(5))).send(&table).await.map(drop),
        transact((claim(2), Member::delete(1), Member::delete(5))).send(&table).await.map(drop),
    ];
    for refused in claimed {
        let error = refused.unwrap_err();
        assert!(error.is_item_twice() || error.is_unique_violation(), "{error}");
        assert!(matches!(error.operation(), Some(1 | 2)), "{error}");
        assert_eq!(stored(&table).await, before);
    }
}
