//! Every action once, and the error of each that is refused.

use std::error::Error;

use dynamodel::{Meter, TableClient};
use serde::Serialize;

use super::data::{self, ALICE, BOB, CATHY, CHANNEL, GUEST, RENAMED};
use super::diary::{Diary, Step};
use super::model::{Channel, ChannelVideo, User, Video, VideoCard, YouTube};
use super::{changes, orphans, places, subscriptions, users, videos};

type Failure = Box<dyn Error + Send + Sync>;

/// The steps and their results.
pub struct Story {
    pub steps: Vec<Step>,
    pub renamed: Titles,
    pub conflicts: usize,
    pub name_taken: Option<String>,
    pub orphans: usize,
}

/// The title of one video, as each item that holds it has it.
#[derive(Serialize)]
pub struct Titles {
    item: Option<String>,
    by_creator: Option<String>,
    in_channel: Option<String>,
}

/// Runs all actions.
pub async fn run(table: &TableClient<YouTube>) -> Result<Story, Failure> {
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
    Ok(Story { steps: diary.steps, renamed, conflicts, name_taken, orphans })
}

/// A video can be in channels of its creator only.
async fn add_to_channels(table: &TableClient<YouTube>, diary: &mut Diary<'_>) -> Result<(), Failure> {
    let video = data::video(GUEST, CATHY);
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

/// One rename changes three items.
async fn rename(table: &TableClient<YouTube>, diary: &mut Diary<'_>) -> Result<Titles, Failure> {
    let video = load(table, RENAMED).await?;
    diary.skip();
    changes::rename(table, &video, "video5, the director's cut").await?;
    diary.note("She renames video 5", "done, with its copy and its place");
    let in_list = Video::by_creator(CATHY).project::<VideoCard>().consistent().all(table).await?;
    let in_channel = ChannelVideo::in_channel(CHANNEL).consistent().all(table).await?;
    let renamed = Titles {
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

/// Two people load a video and rename it. Returns the number of conflicts.
async fn rename_twice_at_once(table: &TableClient<YouTube>, diary: &mut Diary<'_>) -> Result<usize, Failure> {
    let video = load(table, GUEST).await?;
    let (one, other) = tokio::join!(
        changes::rename(table, &video, "a title"),
        changes::rename(table, &video, "another title"),
    );
    let mut conflicts = 0;
    for result in [one, other] {
        match result {
            Err(error) if error.is_version_conflict() => conflicts += 1,
            result => result?,
        }
    }
    diary.note_without_cost(
        "Two rename video 201 at once",
        format!("{conflicts} of them is told of the conflict"),
    );
    Ok(conflicts)
}

/// A video that changes hands leaves the channels of its creator.
async fn give_and_delete(table: &TableClient<YouTube>, diary: &mut Diary<'_>) -> Result<(), Failure> {
    let video = load(table, GUEST).await?;
    diary.skip();
    changes::give(table, &video, ALICE).await?;
    diary.note("Cathy gives it to Alice", "done, and its places are gone");
    let video = load(table, GUEST).await?;
    diary.skip();
    changes::delete(table, &video).await?;
    diary.note("Alice deletes it", "done, with its copy");
    Ok(())
}

/// A view is one update by key: it reads nothing and writes no copy.
async fn view(table: &TableClient<YouTube>, diary: &mut Diary<'_>) -> Result<(), Failure> {
    for _ in 0..3 {
        videos::view(table, RENAMED).await?;
    }
    diary.note("Three look at video 5", "done");
    let views = load(table, RENAMED).await?.views;
    diary.note("Cathy looks at its views", format!("{views} views"));
    Ok(())
}

/// A second subscription is refused and not counted.
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

/// The error names the field whose value is taken.
async fn sign_up_again(
    table: &TableClient<YouTube>,
    diary: &mut Diary<'_>,
) -> Result<Option<String>, Failure> {
    let cathy = User::get(CATHY).send(table).await?.ok_or("no user")?;
    diary.skip();
    let error = refused(users::sign_up(table, &User { user_id: GUEST, ..cathy }).await)?;
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

/// Returns the error of an action that must fail.
fn refused(result: Result<(), dynamodel::Error>) -> Result<dynamodel::Error, Failure> {
    result.err().ok_or_else(|| "it should have been refused".into())
}

impl Titles {
    fn is_same(&self) -> bool {
        self.item.is_some() && self.item == self.by_creator && self.item == self.in_channel
    }
}
