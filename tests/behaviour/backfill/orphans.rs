//! Copies and markers that no item has.

use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Entity, Table, TableClient, op::BackfillProgress};
use serde::{Deserialize, Serialize};

use crate::backfill::{backfill, counts};
use crate::support::model::{Video, YouTube};
use crate::support::raw::{item, n, s};
use crate::support::store::{content, orphans, stored, typed, with, write};
use crate::support::world::{faulty, table};
use crate::support::youtube::video;
use dynamodel::testing::Fault;
use dynamodel::testing::When::Nth;

async fn clean(table: &TableClient<YouTube>) -> BackfillProgress {
    table.backfill::<Video>().remove_strays().send().await.unwrap()
}

/// Copies of videos under keys that their items do not write (any more).
async fn strays(table: &TableClient<YouTube>) {
    let copy = |pk: &str, sk: &str| typed(pk, sk, "Video.by_creator");
    // As an earlier template has keyed it.
    write(table, copy("creator#1", "video#1")).await;
    // Of a creator that it had before.
    write(table, copy("user-9-videos", &format!("2020-01-01T00:00:10.000000000Z#{:020}", 1))).await;
    // Of a video that is gone.
    write(table, copy("user-1-videos", &format!("2020-01-01T00:00:10.000000000Z#{:020}", 77))).await;
}

#[tokio::test]
async fn orphans_stay_unless_their_removal_is_requested() {
    let table = table::<YouTube>().await;
    video(1, 1, 10).create().send(&table).await.unwrap();
    video(2, 1, 20).create().send(&table).await.unwrap();
    let clean_table = stored(&table).await;
    strays(&table).await;
    let all = stored(&table).await;
    assert_eq!(counts(&backfill::<Video, _>(&table).await), [2, 0, 2, 0]);
    let dry = table.backfill::<Video>().remove_strays().dry_run().send().await.unwrap();
    assert_eq!((counts(&dry), dry.removed), ([2, 0, 2, 0], 3));
    assert_eq!(stored(&table).await, all);
    let done = clean(&table).await;
    assert_eq!((counts(&done), done.removed), ([2, 0, 2, 0], 3));
    assert_eq!(stored(&table).await, clean_table);
    assert_eq!(clean(&table).await.removed, 0);
}

#[tokio::test(start_paused = true)]
async fn orphan_stays_if_an_item_claims_it_meanwhile() {
    let (faults, plain) = faulty::<YouTube>().await;
    strays(&plain).await;
    // Each removal takes a minute to come through, and meanwhile the videos come into being.
    for nth in [1, 2] {
        faults.on("TransactWriteItems", Nth(nth), Fault::Delay(Duration::from_mins(1)));
    }
    let table = YouTube::table(faults.client());
    let removal = tokio::spawn(table.backfill::<Video>().remove_strays().send());
    tokio::time::sleep(Duration::from_secs(30)).await;
    video(77, 1, 10).create().send(&plain).await.unwrap();
    video(1, 9, 10).create().send(&plain).await.unwrap();
    assert_eq!(removal.await.unwrap().unwrap().removed, 1, "that of an earlier template");
    assert_eq!(orphans(&stored(&plain).await), [""; 0]);
    assert_eq!(stored(&plain).await.len(), 4);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[lookup(unique, name = "by_mail", pk = "mail-{mail}", sk = "_root")]
#[lookup(name = "of_members", pk = "members", sk = "{id}", when(member = true))]
struct User {
    id: u64,
    #[entity(unique)]
    name: String,
    mail: String,
    member: bool,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users", type_attribute = "type")]
enum Users {
    User(User),
}

#[tokio::test]
async fn markers_and_conditional_copies_without_an_item_go_too() {
    let table = table::<Users>().await;
    let user = User { id: 1, name: "ann".to_owned(), mail: "a@b".to_owned(), member: false };
    user.create().send(&table).await.unwrap();
    let clean_table = content(&table).await;
    let owner = |id: u64| AttributeValue::M(item(&format!("user-{id}"), "_root"));
    let marker = |name: &str| {
        with(item(&format!("User.unique.name#{name}"), "_unique"), "type", s("User.unique.name"))
    };
    write(&table, with(marker("bea"), "_owner", owner(1))).await;
    write(&table, with(marker("cy"), "_owner", owner(2))).await;
    let copy = with(item("mail-old", "_root"), "type", s("User.by_mail"));
    write(&table, with(copy, "_owner", owner(1))).await;
    // From before only some were members.
    let copy = with(item("members", &format!("{:020}", 1)), "type", s("User.of_members"));
    write(&table, with(copy, "id", n(1))).await;
    let done = table.backfill::<User>().remove_strays().send().await.unwrap();
    assert_eq!((counts(&done), done.removed), ([1, 0, 1, 0], 4));
    assert_eq!(content(&table).await, clean_table);
    // One that does not say whose it is may be anybody's.
    write(&table, marker("dan")).await;
    write(&table, with(marker("eve"), "_owner", s("user-1"))).await;
    let done = table.backfill::<User>().remove_strays().send().await.unwrap();
    assert_eq!((done.removed, stored(&table).await.len()), (0, clean_table.len() + 2));
    // So may one of an item that cannot be read.
    let mut broken = stored(&table).await.into_values().find(|item| item["type"] == s("User")).unwrap();
    broken.remove("name");
    write(&table, broken).await;
    let done = table.backfill::<User>().remove_strays().send().await.unwrap();
    assert_eq!((counts(&done), done.removed), ([1, 0, 0, 1], 0));
}
