//! Every access pattern of the model, and what each has cost.

use dynamodel::{Cost, Entity as _, Error, Meter, TableClient};
use serde::Serialize;

use crate::data;
use crate::model::{Channel, ChannelVideo, User, Video, YouTube};

/// The answers, and what it took to get them.
pub struct Answers {
    pub items: Measured<usize>,
    pub user: Measured<Option<User>>,
    pub video: Measured<Option<Video>>,
    pub channel: Measured<Option<Channel>>,
    pub user_videos: Measured<Vec<Video>>,
    pub user_channels: Measured<Vec<Channel>>,
    pub channel_videos: Measured<Vec<ChannelVideo>>,
    pub same_instant: Measured<Vec<Video>>,
}

/// An answer and its cost.
pub struct Measured<R> {
    pub answer: R,
    pub cost: Cost,
}

/// How many items a list shows.
const LIMIT: usize = 5;

/// Runs all queries.
pub async fn run(table: &TableClient<YouTube>) -> Result<Answers, Error> {
    let meter = Meter::new();
    let table = &table.clone().metered(&meter);
    let measured = Measure(&meter);
    Ok(Answers {
        items: measured.of(YouTube::scan().with_copies().count(table).await?),
        user: measured.of(User::get(3).send(table).await?),
        video: measured.of(Video::get(5).send(table).await?),
        channel: measured.of(Channel::get(1).send(table).await?),
        user_videos: measured.of(Video::by_creator(3).rev().take(LIMIT).all(table).await?),
        user_channels: measured.of(Channel::by_creator(3).rev().take(LIMIT).all(table).await?),
        channel_videos: measured.of(ChannelVideo::in_channel(1).rev().take(LIMIT).all(table).await?),
        same_instant: {
            for video in data::same_instant() {
                video.create().send(table).await?;
            }
            let _ = meter.take();
            measured.of(Video::by_creator(1).rev().take(2).all(table).await?)
        },
    })
}

struct Measure<'m>(&'m Meter);

impl Measure<'_> {
    fn of<R>(&self, answer: R) -> Measured<R> {
        Measured { answer, cost: self.0.take() }
    }
}

/// What `--json` prints.
#[derive(Serialize)]
pub struct Document<'a> {
    items: usize,
    user: &'a Option<User>,
    video: &'a Option<Video>,
    channel: &'a Option<Channel>,
    user_videos: Vec<u64>,
    user_channels: Vec<u64>,
    channel_videos: Vec<u64>,
    same_instant: Vec<u64>,
}

impl<'a> From<&'a Answers> for Document<'a> {
    fn from(answers: &'a Answers) -> Self {
        let videos = |videos: &[Video]| videos.iter().map(|video| video.video_id).collect();
        let places = &answers.channel_videos.answer;
        Self {
            items: answers.items.answer,
            user: &answers.user.answer,
            video: &answers.video.answer,
            channel: &answers.channel.answer,
            user_videos: videos(&answers.user_videos.answer),
            user_channels: answers.user_channels.answer.iter().map(|channel| channel.channel_id).collect(),
            channel_videos: places.iter().map(|place| place.video_id).collect(),
            same_instant: videos(&answers.same_instant.answer),
        }
    }
}
