//! With `untyped = by_key`, reads recognize items without a type by their keys.

use dynamodel::streams::{Change, Event as StreamEvent, Record};
use dynamodel::{Table, batch_get, transact_get};

use super::{
    Account, ByKey, ByType, Event, Hits, Session, SessionItem, account, event, planted, session,
    stored_event, stored_session, tables, with,
};
use crate::planted::plant;
use crate::support::raw::{n, s};

#[tokio::test]
async fn get_reads_typed_and_untyped_items() {
    for table in tables::<ByKey>().await {
        assert_eq!(Session::get("a").send(&table).await.unwrap(), Some(session("a", 1)));
        assert_eq!(Session::get("b").send(&table).await.unwrap(), Some(session("b", 2)));
        assert_eq!(Event::get("a", 1).send(&table).await.unwrap(), Some(event(1)));
        let hits = Session::get("a").project::<Hits>().send(&table).await.unwrap();
        assert_eq!(hits, Some(Hits { hits: 1 }));
    }
}

#[tokio::test]
async fn batches_and_transactions_read_them() {
    for table in tables::<ByKey>().await {
        let sessions = batch_get(["a", "b"].map(Session::get)).send(&table).await.unwrap();
        assert_eq!(sessions, [Some(session("a", 1)), Some(session("b", 2))]);
        let (session_a, first) =
            transact_get((Session::get("a"), Event::get("a", 1))).send(&table).await.unwrap();
        assert_eq!((session_a, first), (Some(session("a", 1)), Some(event(1))));
    }
}

#[tokio::test]
async fn queries_give_both_and_leave_out_other_entities() {
    for table in tables::<ByKey>().await {
        let both = [session("a", 1), session("b", 2)];
        assert_eq!(Session::of_user("ann").all(&table).await.unwrap(), both);
        let hits = Session::of_user("ann").project::<Hits>().all(&table).await.unwrap();
        assert_eq!(hits, [Hits { hits: 1 }, Hits { hits: 2 }]);
        assert_eq!(Event::in_session("a").all(&table).await.unwrap(), [event(1), event(2)]);
        assert_eq!(Session::scan().all(&table).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn counts_are_what_the_query_gives() {
    for table in tables::<ByKey>().await {
        assert_eq!(Session::of_user("ann").count(&table).await.unwrap(), 2);
        assert_eq!(Event::in_session("a").count(&table).await.unwrap(), 2);
        assert_eq!(Session::scan().count(&table).await.unwrap(), 2);
        assert_eq!(Event::scan().count(&table).await.unwrap(), 2);
        assert_eq!(ByKey::scan().count(&table).await.unwrap(), 6);
        assert_eq!(ByKey::scan().with_copies().count(&table).await.unwrap(), 7);
    }
}

#[tokio::test]
async fn copies_are_recognized_by_key() {
    for table in tables::<ByKey>().await {
        assert_eq!(Account::in_team("red").all(&table).await.unwrap(), [account()]);
        let all = ByKey::scan().all(&table).await.unwrap();
        assert_eq!(all.iter().filter(|item| **item == ByKey::Account(account())).count(), 1);
    }
}

#[tokio::test]
async fn collections_and_scans_tell_entities_apart_by_key() {
    for table in tables::<ByKey>().await {
        let whole = SessionItem::whole("a").all(&table).await.unwrap();
        let events = [event(1), event(2)].map(SessionItem::Event);
        assert_eq!(
            whole,
            [SessionItem::Session(session("a", 1))].into_iter().chain(events).collect::<Vec<_>>()
        );
    }
}

#[tokio::test]
async fn items_from_elsewhere_are_recognized() {
    assert_eq!(ByKey::from_item(stored_event("a", 1)).unwrap(), ByKey::Event(event(1)));
    assert_eq!(ByKey::from_item(stored_session("a", 1)).unwrap(), ByKey::Session(session("a", 1)));
}

#[tokio::test]
async fn a_key_of_no_entity_stays_foreign() {
    let table = planted::<ByKey>().await;
    plant(&table, [with(stored_event("a", 1), [("sk", s("note#1"))])]).await;
    assert_eq!(SessionItem::whole("a").all(&table).await.unwrap().len(), 3);
    let error = ByKey::scan().strict().all(&table).await.unwrap_err();
    assert!(error.is_unknown_type(), "{error:?}");
}

#[tokio::test]
async fn a_type_that_the_table_does_not_know_or_that_is_no_text_stays_foreign() {
    for kind in [s("Film"), n(7)] {
        let table = planted::<ByKey>().await;
        plant(&table, [with(stored_session("a", 1), [("entity_type", kind)])]).await;
        assert_eq!(Session::of_user("ann").all(&table).await.unwrap(), [session("b", 2)]);
        assert!(Session::get("a").send(&table).await.unwrap_err().is_type_mismatch());
        assert!(Session::delete("a").send(&table).await.unwrap_err().is_held_by_other());
    }
}

#[test]
fn images_of_streams_are_recognized_by_key() {
    let json = r#"{"eventName": "INSERT", "dynamodb": {
        "Keys": {"pk": {"S": "session#a"}, "sk": {"S": "event#0001"}},
        "NewImage": {"pk": {"S": "session#a"}, "sk": {"S": "event#0001"}, "session_id": {"S": "a"}, "at": {"N": "1"},
            "page": {"S": "home"}}}}"#;
    let record = || serde_json::from_str::<Record>(json).unwrap();
    let change = Change::<ByKey>::read(record()).unwrap().unwrap();
    assert_eq!(change.event, StreamEvent::Inserted(Some(ByKey::Event(event(1)))));
    assert!(Change::<ByType>::read(record()).unwrap().is_none());
    assert!(Change::<ByType>::strict(record()).unwrap_err().is_untyped());
}
