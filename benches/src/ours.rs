//! The same work with dynamodel.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::get_item::GetItemInput;
use dynamodel::{Entity as _, Table as _, TableClient};

use crate::canned::Canned;
use crate::model::{CREATOR, Entities, Item, Video, VideoFields};

/// Returns a client of the table on a connector, as the guide makes one.
#[must_use]
pub fn table(canned: &Canned) -> TableClient<Entities> {
    let config = canned.config().interceptor(dynamodel::track_attempts());
    Entities::table(Client::from_conf(config.build()))
}

/// Writes a video as an item.
#[must_use]
pub fn encode(video: &Video) -> Item {
    video.to_item::<Entities>().expect("the fixtures can be stored")
}

/// Reads a video from its item.
#[must_use]
pub fn decode(item: Item) -> Video {
    Video::from_item::<Entities>(item).expect("the fixtures can be read")
}

/// Builds the request that reads a video.
#[must_use]
pub fn get(table: &TableClient<Entities>, video_id: u64) -> GetItemInput {
    Video::get(video_id).request(table).expect("the key is valid")
}

/// Reads an item of any entity of the table.
#[must_use]
pub fn decode_any(item: Item) -> Entities {
    Entities::from_item(item).expect("the fixtures can be read")
}

/// Stores a video.
pub async fn put(table: &TableClient<Entities>, video: &Video) {
    video.put().send(table).await.expect("the connector stores all");
}

/// Reads the videos of a creator.
pub async fn all(table: &TableClient<Entities>) -> Vec<Video> {
    Video::by_creator(CREATOR).all(table).await.expect("the connector has the page")
}

/// Reads all fields of the videos of a creator, and no keys.
pub async fn all_projected(table: &TableClient<Entities>) -> Vec<VideoFields> {
    let videos = Video::by_creator(CREATOR).project::<VideoFields>();
    videos.all(table).await.expect("the connector has the page")
}

/// Reads all pages item by item; returns the sum of the views.
pub async fn walk(table: &TableClient<Entities>) -> u64 {
    let mut videos = Video::by_creator(CREATOR).stream(table);
    let mut views = 0;
    while let Some(video) = videos.try_next().await.expect("the connector has the page") {
        views += video.views;
    }
    views
}
