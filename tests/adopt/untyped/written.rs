//! With `untyped = by_key`, every write of an item adds the type and loses no attribute.

use dynamodel::{Entity, Transaction, batch_write, transact};

use super::{
    Account, ByKey, Counter, Event, Session, account, contents, event, one, planted, session, stored_event,
    stored_session, tables, type_of, with,
};
use crate::support::raw::{n, s};

#[tokio::test]
async fn an_update_by_key_adds_the_type() {
    for table in tables::<ByKey>().await {
        let update = Session::update("a").add(Session::FIELDS.hits, 1);
        let updated = update.returning_updated().send(&table).await.unwrap();
        assert_eq!(updated.get(Session::FIELDS.hits).unwrap(), Some(2));
        let expected = with(stored_session("a", 2), [("entity_type", s("Session"))]);
        assert_eq!(one(&table, "session#a", "_root").await, Some(expected));
    }
}

#[tokio::test]
async fn an_update_of_a_loaded_value_adds_the_type() {
    for table in tables::<ByKey>().await {
        let loaded = Session::get("a").required().send(&table).await.unwrap();
        let stored = loaded.update().with(|session| session.hits += 4).returning_new();
        assert_eq!(stored.send(&table).await.unwrap(), session("a", 5));
        let expected = with(stored_session("a", 5), [("entity_type", s("Session"))]);
        assert_eq!(one(&table, "session#a", "_root").await, Some(expected));
    }
}

#[tokio::test]
async fn an_update_by_key_makes_no_item() {
    let table = planted::<ByKey>().await;
    let update = Session::update("z").set(Session::FIELDS.hits, 1);
    assert!(update.send(&table).await.unwrap_err().is_not_found());
    let error = Session::get("z").must_exist().send(&table).await.unwrap_err();
    assert!(error.is_not_found());
    Session::get("a").must_exist().send(&table).await.unwrap();
}

#[tokio::test]
async fn put_replaces_and_delete_removes() {
    for table in tables::<ByKey>().await {
        session("a", 7).put().send(&table).await.unwrap();
        assert_eq!(type_of(&table, "session#a", "_root").await.as_deref(), Some("Session"));
        let replaced = Event { page: "cart".to_owned(), ..event(1) }.put().returning_old();
        assert_eq!(replaced.send(&table).await.unwrap(), Some(event(1)));
        let removed = Event::delete("a", 2).must_exist().returning_old().send(&table).await.unwrap();
        assert_eq!(removed, Some(event(2)));
        assert_eq!(one(&table, "session#a", "event#0002").await, None);
        assert!(session("a", 7).create().send(&table).await.unwrap_err().is_already_exists());
    }
}

#[tokio::test]
async fn move_adds_the_type() {
    for table in tables::<ByKey>().await {
        event(1).move_to(&event(8)).send(&table).await.unwrap();
        assert_eq!(one(&table, "session#a", "event#0001").await, None);
        assert_eq!(type_of(&table, "session#a", "event#0008").await.as_deref(), Some("Event"));
    }
}

#[tokio::test]
async fn versions_are_checked() {
    for table in tables::<ByKey>().await {
        let counter = Counter::get("c").required().send(&table).await.unwrap();
        let stale = Counter { version: 7, ..counter.clone() };
        assert!(stale.put().send(&table).await.unwrap_err().is_version_conflict());
        assert!(stale.delete().send(&table).await.unwrap_err().is_version_conflict());
        let next = counter.update().set(Counter::FIELDS.value, 6).returning_new().send(&table).await.unwrap();
        assert_eq!((next.value, next.version), (6, 2));
        assert_eq!(type_of(&table, "counter#c", "_root").await.as_deref(), Some("Counter"));
        next.delete().send(&table).await.unwrap();
    }
}

#[tokio::test]
async fn an_untyped_version_is_put_and_deleted() {
    for table in tables::<ByKey>().await {
        let counter = Counter::get("c").required().send(&table).await.unwrap();
        counter.put().send(&table).await.unwrap();
        assert_eq!(type_of(&table, "counter#c", "_root").await.as_deref(), Some("Counter"));
        let table = planted::<ByKey>().await;
        counter.delete().send(&table).await.unwrap();
        assert_eq!(one(&table, "counter#c", "_root").await, None);
    }
}

#[tokio::test]
async fn copies_and_markers_get_their_types() {
    for table in tables::<ByKey>().await {
        let moved = account().update().set(Account::FIELDS.team, "blue");
        moved.send(&table).await.unwrap();
        assert_eq!(type_of(&table, "account#ann", "_root").await.as_deref(), Some("Account"));
        assert_eq!(type_of(&table, "team#blue", "ann").await.as_deref(), Some("Account.in_team"));
        assert_eq!(one(&table, "team#red", "ann").await, None);
        Account::delete("ann").send(&table).await.unwrap();
        assert_eq!(one(&table, "account#ann", "_root").await, None);
        assert_eq!(one(&table, "team#blue", "ann").await, None);
    }
}

#[tokio::test]
async fn a_put_of_an_account_with_an_untyped_copy_moves_the_copy() {
    for table in tables::<ByKey>().await {
        Account { team: "blue".to_owned(), ..account() }.put().send(&table).await.unwrap();
        assert_eq!(one(&table, "team#red", "ann").await, None);
        Account { team: "blue".to_owned(), ..account() }.delete().send(&table).await.unwrap();
        assert_eq!(one(&table, "team#blue", "ann").await, None);
    }
}

#[tokio::test]
async fn transactions_and_upserts_take_them() {
    for table in tables::<ByKey>().await {
        let update = Session::update("a").add(Session::FIELDS.hits, 1);
        transact((update, Event::delete("a", 1))).send(&table).await.unwrap();
        assert_eq!(type_of(&table, "session#a", "_root").await.as_deref(), Some("Session"));
        let upsert = Event::update("a", 2).set(Event::FIELDS.page, "cart").upsert(&event(2));
        upsert.send(&table).await.unwrap();
        let expected = with(stored_event("a", 2), [("page", s("cart")), ("entity_type", s("Event"))]);
        assert_eq!(one(&table, "session#a", "event#0002").await, Some(expected));
        let checks = Transaction::new().and(Session::get("a").must_exist()).and(event(3).put());
        checks.send(&table).await.unwrap();
    }
}

#[tokio::test]
async fn batches_write_the_type() {
    let table = planted::<ByKey>().await;
    batch_write([event(1).put(), event(2).put()]).send(&table).await.unwrap();
    assert_eq!(type_of(&table, "session#a", "event#0001").await.as_deref(), Some("Event"));
    assert_eq!(Event::in_session("a").delete_all().send(&table).await.unwrap(), 2);
    assert_eq!(Event::in_session("a").count(&table).await.unwrap(), 0);
}

#[tokio::test]
async fn a_backfill_adds_the_types_and_loses_nothing() {
    for table in tables::<ByKey>().await {
        let before = contents(&table).await;
        assert_eq!(table.backfill::<Session>().send().await.unwrap().rewritten, 1);
        assert_eq!(table.backfill::<Event>().send().await.unwrap().rewritten, 2);
        assert_eq!(table.backfill::<Account>().send().await.unwrap().rewritten, 1);
        assert_eq!(table.backfill::<Counter>().send().await.unwrap().rewritten, 1);
        let after = contents(&table).await;
        for (key, item) in &before {
            let kept = item.iter().all(|(name, value)| after[key].get(name) == Some(value));
            assert!(kept && after[key].contains_key("entity_type"), "{item:?} {:?}", after[key]);
        }
        // The marker is new.
        assert_eq!(after.len(), before.len() + 1);
        assert_eq!(table.backfill::<Account>().send().await.unwrap().rewritten, 0);
    }
}

#[tokio::test]
async fn an_untyped_item_of_another_entity_is_never_replaced() {
    let table = planted::<ByKey>().await;
    let other = with(stored_session("a", 1), [("entity_type", s("Event")), ("hits", n(1))]);
    crate::planted::plant(&table, [other.clone()]).await;
    assert!(session("a", 2).put().send(&table).await.unwrap_err().is_held_by_other());
    assert_eq!(one(&table, "session#a", "_root").await, Some(other));
}
