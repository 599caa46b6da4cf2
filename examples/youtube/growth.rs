//! What happens after everything was loaded and read: each action once, and what it says when it is refused.

use std::error::Error;

use dynamodel::{Cost, Entity as _, Meter, TableClient};
use serde::Serialize;

use super::data;
use super::model::{Channel, ChannelVideo, User, Video, VideoCard, YouTube};
use super::{orphans, places, subscriptions, videos};

type Failure = Box<dyn Error + Send + Sync>;

/// What has happened.
pub struct Growth {
    pub steps: Vec<Step>,
    pub renamed: Renamed,
    pub conflicts: usize,
    pub name_taken: Option<String>,
    pub orphans: usize,
}

/// A step of the report.
pub struct Step {
    pub what: &'static str,
    pub outcome: String,
    /// `None` where it is not known: of what was refused, and of what is not the same each time.
    pub cost: Option<Cost>,
}

/// A title as it is read in each of its places.
#[derive(Serialize)]
pub struct Renamed {
    item: Option<String>,
    by_creator: Option<String>,
    in_channel: Option<String>,
}

/// The ids of what the growth changes; all else in the table stays as it is.
const ALICE: u64 = 1;
const BOB: u64 = 2;
const CATHY: u64 = 3;
const CHANNEL: u64 = 1;
const RENAMED: u64 = 5;
const PASSING: u64 = 201;

/// Undoes what an earlier run on the same table has left.
pub async fn undo(table: &TableClient<YouTube>) -> Result<(), dynamodel::Error> {
    if let Some(video) = Video::get(PASSING).consistent().send(table).await? {
        videos::delete(table, &video).await?;
    }
    for user_id in [ALICE, BOB] {
        let undone = subscriptions::unsubscribe(table, user_id, CHANNEL).await;
        undone.or_else(|error| if error.is_not_found() { Ok(()) } else { Err(error) })?;
    }
    if let Some(video) = Video::get(RENAMED).consistent().send(table).await? {
        videos::rename(table, &video, &data::video(RENAMED, CATHY).video_title).await?;
        Video::update(RENAMED).set(Video::FIELDS.views, 0).send(table).await?;
    }
    Ok(())
}

/// Runs it all.
pub async fn run(table: &TableClient<YouTube>) -> Result<Growth, Failure> {
    let meter = Meter::new();
    let table = &table.clone().metered(&meter);
    let mut diary = Diary { meter: &meter, steps: Vec::new() };

    add_to_channels(table, &mut diary).await?;
    let renamed = rename(table, &mut diary).await?;
    let conflicts = rename_twice_at_once(table, &mut diary).await?;
    give_and_delete(table, &mut diary).await?;
    view(table, &mut diary).await?;
    subscribe(table, &mut diary).await?;
    let name_taken = sign_up_again(table, &mut diary).await?;

    let orphans = orphans::find(table).await?.len();
    diary.note("The whole table is checked", format!("{orphans} orphans"));
    Ok(Growth { steps: diary.steps, renamed, conflicts, name_taken, orphans })
}

/// A video gets places in channels of its own user, and only there.
async fn add_to_channels(table: &TableClient<YouTube>, diary: &mut Diary<'_>) -> Result<(), Failure> {
    let video = data::video(PASSING, CATHY);
    videos::upload(table, &video).await?;
    diary.note("Cathy uploads video 201", "done");
    for channel_id in [CHANNEL, CHANNEL + 1] {
        places::add(table, channel_id, &video).await?;
    }
    diary.note("She adds it to both of her channels", "done");
    places::remove(table, CHANNEL + 1, &video).await?;
    diary.note("She takes it out of channel 2", "done");
    let error = refused(places::add(table, CHANNEL, &data::video(1, ALICE)).await)?;
    let channel: Channel = error.met()?.ok_or("the error is not about the channel")?;
    let outcome = format!("refused: channel 1 is of user {}", channel.creator_id);
    diary.note("She adds video 1, which is Alice's", outcome);
    Ok(())
}

/// One rename, read in each place.
async fn rename(table: &TableClient<YouTube>, diary: &mut Diary<'_>) -> Result<Renamed, Failure> {
    let video = load(table, RENAMED).await?;
    diary.skip();
    videos::rename(table, &video, "video5, the director's cut").await?;
    diary.note("She renames video 5", "done, with its copy and its place");
    let in_list = Video::by_creator(CATHY).project::<VideoCard>().consistent().all(table).await?;
    let in_channel = ChannelVideo::in_channel(CHANNEL).consistent().all(table).await?;
    let renamed = Renamed {
        item: Some(load(table, RENAMED).await?.video_title),
        by_creator: in_list.into_iter().find(|card| card.video_id == RENAMED).map(|card| card.video_title),
        in_channel: in_channel
            .into_iter()
            .find(|place| place.video_id == RENAMED)
            .map(|place| place.video_title),
    };
    diary.note("She looks at its three titles", if renamed.is_same() { "the same" } else { "not the same" });
    Ok(renamed)
}

/// Two have loaded a video, and rename it. How many are told of a conflict?
async fn rename_twice_at_once(table: &TableClient<YouTube>, diary: &mut Diary<'_>) -> Result<usize, Failure> {
    let video = load(table, PASSING).await?;
    let (one, other) = tokio::join!(
        videos::rename(table, &video, "a title"),
        videos::rename(table, &video, "another title"),
    );
    let mut conflicts = 0;
    for sent in [one, other] {
        match sent {
            Err(error) if error.is_version_conflict() => conflicts += 1,
            sent => sent?,
        }
    }
    diary.note_without_cost(
        "Two rename video 201 at once",
        format!("{conflicts} of them is told of the conflict"),
    );
    Ok(conflicts)
}

/// A video leaves the channels of the user who had it, and then for good.
async fn give_and_delete(table: &TableClient<YouTube>, diary: &mut Diary<'_>) -> Result<(), Failure> {
    let video = load(table, PASSING).await?;
    diary.skip();
    videos::give(table, &video, ALICE).await?;
    diary.note("Cathy gives it to Alice", "done, and its places are gone");
    let video = load(table, PASSING).await?;
    diary.skip();
    videos::delete(table, &video).await?;
    diary.note("Alice deletes it", "done, with its copy");
    Ok(())
}

/// A view is counted by key: nothing is read, and no copy is written.
async fn view(table: &TableClient<YouTube>, diary: &mut Diary<'_>) -> Result<(), Failure> {
    for _ in 0..3 {
        videos::view(table, RENAMED).await?;
    }
    diary.note("Three look at video 5", "done");
    let views = load(table, RENAMED).await?.views;
    diary.note("Cathy looks at its views", format!("{views} views"));
    Ok(())
}

/// Whoever subscribes is counted once.
async fn subscribe(table: &TableClient<YouTube>, diary: &mut Diary<'_>) -> Result<(), Failure> {
    for user_id in [ALICE, BOB] {
        subscriptions::subscribe(table, user_id, CHANNEL).await?;
    }
    diary.note("Alice and Bob subscribe to channel 1", "done");
    let error = refused(subscriptions::subscribe(table, ALICE, CHANNEL).await)?;
    diary.note("Alice does it again", if error.is_already_exists() { "refused: she has" } else { "refused" });
    subscriptions::unsubscribe(table, BOB, CHANNEL).await?;
    diary.note("Bob unsubscribes", "done");
    let channel = Channel::get(CHANNEL).consistent().send(table).await?.ok_or("no channel")?;
    diary.note("Cathy looks at her subscribers", format!("{} subscriber", channel.subscribers));
    Ok(())
}

/// A name that is taken, and what the error says of it.
async fn sign_up_again(
    table: &TableClient<YouTube>,
    diary: &mut Diary<'_>,
) -> Result<Option<String>, Failure> {
    let cathy = User::get(CATHY).send(table).await?.ok_or("no user")?;
    diary.skip();
    let error = refused(User { user_id: PASSING, ..cathy }.create().send(table).await)?;
    let taken = error.unique_field().map(str::to_owned);
    diary.note(
        "A second Cathy signs up",
        format!("refused: {} is taken", taken.as_deref().unwrap_or("nothing")),
    );
    Ok(taken)
}

async fn load(table: &TableClient<YouTube>, video_id: u64) -> Result<Video, Failure> {
    let video = Video::get(video_id).consistent().send(table).await?;
    video.ok_or_else(|| format!("no video {video_id}").into())
}

/// The error of what must not happen.
fn refused(sent: Result<(), dynamodel::Error>) -> Result<dynamodel::Error, Failure> {
    sent.err().ok_or_else(|| "it should have been refused".into())
}

impl Renamed {
    fn is_same(&self) -> bool {
        self.item.is_some() && self.item == self.by_creator && self.item == self.in_channel
    }
}

/// Notes what happens, and what it has cost.
struct Diary<'m> {
    meter: &'m Meter,
    steps: Vec<Step>,
}

impl Diary<'_> {
    fn note(&mut self, what: &'static str, outcome: impl Into<String>) {
        let cost = Some(self.meter.take()).filter(|cost| cost.requests > 0);
        self.steps.push(Step { what, outcome: outcome.into(), cost });
    }

    fn note_without_cost(&mut self, what: &'static str, outcome: impl Into<String>) {
        self.skip();
        self.steps.push(Step { what, outcome: outcome.into(), cost: None });
    }

    /// What was asked between two steps is not the cost of one.
    fn skip(&self) {
        let _ = self.meter.take();
    }
}
