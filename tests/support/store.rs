//! Stored items, through the bare SDK.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Table, TableClient};

use super::raw::{Item, item, s};

/// The attribute that counts an item's writes.
const REVISION: &str = "_revision";

/// Every stored item, by its keys as text.
pub(crate) type Stored = BTreeMap<String, Item>;

pub(crate) async fn stored<T: Table>(table: &TableClient<T>) -> Stored {
    let scan = table.client().scan().table_name(table.name()).consistent_read(true);
    let mut pages = scan.into_paginator().items().send();
    let mut stored = Stored::new();
    while let Some(item) = pages.try_next().await.unwrap() {
        stored.insert(key_of::<T>(&item), item);
    }
    stored
}

/// Every stored item without its revision, which differs from write to write.
pub(crate) async fn content<T: Table>(table: &TableClient<T>) -> Stored {
    without_revisions(stored(table).await)
}

pub(crate) fn without_revisions(mut stored: Stored) -> Stored {
    for item in stored.values_mut() {
        item.remove(REVISION);
    }
    stored
}

fn key_of<T: Table>(item: &Item) -> String {
    let sk = T::META.sk.map(|sk| &item[sk.name]);
    format!("{:?} {sk:?}", item[T::META.pk.name])
}

pub(crate) async fn write<T: Table>(table: &TableClient<T>, item: Item) {
    table.client().put_item().table_name(table.name()).set_item(Some(item)).send().await.unwrap();
}

/// An item of the `YouTube` table with this type and nothing else in it.
pub(crate) fn typed(pk: &str, sk: &str, kind: &str) -> Item {
    with(item(pk, sk), "entity_type", s(kind))
}

pub(crate) fn with(mut item: Item, name: &str, value: AttributeValue) -> Item {
    item.insert(name.to_owned(), value);
    item
}

/// The videos in `stored` whose copies are missing or wrong, and the copies without a video.
pub(crate) fn orphans(stored: &Stored) -> Vec<String> {
    let of_kind = |kind: &'static str| {
        stored.values().filter(move |item| item.get("entity_type") == Some(&s(kind))).collect::<Vec<_>>()
    };
    let (videos, copies) = (of_kind("Video"), of_kind("Video.by_creator"));
    let mut wrong = Vec::new();
    for video in &videos {
        match copies.iter().filter(|copy| body(copy) == body(video) && is_copy_key(copy)).count() {
            1 => {}
            count => wrong.push(format!("{count} copies of {video:?}")),
        }
    }
    for copy in &copies {
        if !videos.iter().any(|video| body(video) == body(copy)) {
            wrong.push(format!("no item for the copy {copy:?}"));
        }
    }
    wrong
}

/// The attributes that an item shares with its copies.
fn body(item: &Item) -> BTreeMap<&str, String> {
    let own = ["pk", "sk", "entity_type", REVISION];
    let shared = item.iter().filter(|(name, _)| !own.contains(&name.as_str()));
    shared.map(|(name, value)| (name.as_str(), format!("{value:?}"))).collect()
}

/// Returns `true` if the key of a copy is made of its own attributes.
fn is_copy_key(copy: &Item) -> bool {
    let text = |name: &str| match &copy[name] {
        AttributeValue::S(text) | AttributeValue::N(text) => text.clone(),
        other => panic!("{name} is {other:?}"),
    };
    let second = text("created_at")[..19].to_owned();
    let id: u64 = text("video_id").parse().unwrap();
    let sk = text("sk");
    let sk_fits = sk.starts_with(&second) && sk.ends_with(&format!("Z#{id:020}"));
    text("pk") == format!("user-{}-videos", text("creator_id")) && sk_fits
}

/// The missing and the superfluous items. `satellites` are the further items that belong to an
/// item, copies and markers; `None` for what is no item itself.
pub(crate) fn astray(stored: &Stored, satellites: impl Fn(&Item) -> Option<Vec<Item>>) -> Vec<String> {
    let mut wrong = Vec::new();
    let (mut found, mut wanted) = (Vec::new(), Vec::new());
    for item in stored.values() {
        match satellites(item) {
            Some(further) => wanted.extend(further),
            None => found.push(item),
        }
    }
    wrong.extend(found.iter().filter(|item| !wanted.contains(item)).map(|item| format!("orphan {item:?}")));
    wrong.extend(wanted.iter().filter(|item| !found.contains(item)).map(|item| format!("missing {item:?}")));
    wrong
}
