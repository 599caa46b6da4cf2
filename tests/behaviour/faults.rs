//! Failed requests of a write: the table is wholly before or wholly after it.

mod lost_replies;
mod many_writes;
mod retry_limits;
mod tracked_attempts;
mod unsent_requests;
mod versions;

use dynamodel::{Entity as _, TableClient, Transaction, transact};

use crate::support::crash::Overcomes::{Conflicts, NoLostAnswer, Throttling};
use crate::support::crash::{World, Write};
use crate::support::model::{User, Video, YouTube};
use crate::support::store::orphans;
use crate::support::youtube::{at, video};

fn user(id: u64, name: &str) -> User {
    User { user_id: id, user_name: name.to_owned(), created_at: at(0) }
}

/// `case!("create", 1, |table| video(9, 1, 5).create())`
macro_rules! case {
    ($name:literal, $requests:literal, $overcomes:expr, $operation:expr) => {
        Write {
            name: $name,
            requests: $requests,
            overcomes: $overcomes,
            send: |table| Box::pin(async move { $operation.send(&table).await.map(drop) }),
        }
    };
}
pub(super) use case;

const WORLD: World<YouTube> = World {
    fill: |table: TableClient<YouTube>| {
        Box::pin(async move {
            video(1, 1, 10).create().send(&table).await.unwrap();
            video(2, 1, 20).create().send(&table).await.unwrap();
            user(1, "alice").create().send(&table).await.unwrap();
        })
    },
    astray: orphans,
};

#[tokio::test(start_paused = true)]
async fn failed_writes_of_one_item_write_all_or_nothing() {
    WORLD
        .crash(&[
            case!("create", 1, Conflicts, user(9, "new").create()),
            case!("put", 1, Conflicts, user(1, "renamed").put()),
            case!("put that gives back the old", 1, NoLostAnswer, user(1, "renamed").put().returning_old()),
            case!("update", 1, Conflicts, User::update(1).set(User::FIELDS.user_name, "new")),
            case!(
                "update that gives back what changed",
                1,
                Conflicts,
                User::update(1).set(User::FIELDS.user_name, "new").returning_updated()
            ),
            case!(
                "update of a loaded value",
                1,
                Conflicts,
                user(1, "alice").update().with(|user| user.user_name.push('x'))
            ),
            case!(
                "update in a transaction",
                1,
                Conflicts,
                User::update(1).set(User::FIELDS.user_name, "new").exactly_once()
            ),
            case!(
                "upsert of what is there",
                1,
                Conflicts,
                User::update(1).set(User::FIELDS.user_name, "new").upsert(&user(1, "first"))
            ),
            case!(
                "upsert of what is not there",
                2,
                Conflicts,
                User::update(9).set(User::FIELDS.user_name, "new").upsert(&user(9, "first"))
            ),
            case!("move", 2, Conflicts, user(1, "alice").move_to(&user(8, "alice"))),
            case!("delete", 1, Conflicts, User::delete(1)),
            case!("delete that gives back the old", 1, NoLostAnswer, User::delete(1).returning_old()),
            case!("check", 1, Conflicts, User::get(1).must(User::FIELDS.user_name.eq("alice"))),
            case!("check of absence", 1, Conflicts, User::get(9).must_not_exist()),
        ])
        .await;
}

#[tokio::test(start_paused = true)]
async fn failed_writes_with_copies_write_all_or_nothing() {
    WORLD
        .crash(&[
            case!("create", 1, Conflicts, video(9, 1, 5).create()),
            case!("put of a new item", 2, Conflicts, video(9, 1, 5).put()),
            case!("put that moves the copy", 2, Conflicts, video(1, 7, 99).put()),
            case!(
                "put that keeps the copy where it is",
                2,
                Conflicts,
                Video { video_title: "renamed".to_owned(), ..video(1, 1, 10) }.put()
            ),
            case!("put that gives back the old", 2, Conflicts, video(1, 7, 99).put().returning_old()),
            case!("update", 1, Conflicts, video(1, 1, 10).update().set(Video::FIELDS.creator_id, 8)),
            case!(
                "update that gives back the new",
                2,
                Conflicts,
                video(1, 1, 10).update().set(Video::FIELDS.creator_id, 8).returning_new()
            ),
            case!("upsert of what is there", 1, Conflicts, Video::update(1).upsert(&video(1, 1, 10))),
            case!("upsert of what is not there", 2, Conflicts, Video::update(9).upsert(&video(9, 1, 5))),
            case!("move", 2, Conflicts, video(1, 1, 10).move_to(&video(8, 2, 10))),
            case!("delete", 2, Conflicts, Video::delete(1)),
            case!("delete of a value", 1, Conflicts, video(1, 1, 10).delete()),
            case!("delete that gives back the old", 2, Conflicts, Video::delete(1).returning_old()),
            case!("delete of nothing", 1, Conflicts, Video::delete(77)),
        ])
        .await;
}

#[tokio::test(start_paused = true)]
async fn failed_transactions_write_all_or_nothing() {
    WORLD
        .crash(&[
            case!("builder", 1, Throttling, {
                let mut transaction = Transaction::new().and(video(9, 1, 5).create()).and(User::delete(1));
                transaction.push(user(9, "new").put());
                transaction.push(Video::get(1).must_exist());
                transaction
            }),
            case!(
                "after two reads",
                3,
                Throttling,
                transact((video(1, 7, 99).put(), user(9, "new").create(), Video::delete(2)))
            ),
            case!(
                "updates, a move and a check of absence",
                2,
                Throttling,
                transact((
                    User::update(1).set(User::FIELDS.user_name, "new").exactly_once(),
                    video(1, 1, 10).update().set(Video::FIELDS.creator_id, 8),
                    video(2, 1, 20).move_to(&video(8, 2, 20)),
                    User::get(9).must_not_exist(),
                ))
            ),
            case!(
                "upserts of what is there and what is not",
                3,
                Throttling,
                transact((
                    User::update(1).set(User::FIELDS.user_name, "new").upsert(&user(1, "first")),
                    Video::update(9).upsert(&video(9, 1, 5)),
                ))
            ),
            case!("of one type", 2, Throttling, transact(vec![video(1, 7, 99).put()])),
        ])
        .await;
}
