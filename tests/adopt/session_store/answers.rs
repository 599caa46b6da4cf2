//! The access patterns that the design is published with.

use std::time::{Duration, UNIX_EPOCH};

use dynamodel::{Entity as _, Table as _};

use super::model::{Session, SessionStore};
use super::{rows, store, token};

#[tokio::test]
async fn session_is_found_by_token() {
    let table = store().await;
    let session = Session {
        token: token(0),
        username: Some("ann".to_owned()),
        created_at: "2024-05-01T09:00:00.123Z".parse().unwrap(),
        expires_at: Some("2099-05-08T09:00:00.123Z".parse().unwrap()),
        until: Some(4_081_914_000),
        user_agent: Some("Firefox/125".to_owned()),
    };
    assert_eq!(Session::get(&token(0)).send(&table).await.unwrap().as_ref(), Some(&session));
    assert_eq!(SessionStore::from_item(rows().remove(0)).unwrap(), SessionStore::Session(session));
}

#[tokio::test]
async fn every_session_that_has_not_expired_is_read() {
    let table = store().await;
    assert_eq!(Session::get(&token(2)).send(&table).await.unwrap(), None);
    assert_eq!(SessionStore::scan().all(&table).await.unwrap().len(), rows().len() - 1);
    // One never expires: its TTL is NULL, or there is none.
    for row in [4, 7] {
        assert_eq!(Session::get(&token(row)).required().send(&table).await.unwrap().until, None);
    }
    // One has a fraction, as programs write that take the time as a float.
    let session = Session::get(&token(5)).required().send(&table).await.unwrap();
    assert_eq!(session.until, Some(4_082_256_000));
}

#[tokio::test]
async fn sessions_of_a_user_are_listed() {
    let table = store().await;
    let keys = Session::of_user("bob@example.org").keys().all(&table).await.unwrap();
    let mut tokens: Vec<_> = keys.iter().map(|key| key.pk().to_owned()).collect();
    tokens.sort();
    assert_eq!(tokens, [token(3).to_string(), token(4).to_string()]);
    // The index holds an expired session, and reading it whole leaves it out.
    assert_eq!(Session::of_user("ann").keys().all(&table).await.unwrap().len(), 3);
    assert_eq!(Session::of_user("ann").hydrate().all(&table).await.unwrap().len(), 2);
    assert_eq!(Session::of_user("guest").keys().all(&table).await.unwrap(), []);
}

#[tokio::test]
async fn a_token_is_not_taken_twice() {
    let table = store().await;
    let session = Session::get(&token(0)).required().send(&table).await.unwrap();
    assert!(session.create().send(&table).await.unwrap_err().is_already_exists());
    // That of an expired session is free.
    Session { token: token(2), ..session }.create().send(&table).await.unwrap();
    assert_eq!(Session::of_user("ann").hydrate().all(&table).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_session_expires_after_the_fraction_of_its_time() {
    let table = store().await;
    let at = |seconds| table.clone().with_clock(move || UNIX_EPOCH + Duration::from_secs(seconds));
    let touch = || Session::update(&token(5)).set(Session::FIELDS.user_agent, "other");
    let before = at(4_082_256_000);
    assert!(Session::get(&token(5)).send(&before).await.unwrap().is_some());
    touch().send(&before).await.unwrap();
    let after = at(4_082_256_001);
    assert_eq!(Session::get(&token(5)).send(&after).await.unwrap(), None);
    assert!(touch().send(&after).await.unwrap_err().is_not_found());
}
