//! The answer to every query, and its cost.

use dynamodel::{Error, Meter, TableClient, op::Cost};
use serde::Serialize;

use super::model::{ChannelCard, ChannelVideo, User, VideoCard, YouTube};
use super::story::{Story, Titles};
use super::{data, queries, videos};

/// The answers.
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

/// The length of a list.
const LIMIT: usize = 5;

/// Runs all queries.
pub async fn run(table: &TableClient<YouTube>) -> Result<Answers, Error> {
    let meter = Meter::new();
    let table = &table.clone().metered(&meter);
    let measured = Measure(&meter);
    Ok(Answers {
        items: measured.with_cost(YouTube::scan().with_copies().count(table).await?),
        user: measured.with_cost(queries::user(table, 3).await?),
        video: measured.with_cost(queries::video(table, 5).await?),
        channel: measured.with_cost(queries::channel(table, 1).await?),
        user_videos: measured.with_cost(queries::videos_of_user(table, 3, LIMIT).await?),
        user_channels: measured.with_cost(queries::channels_of_user(table, 3, LIMIT).await?),
        channel_videos: measured.with_cost(queries::videos_in_channel(table, 1, LIMIT).await?),
        same_instant: {
            for video in data::same_instant() {
                videos::upload(table, &video).await?;
            }
            let _ = meter.take();
            measured.with_cost(queries::videos_of_user(table, 1, 2).await?)
        },
    })
}

struct Measure<'m>(&'m Meter);

impl Measure<'_> {
    fn with_cost<R>(&self, answer: R) -> Measured<R> {
        Measured { answer, cost: self.0.take() }
    }
}

/// The output of `--json`.
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
    renamed: &'a Titles,
    conflicts: usize,
    name_taken: Option<&'a str>,
    orphans: usize,
}

impl<'a> Document<'a> {
    pub fn new(answers: &'a Answers, story: &'a Story) -> Self {
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
            renamed: &story.renamed,
            conflicts: story.conflicts,
            name_taken: story.name_taken.as_deref(),
            orphans: story.orphans,
        }
    }
}
