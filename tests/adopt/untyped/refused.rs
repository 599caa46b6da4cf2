//! Without `untyped = by_key`, an item without a type is refused before anything is written.

use dynamodel::{Entity, Error, ErrorKind, TableClient, Transaction, batch_write, transact};

use super::{
    Account, ByType, Counter, Event, Session, account, contents, event, one, planted, session, tables,
    type_of,
};
use crate::support::raw::s;

/// Asserts that the operation fails for the missing type, and that the table is as it was.
async fn refuses<O>(table: &TableClient<ByType>, operation: impl Future<Output = Result<O, Error>>) {
    let before = contents(table).await;
    let Err(error) = operation.await else { panic!("the operation succeeds") };
    assert!(error.is_untyped(), "{error:?}");
    assert_eq!(contents(table).await, before);
}

#[tokio::test]
async fn reads_by_key_fail() {
    for table in tables::<ByType>().await {
        let a = "a".to_owned();
        refuses(&table, Session::get(&a).send(&table)).await;
        refuses(&table, Session::get(&a).project::<super::Hits>().send(&table)).await;
        refuses(&table, transact((Session::get(&a).must_exist(),)).send(&table)).await;
        let batch = dynamodel::batch_get([Session::get(&a)]).send(&table).await.unwrap_err();
        assert!(batch.is_untyped(), "{batch:?}");
        assert_eq!(Session::get("b").send(&table).await.unwrap(), Some(session("b", 2)));
    }
}

#[tokio::test]
async fn queries_leave_untyped_items_out_and_strict_ones_fail() {
    for table in tables::<ByType>().await {
        assert_eq!(Session::of_user("ann").all(&table).await.unwrap(), [session("b", 2)]);
        assert_eq!(Event::in_session("a").all(&table).await.unwrap(), []);
        refuses(&table, Session::of_user("ann").strict().all(&table)).await;
        refuses(&table, ByType::scan().strict().all(&table)).await;
    }
}

#[tokio::test]
async fn writes_fail_before_anything_is_written() {
    for table in tables::<ByType>().await {
        let new = session("a", 9);
        refuses(&table, new.put().send(&table)).await;
        refuses(&table, new.put().must_exist().send(&table)).await;
        refuses(&table, new.put().returning_old().send(&table)).await;
        refuses(&table, Session::delete("a").send(&table)).await;
        refuses(&table, Session::delete("a").must_exist().send(&table)).await;
        refuses(&table, Session::delete("a").returning_old().send(&table)).await;
        refuses(&table, Session::update("a").add(Session::FIELDS.hits, 1).send(&table)).await;
        let update = Session::update("a").add(Session::FIELDS.hits, 1);
        refuses(&table, update.upsert(&new).send(&table)).await;
        refuses(&table, session("a", 1).update().set(Session::FIELDS.hits, 7).send(&table)).await;
        refuses(&table, session("a", 1).move_to(&session("z", 1)).send(&table)).await;
        refuses(&table, Session::get("a").must_exist().send(&table)).await;
    }
}

#[tokio::test]
async fn writes_of_versions_copies_and_markers_fail_too() {
    for table in tables::<ByType>().await {
        let counter = Counter { name: "c".to_owned(), value: 5, version: 1 };
        refuses(&table, counter.put().send(&table)).await;
        refuses(&table, counter.delete().send(&table)).await;
        refuses(&table, counter.update().set(Counter::FIELDS.value, 6).send(&table)).await;
        refuses(&table, account().put().send(&table)).await;
        refuses(&table, account().delete().send(&table)).await;
        refuses(&table, Account::delete("ann").send(&table)).await;
        refuses(&table, account().update().set(Account::FIELDS.team, "blue").send(&table)).await;
    }
}

#[tokio::test]
async fn a_transaction_is_refused_as_a_whole() {
    for table in tables::<ByType>().await {
        let new = session("c", 0).create();
        refuses(&table, transact((new, Session::delete("a"))).send(&table)).await;
        let writes = Transaction::new().and(event(9).put()).and(session("a", 3).put());
        let error = writes.send(&table).await.unwrap_err();
        assert_eq!((error.kind(), error.operation()), (ErrorKind::Untyped, Some(1)));
        assert_eq!(one(&table, "session#a", "event#0009").await, None);
    }
}

#[tokio::test]
async fn the_message_says_what_is_missing_and_what_to_do() {
    let table = planted::<ByType>().await;
    let error = Session::delete("a").send(&table).await.unwrap_err();
    insta::assert_snapshot!(error.to_string().replace(table.name(), "sessions"));
    let error = Session::get("a").send(&table).await.unwrap_err();
    insta::assert_snapshot!(error.to_string().replace(table.name(), "sessions"));
}

#[tokio::test]
async fn an_item_of_another_type_is_refused_as_held_by_another() {
    let table = planted::<ByType>().await;
    let mut foreign = super::stored_session("f", 1);
    foreign.insert("entity_type".to_owned(), s("Film"));
    crate::planted::plant(&table, [foreign.clone()]).await;
    assert!(session("f", 2).put().send(&table).await.unwrap_err().is_held_by_other());
    assert!(Session::delete("f").send(&table).await.unwrap_err().is_held_by_other());
    let update = Session::update("f").add(Session::FIELDS.hits, 1);
    assert!(update.send(&table).await.unwrap_err().is_held_by_other());
    assert_eq!(one(&table, "session#f", "_root").await, Some(foreign));
}

#[tokio::test]
async fn a_put_over_its_own_type_or_no_item_succeeds() {
    let table = planted::<ByType>().await;
    session("b", 8).put().send(&table).await.unwrap();
    session("c", 8).put().send(&table).await.unwrap();
    assert_eq!(Session::get("b").send(&table).await.unwrap(), Some(session("b", 8)));
    assert_eq!(Session::get("c").send(&table).await.unwrap(), Some(session("c", 8)));
}

#[tokio::test]
async fn even_if_malformed_replaces_and_removes_an_untyped_item() {
    let table = planted::<ByType>().await;
    session("a", 8).put().even_if_malformed().send(&table).await.unwrap();
    assert_eq!(type_of(&table, "session#a", "_root").await.as_deref(), Some("Session"));
    Event::delete("a", 1).even_if_malformed().send(&table).await.unwrap();
    assert_eq!(one(&table, "session#a", "event#0001").await, None);
}

#[tokio::test]
async fn a_batch_cannot_check_and_replaces_it() {
    let table = planted::<ByType>().await;
    batch_write([session("a", 4).put()]).send(&table).await.unwrap();
    assert_eq!(type_of(&table, "session#a", "_root").await.as_deref(), Some("Session"));
}

#[tokio::test]
async fn a_backfill_reports_untyped_items_and_leaves_them() {
    for table in tables::<ByType>().await {
        let before = contents(&table).await;
        let progress = table.backfill::<Session>().send().await.unwrap();
        assert_eq!((progress.rewritten, progress.unchanged, progress.left.len()), (0, 1, 1));
        assert!(progress.left[0].error.is_untyped());
        assert_eq!(progress.left[0].key["pk"], s("session#a"));
        let progress = table.backfill::<Event>().send().await.unwrap();
        assert_eq!(progress.left.len(), 2);
        assert_eq!(contents(&table).await, before);
    }
}
