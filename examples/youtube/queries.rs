//! Every access pattern of the model, and what each has cost.

use dynamodel::{Cost, Entity as _, Error, Meter, TableClient};
use serde::Serialize;

use super::data;
use super::growth::{Growth, Renamed};
use super::model::{Channel, ChannelCard, ChannelVideo, User, Video, VideoCard, YouTube};

/// The answers, and what it took to get them.
pub struct Answers {
    pub items: Measured<usize>,
    pub user: Measured<Option<User>>,
    pub video: Measured<Option<VideoCard>>,
    pub channel: Measured<Option<ChannelCard>>,
    pub user_videos: Measured<Vec<VideoCard>>,
    pub user_channels: Measured<Vec<ChannelCard>>,
    pub channel_videos: Measured<Vec<ChannelVideo>>,
    pub same_instant: Measured<Vec<VideoCard>>,
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
        video: measured.of(Video::get(5).project().send(table).await?),
        channel: measured.of(Channel::get(1).project().send(table).await?),
        user_videos: measured.of(Video::by_creator(3).project().rev().take(LIMIT).all(table).await?),
        user_channels: measured.of(Channel::by_creator(3).project().rev().take(LIMIT).all(table).await?),
        channel_videos: measured.of(ChannelVideo::in_channel(1).rev().take(LIMIT).all(table).await?),
        same_instant: {
            for video in data::same_instant() {
                video.create().send(table).await?;
            }
            let _ = meter.take();
            measured.of(Video::by_creator(1).project().rev().take(2).all(table).await?)
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
    video: &'a Option<VideoCard>,
    channel: &'a Option<ChannelCard>,
    user_videos: Vec<u64>,
    user_channels: Vec<u64>,
    channel_videos: Vec<u64>,
    same_instant: Vec<u64>,
    renamed: &'a Renamed,
    conflicts: usize,
    name_taken: Option<&'a str>,
    orphans: usize,
}

impl<'a> Document<'a> {
    pub fn new(answers: &'a Answers, growth: &'a Growth) -> Self {
        let videos = |videos: &[VideoCard]| videos.iter().map(|video| video.video_id).collect();
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
            renamed: &growth.renamed,
            conflicts: growth.conflicts,
            name_taken: growth.name_taken.as_deref(),
            orphans: growth.orphans,
        }
    }
}
