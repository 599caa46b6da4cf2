//! The check of the whole table finds what is wrong.

use crate::support::raw::{Item, item, n, s};
use crate::support::store::{stored, typed, with, write};
use crate::youtube::{orphans, whole, world};

#[tokio::test]
async fn nothing_is_wrong_with_what_is_whole_or_of_others() {
    let table = world().await;
    whole(&table).await;
    write(&table, typed("video-5", "_statistics", "Statistics")).await;
    write(&table, item("another", "program")).await;
    whole(&table).await;
}

#[tokio::test]
async fn check_reports_missing_items() {
    let table = world().await;
    for (name, item) in stored(&table).await {
        let key: Item = item.clone().into_iter().filter(|(name, _)| name == "pk" || name == "sk").collect();
        let delete = table.client().delete_item().table_name(table.name()).set_key(Some(key));
        delete.send().await.unwrap();
        // But for an owner of nothing but a name, what is left points to what is missing.
        assert!(!orphans::find(&table).await.unwrap().is_empty(), "without {name}");
        write(&table, item).await;
    }
    whole(&table).await;
}

#[tokio::test]
async fn check_reports_differing_items() {
    let table = world().await;
    for (name, item) in stored(&table).await {
        let is_changed = |name: &&String| !["pk", "sk", "entity_type", "_revision"].contains(&name.as_str());
        for attribute in item.keys().filter(is_changed) {
            let changed = if item[attribute].is_n() { n(77) } else { s("2020-01-07T00:00:00Z") };
            // What a user or a channel alone says of itself may be anything, and so may a version.
            let alone = ["created_at", "views", "version"].contains(&attribute.as_str());
            write(&table, with(item.clone(), attribute, changed)).await;
            let found = orphans::find(&table).await.unwrap();
            assert!(alone || !found.is_empty(), "{name} with another {attribute}");
        }
        write(&table, item).await;
    }
    whole(&table).await;
}
