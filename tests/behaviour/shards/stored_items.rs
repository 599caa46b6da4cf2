//! Stored keys of sharded entities, and reads by key.

use std::collections::BTreeSet;

use dynamodel::Entity as _;

use crate::shards::model::{Event, Events, event, events, filled};
use crate::support::raw::s;
use crate::support::store::stored;
use crate::support::world::table;

fn keys(event: &Event) -> (String, String) {
    let key = Event::key(&event.day, event.at, event.id).unwrap();
    (key.pk().to_owned(), key.sk().unwrap().to_owned())
}

/// Stored shards never change: they are those of any other SHA-256.
#[tokio::test]
async fn the_shard_is_written_into_each_key() {
    let table = filled(&[event(7, 1)]).await;
    let stored = stored(&table).await;
    assert_eq!(stored.len(), 2);
    let [copy, item] = stored.values().collect::<Vec<_>>()[..] else { panic!("{stored:?}") };
    assert_eq!(item["pk"], s("DAY#2020-01-01#3"));
    assert_eq!(item["sk"], s("0000000007#00000000000000000001"));
    assert_eq!(item["gsi1pk"], s("2-STATUS#done"));
    assert_eq!(item["gsi2pk"], s("N0"));
    assert_eq!(item["lsi1sk"], s("00000000000000000001"));
    assert_eq!(copy["pk"], s("ALL#04"));
    assert_eq!(keys(&event(7, 1)).0, "DAY#2020-01-01#3");
}

#[tokio::test]
async fn items_lie_in_all_shards_and_are_found_by_key() {
    let table = filled(&events()).await;
    let partitions: BTreeSet<_> = events().iter().map(|event| keys(event).0).collect();
    assert_eq!(partitions.len(), 5);
    for event in events() {
        let (pk, sk) = keys(&event);
        assert_eq!(Event::decode_key(&pk, &sk).unwrap(), (event.day.clone(), event.at, event.id));
        let found = Event::get(&event.day, event.at, event.id).send(&table).await.unwrap();
        assert_eq!(found, Some(event));
    }
}

#[tokio::test]
async fn invalid_shard_is_an_invalid_key() {
    let sk = "0000000007#00000000000000000001";
    for pk in
        ["DAY#2020-01-01#5", "DAY#2020-01-01#", "DAY#2020-01-01#00", "DAY#2020-01-01#x", "DAY#2020-01-01"]
    {
        assert!(Event::decode_key(pk, sk).unwrap_err().is_invalid_key(), "{pk}");
    }
}

#[tokio::test]
async fn create_put_and_delete_keep_the_copies_in_their_shards() {
    let table = table::<Events>().await;
    event(1, 1).create().send(&table).await.unwrap();
    assert!(event(1, 1).create().send(&table).await.unwrap_err().is_already_exists());
    let changed = Event { status: "open".to_owned(), ..event(1, 1) };
    changed.put().send(&table).await.unwrap();
    let copies = Event::all_events().all(&table).await.unwrap();
    assert_eq!((copies.len(), &copies[0]), (1, &changed));
    assert_eq!(Event::by_status("open").all(&table).await.unwrap(), [changed]);
    assert_eq!(Event::by_status("done").count(&table).await.unwrap(), 0);
    assert_eq!(stored(&table).await.len(), 2);
    Event::delete("2020-01-01", 1, 1).send(&table).await.unwrap();
    assert_eq!(stored(&table).await.len(), 0);
}
