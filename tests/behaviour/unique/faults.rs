//! Failed requests: unique values are claimed and released with their item or not at all.

use dynamodel::{Entity as _, TableClient, transact};

use super::{Member, Members, astray, member, old};
use crate::faults::case;
use crate::support::crash::Overcomes::{Conflicts, Throttling};
use crate::support::crash::{World, Write};
use crate::support::raw::s;
use crate::support::store::{self, Stored, stored};
use crate::support::world::faulty;
use dynamodel::testing::Fault::{self, LostReply, Refused, ReplyTimeout};
use dynamodel::testing::When::{First, Nth};

fn full(member_id: u64, user_name: &str) -> Member {
    Member { badge: Some(7), nick: Some("al".to_owned()), ..member(member_id, user_name) }
}

/// A member, and one from before names were unique that has the same.
const WORLD: World<Members> = World {
    fill: |table: TableClient<Members>| {
        Box::pin(async move {
            full(1, "alice").create().send(&table).await.unwrap();
            member(3, "carol").create().send(&table).await.unwrap();
            store::write(&table, old(2, "alice")).await;
        })
    },
    astray: beside_the_old,
};

/// Ignores the markers that the old item never had.
fn beside_the_old(stored: &Stored) -> Vec<String> {
    let mut stored = stored.clone();
    stored.retain(|_, item| item["pk"] != s("member-2") || item.contains_key("_revision"));
    astray(&stored)
}

#[tokio::test(start_paused = true)]
async fn a_failed_request_leaves_all_or_nothing() {
    WORLD
        .crash(&[
            case!("create", 1, Conflicts, member(9, "new").create()),
            case!("put of a new item", 2, Conflicts, member(9, "new").put()),
            case!(
                "put that claims and releases",
                2,
                Conflicts,
                Member { nick: None, ..full(1, "renamed") }.put()
            ),
            case!("put that keeps everything", 2, Conflicts, full(1, "alice").put()),
            case!(
                "update that claims and releases",
                1,
                Conflicts,
                full(1, "alice")
                    .update()
                    .set(Member::FIELDS.user_name, "renamed")
                    .set(Member::FIELDS.nick, None)
            ),
            case!(
                "update that releases what is another's",
                2,
                Conflicts,
                member(2, "alice").update().set(Member::FIELDS.user_name, "bob")
            ),
            case!("upsert of what is not there", 2, Conflicts, Member::update(9).upsert(&member(9, "new"))),
            case!("move", 2, Conflicts, full(1, "alice").move_to(&full(8, "alice"))),
            case!(
                "move that claims and releases",
                2,
                Conflicts,
                full(1, "alice").move_to(&member(8, "renamed"))
            ),
            case!("delete", 2, Conflicts, Member::delete(1)),
            case!("delete of an item whose name is another's", 3, Conflicts, Member::delete(2)),
            case!(
                "a name that changes hands",
                3,
                Throttling,
                transact((full(1, "carol").put(), member(3, "alice").put()))
            ),
            case!(
                "a transaction with an item whose name is another's",
                4,
                Throttling,
                transact((Member::delete(2), member(3, "renamed").put()))
            ),
            case!(
                "a transaction with an item and the one whose name it has",
                3,
                Throttling,
                transact((Member::delete(2), full(1, "renamed").put()))
            ),
        ])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_claim_whose_answer_was_lost_has_succeeded() {
    for lost in [LostReply, ReplyTimeout] {
        let (faults, plain) = faulty::<Members>().await;
        faults.on("TransactWriteItems", First(2), lost);
        let table = TableClient::<Members>::new(faults.client()).named(plain.name());
        full(1, "alice").create().send(&table).await.unwrap();
        assert_eq!(astray(&stored(&plain).await), [""; 0]);
        assert_eq!(faults.operations(), ["TransactWriteItems"; 3]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_violation_behind_a_lost_answer_is_certain() {
    let (faults, plain) = faulty::<Members>().await;
    member(1, "alice").create().send(&plain).await.unwrap();
    let before = stored(&plain).await;
    faults.on("TransactWriteItems", Nth(1), Refused);
    let table = TableClient::<Members>::new(faults.client()).named(plain.name());
    super::violates(member(2, "alice").create().send(&table).await, "user_name");
    assert_eq!(stored(&plain).await, before);
}

#[tokio::test(start_paused = true)]
async fn a_claim_of_which_nothing_more_was_heard_is_in_doubt() {
    let (faults, plain) = faulty::<Members>().await;
    let conflict = Fault::error(400, "TransactionConflictException");
    faults.on("TransactWriteItems", Nth(1), LostReply).always("TransactWriteItems", conflict);
    let table = TableClient::<Members>::new(faults.client()).named(plain.name());
    let error = member(1, "alice").create().send(&table).await.unwrap_err();
    assert!(error.is_outcome_unknown() && !error.is_unique_violation(), "{error}");
    assert_eq!(astray(&stored(&plain).await), [""; 0]);
}
