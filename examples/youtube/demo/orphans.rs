//! A consistency check of the whole table.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Table as _, TableClient};

use super::model::{Channel, ChannelVideo, Subscription, User, Video, YouTube};

type Item = HashMap<String, AttributeValue>;

/// Items by key.
type Items = BTreeMap<String, Item>;

/// Returns the keys of wrong items: a copy or marker that is missing, left over or different from its item, and an
/// item with a wrong relation or counter. Nobody may write to the table meanwhile.
pub async fn find(table: &TableClient<YouTube>) -> Result<Vec<String>, Box<dyn Error + Send + Sync>> {
    let stored = scan(table).await?;
    let mut wanted = Items::new();
    let mut world = World::default();
    for (key, item) in &stored {
        // A whole copy decodes to the same value, but only the item is the first of `items_of`.
        let Ok(value) = YouTube::from_item(item.clone()) else { continue };
        let items = items_of(&value)?;
        if items.first() == Some(item) {
            wanted.extend(items.into_iter().map(|item| (key_of(&item), item)));
            world.insert(key.clone(), value);
        }
    }
    let keys = stored.keys().chain(wanted.keys().filter(|key| !stored.contains_key(*key)));
    let strays = keys.filter(|key| stored.get(*key) != wanted.get(*key)).cloned();
    Ok(strays.chain(world.strays()).collect())
}

/// Reads all items of known types, without their revisions.
async fn scan(table: &TableClient<YouTube>) -> Result<Items, Box<dyn Error + Send + Sync>> {
    let scan = table.client().scan().table_name(table.name()).consistent_read(true);
    let mut items = scan.into_paginator().items().send();
    let mut stored = Items::new();
    while let Some(mut item) = items.try_next().await? {
        item.remove(YouTube::META.revision_attribute);
        let is_foreign = |error: dynamodel::Error| error.is_unknown_type() || error.is_untyped();
        if !YouTube::from_item(item.clone()).is_err_and(is_foreign) {
            stored.insert(key_of(&item), item);
        }
    }
    Ok(stored)
}

fn key_of(item: &Item) -> String {
    let text = |name| item.get(name).and_then(|value| value.as_s().ok()).map_or("", String::as_str);
    format!("{} {}", text("pk"), text("sk"))
}

fn items_of(value: &YouTube) -> Result<Vec<Item>, dynamodel::Error> {
    match value {
        YouTube::User(user) => YouTube::to_items(user),
        YouTube::Video(video) => YouTube::to_items(video),
        YouTube::Channel(channel) => YouTube::to_items(channel),
        YouTube::ChannelVideo(place) => YouTube::to_items(place),
        YouTube::Subscription(subscription) => YouTube::to_items(subscription),
    }
}

/// All values of the table, with their keys.
#[derive(Default)]
struct World {
    users: BTreeMap<u64, User>,
    videos: BTreeMap<u64, (String, Video)>,
    channels: BTreeMap<u64, (String, Channel)>,
    places: Vec<(String, ChannelVideo)>,
    subscriptions: Vec<(String, Subscription)>,
}

impl World {
    fn insert(&mut self, key: String, value: YouTube) {
        match value {
            YouTube::User(user) => drop(self.users.insert(user.user_id, user)),
            YouTube::Video(video) => drop(self.videos.insert(video.video_id, (key, video))),
            YouTube::Channel(channel) => drop(self.channels.insert(channel.channel_id, (key, channel))),
            YouTube::ChannelVideo(place) => self.places.push((key, place)),
            YouTube::Subscription(subscription) => self.subscriptions.push((key, subscription)),
        }
    }

    /// Returns the keys of values with a wrong relation or counter.
    fn strays(self) -> Vec<String> {
        let videos = self.videos.values().filter(|(_, video)| !self.is_video_right(video));
        let channels = self.channels.values().filter(|(_, channel)| !self.is_channel_right(channel));
        let places = self.places.iter().filter(|(_, place)| !self.is_place_right(place));
        let subscriptions = self.subscriptions.iter().filter(|(_, edge)| !self.is_subscription_right(edge));
        let keys = videos.map(|(key, _)| key).chain(channels.map(|(key, _)| key));
        let keys = keys.chain(places.map(|(key, _)| key)).chain(subscriptions.map(|(key, _)| key));
        keys.cloned().collect()
    }

    /// The creator exists, and the count of places is right.
    fn is_video_right(&self, video: &Video) -> bool {
        let places = self.places.iter().filter(|(_, place)| place.video_id == video.video_id);
        self.users.contains_key(&video.creator_id) && places.count() as u64 == video.places
    }

    /// The creator exists, and the count of subscribers is right.
    fn is_channel_right(&self, channel: &Channel) -> bool {
        let edges = self.subscriptions.iter().filter(|(_, edge)| edge.channel_id == channel.channel_id);
        self.users.contains_key(&channel.creator_id) && edges.count() as u64 == channel.subscribers
    }

    /// It repeats the values of its video, and its channel has the same creator.
    fn is_place_right(&self, place: &ChannelVideo) -> bool {
        let video = self.videos.get(&place.video_id).map(|(_, video)| video);
        let channel = self.channels.get(&place.channel_id).map(|(_, channel)| channel);
        video.is_some_and(|video| ChannelVideo::new(place.channel_id, video) == *place)
            && channel.is_some_and(|channel| channel.creator_id == place.creator_id)
    }

    fn is_subscription_right(&self, edge: &Subscription) -> bool {
        self.users.contains_key(&edge.user_id) && self.channels.contains_key(&edge.channel_id)
    }
}
