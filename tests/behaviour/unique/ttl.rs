//! Unique values of expired items are free.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::raw::n;
use crate::support::store::stored;
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "invite-{id}", sk = "_root")]
#[lookup(unique, name = "by_code", pk = "code-{code}", sk = "_root")]
struct Invite {
    id: u64,
    #[entity(unique)]
    name: String,
    code: String,
    #[entity(ttl)]
    until: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "invites", type_attribute = "type", ttl_attribute = "expires")]
enum Invites {
    Invite(Invite),
}

fn invite(id: u64, name: &str, until: Option<u64>) -> Invite {
    Invite { id, name: name.to_owned(), code: format!("c-{name}"), until }
}

async fn world() -> (Arc<AtomicU64>, TableClient<Invites>) {
    let now = Arc::new(AtomicU64::new(100));
    let clock = now.clone();
    let table = table::<Invites>().await;
    let table = table.with_clock(move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed)));
    (now, table)
}

#[tokio::test]
async fn values_of_expired_items_are_free() {
    let (now, table) = world().await;
    invite(1, "alice", Some(200)).create().send(&table).await.unwrap();
    assert!(stored(&table).await.values().all(|item| item["expires"] == n(200)), "markers too");
    let taken = invite(2, "alice", None).create().send(&table).await.unwrap_err();
    assert!(taken.is_unique_violation(), "{taken}");
    assert!(Invite::by_code("c-alice").send(&table).await.unwrap().is_some());

    now.store(200, Ordering::Relaxed);
    assert_eq!(Invite::by_code("c-alice").send(&table).await.unwrap(), None);
    assert!(Invite::by_code("c-alice").with_expired().send(&table).await.unwrap().is_some());
    invite(2, "alice", None).create().send(&table).await.unwrap();
    assert_eq!(Invite::by_code("c-alice").send(&table).await.unwrap().map(|invite| invite.id), Some(2));
    // What was left of the first is removed, and nothing of the second.
    Invite::delete(1).send(&table).await.unwrap();
    assert_eq!(stored(&table).await.len(), 3);
    assert!(invite(3, "alice", None).create().send(&table).await.unwrap_err().is_unique_violation());
}

#[tokio::test]
async fn a_later_time_is_that_of_the_markers() {
    let (now, table) = world().await;
    let first = invite(1, "alice", Some(200));
    first.create().send(&table).await.unwrap();
    invite(1, "alice", Some(300)).put().send(&table).await.unwrap();
    assert!(stored(&table).await.values().all(|item| item["expires"] == n(300)));
    now.store(250, Ordering::Relaxed);
    assert!(invite(2, "alice", None).put().send(&table).await.unwrap_err().is_unique_violation());
    first.put().send(&table).await.unwrap();
    invite(2, "alice", None).put().send(&table).await.unwrap();
}

#[tokio::test]
async fn a_loaded_update_of_an_expired_item_finds_no_item() {
    let (now, table) = world().await;
    let alice = invite(1, "alice", Some(200));
    alice.create().send(&table).await.unwrap();
    let before = stored(&table).await;
    now.store(200, Ordering::Relaxed);
    let updates = [
        alice.update().set(Invite::FIELDS.name, "alicia"),
        alice.update().set(Invite::FIELDS.until, Some(300)),
        alice.update().with(|invite| invite.code.push('x')),
    ];
    for update in updates {
        let error = update.send(&table).await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
    }
    assert_eq!(stored(&table).await, before);
}
