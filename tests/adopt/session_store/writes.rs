//! Writes beside the other program.

use dynamodel::Entity as _;

use super::model::{Session, SessionStore};
use super::{rows, store, token};
use crate::compare::{assert_backfill_keeps, changed, changes};
use crate::support::raw::n;
use crate::support::store::stored;

#[tokio::test]
async fn backfill_leaves_every_attribute() {
    let table = store().await;
    assert_backfill_keeps::<Session, _>(&table, rows().len() - 1).await;
}

#[tokio::test]
async fn updates_change_the_named_attributes_only() {
    let table = store().await;
    for session in Session::scan().all(&table).await.unwrap() {
        let before = stored(&table).await;
        session.update().set(Session::FIELDS.user_agent, "other").send(&table).await.unwrap();
        let expected = [format!("{} UserAgent", session.token)];
        assert_eq!(changes::<SessionStore>(&before, &stored(&table).await), expected);
    }
}

#[tokio::test]
async fn extending_a_session_writes_both_times() {
    let table = store().await;
    let before = stored(&table).await;
    let until: jiff::Timestamp = "2099-06-01T00:00:00.5Z".parse().unwrap();
    let seconds = u64::try_from(until.as_second()).unwrap();
    let extended = Session::update(&token(0))
        .set(Session::FIELDS.until, Some(seconds))
        .set(Session::FIELDS.expires_at, Some(until));
    extended.send(&table).await.unwrap();
    let after = stored(&table).await;
    assert_eq!(changed::<SessionStore>(&before, &after), ["ExpiresAt", "TTL"]);
    assert!(after.values().any(|item| item.get("TTL") == Some(&n(until.as_second()))));
    // An expired session is absent, and stays as it is.
    let late = Session::update(&token(2)).set(Session::FIELDS.until, Some(seconds)).send(&table).await;
    assert!(late.unwrap_err().is_not_found());
    assert_eq!(stored(&table).await, after);
}

#[tokio::test]
async fn login_of_a_guest_puts_the_session_into_the_index() {
    let table = store().await;
    let before = stored(&table).await;
    let name = Some("ann".to_owned());
    Session::update(&token(6)).set(Session::FIELDS.username, name).send(&table).await.unwrap();
    assert_eq!(changed::<SessionStore>(&before, &stored(&table).await), ["Username"]);
    assert_eq!(Session::of_user("ann").keys().all(&table).await.unwrap().len(), 4);
    Session::update(&token(6)).remove(Session::FIELDS.username).send(&table).await.unwrap();
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn all_sessions_of_a_user_are_removed() {
    let table = store().await;
    let before = stored(&table).await;
    assert_eq!(Session::of_user("ann").delete_all().send(&table).await.unwrap(), 3);
    let gone = [token(0), token(1), token(2)].map(|token| format!("{token} gone"));
    assert_eq!(changes::<SessionStore>(&before, &stored(&table).await), gone);
    Session::delete(&token(3)).send(&table).await.unwrap();
    assert_eq!(Session::of_user("bob@example.org").hydrate().all(&table).await.unwrap().len(), 1);
}
