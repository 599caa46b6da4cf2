//! The type is required of each attempt, and an answer that is lost tells no more than before.

use dynamodel::testing::Fault::LostReply;
use dynamodel::testing::When::First;
use dynamodel::{Entity, Error};

use super::{ByKey, ByType, Session, items, one, session, stored_session, type_of, with};
use crate::planted::plant;
use crate::support::raw::s;
use crate::support::world::faulty;

#[tokio::test(start_paused = true)]
async fn writes_behind_lost_answers_succeed() {
    let (faults, plain) = faulty::<ByType>().await;
    faults.on("PutItem", First(2), LostReply).on("DeleteItem", First(2), LostReply);
    let table = ByType::table(faults.client());
    session("b", 1).put().send(&table).await.unwrap();
    assert_eq!(type_of(&plain, "session#b", "_root").await.as_deref(), Some("Session"));
    Session::delete("b").send(&table).await.unwrap();
    assert_eq!(one(&plain, "session#b", "_root").await, None);
}

#[tokio::test(start_paused = true)]
async fn untyped_items_are_taken_behind_lost_answers() {
    let (faults, plain) = faulty::<ByKey>().await;
    plant(&plain, items()).await;
    faults.on("PutItem", First(2), LostReply).on("DeleteItem", First(2), LostReply);
    let table = ByKey::table(faults.client());
    session("a", 5).put().send(&table).await.unwrap();
    assert_eq!(type_of(&plain, "session#a", "_root").await.as_deref(), Some("Session"));
    Session::delete("b").send(&table).await.unwrap();
    assert_eq!(one(&plain, "session#b", "_root").await, None);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_behind_a_lost_answer_is_an_unknown_outcome() {
    let (faults, plain) = faulty::<ByType>().await;
    plant(&plain, items()).await;
    faults.on("PutItem", First(1), LostReply).on("DeleteItem", First(1), LostReply);
    let table = ByType::table(faults.client());
    let unknown = |sent: Result<(), Error>| assert!(sent.unwrap_err().is_outcome_unknown());
    unknown(session("a", 5).put().send(&table).await);
    unknown(Session::delete("a").send(&table).await);
    assert_eq!(one(&plain, "session#a", "_root").await, Some(stored_session("a", 1)));
}

#[tokio::test(start_paused = true)]
async fn an_item_of_another_type_survives_every_attempt() {
    let (faults, plain) = faulty::<ByKey>().await;
    let film = with(stored_session("f", 1), [("entity_type", s("Film"))]);
    plant(&plain, [film.clone()]).await;
    faults.on("PutItem", First(1), LostReply);
    let table = ByKey::table(faults.client());
    assert!(session("f", 5).put().send(&table).await.unwrap_err().is_outcome_unknown());
    assert!(session("f", 5).put().send(&table).await.unwrap_err().is_held_by_other());
    assert_eq!(one(&plain, "session#f", "_root").await, Some(film));
}
