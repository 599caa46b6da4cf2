//! Each line of the guide's cheat sheet compiles: it is part of this file.
#![allow(dead_code, reason = "compiled, not run")]

use std::collections::BTreeMap;

use dynamodel::op::Query;
use dynamodel::op::create_many;
use dynamodel::streams::{Change, Record};
use dynamodel::{
    Cursor, Entity, Error, KeySegment, Meter, Projection, Retry, Table, TableClient, Transaction, batch_get,
    batch_write, transact, transact_get,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

const SHEET: &str = include_str!("../../dynamodel/src/guide/cheat_sheet.md");
const THIS: &str = include_str!("cheat_sheet.rs");

#[test]
fn each_line_compiles() {
    let this = without_format(THIS);
    let rows = SHEET.lines().filter_map(|line| line.replace("\\|", "¦").split('|').nth(2).map(str::to_owned));
    let codes =
        rows.flat_map(|row| row.split('`').skip(1).step_by(2).map(without_format).collect::<Vec<_>>());
    let missing: Vec<_> =
        codes.filter(|code| !code.contains("..") && !this.contains(code.as_str())).collect();
    assert_eq!(missing, [""; 0]);
}

/// Removes what `rustfmt` may change.
fn without_format(code: &str) -> String {
    let text: String = code.chars().filter(|character| !character.is_whitespace()).collect();
    text.replace('¦', "|").replace(",}", "}").replace(",)", ")").replace("pub", "")
}

#[derive(Serialize, Deserialize, KeySegment)]
struct Id(u64);

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
enum Status {
    Open,
    Done,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[lookup(unique, name = "by_email", pk = "email-{email}", sk = "_root")]
#[entity(unique(tenant_id, email))]
struct User {
    user_id: u64,
    #[entity(unique(scope = tenant_id))]
    nick: String,
    #[entity(unique)]
    name: String,
    tenant_id: u64,
    email: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(
    name = "by_creator",
    pk = "user-{creator_id}-videos",
    sk = "{created_at}#{video_id}",
    project(include(title))
)]
struct Video {
    video_id: u64,
    creator_id: u64,
    title: String,
    views: u64,
    tags: Vec<String>,
    ratings: BTreeMap<String, u32>,
    created_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(
    index = "gsi1",
    name = "by_status",
    pk = "status-{status}",
    sk = "{id}",
    when(status = Status::Open, archived_at = none)
)]
#[entity(draft(name = "NewTask", derive(Clone, Debug, Deserialize)))]
struct Task {
    id: u64,
    status: Status,
    archived_at: Option<u64>,
    title: String,
    #[serde(alias = "old_name")]
    new_name: String,
    #[entity(version)]
    version: u64,
    #[entity(created_at)]
    created_at: Timestamp,
    #[entity(updated_at)]
    updated_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "in_channel", pk = "channel-{channel_id}-videos", sk = "{year}#{video_id}")]
#[key(
    index = "keys",
    name = "of_video",
    pk = "video-{video_id}-places",
    sk = "{channel_id}",
    project(keys_only)
)]
struct ChannelVideo {
    channel_id: u64,
    year: u16,
    video_id: u64,
    #[entity(ttl)]
    expires_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_day", pk = "DAY#{day}#{shard}", sk = "{at}#{id}", shards = 8)]
struct Event {
    day: String,
    at: u64,
    id: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "match-{id}", sk = "_root")]
#[key(index = "gsi2", name = "by_league", pk = [tournament, region], sk = [round, score])]
struct Match {
    id: u64,
    tournament: String,
    region: String,
    round: String,
    score: u32,
}

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
struct VideoCard {
    video_id: u64,
    title: String,
}

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
struct Rated {
    #[projection(path = tags.at(0))]
    tag: Option<String>,
    #[projection(path = ratings.key("good"))]
    good: Option<u32>,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "entity_type", ttl_attribute = "expires_at")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = ["tournament", "region"], sk = ["round", "score"])]
#[index(name = "keys", pk = "keys_pk", sk = "keys_sk", project(keys_only))]
enum YouTube {
    User(User),
    Video(Video),
    Task(Task),
    ChannelVideo(ChannelVideo),
    Event(Event),
    Match(Match),
}

mod small_table {
    use super::{Deserialize, Entity, Serialize, Table};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(pk = "user-{user_id}", sk = "_root")]
    struct User {
        user_id: u64,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(pk = "video-{video_id}", sk = "_root")]
    struct Video {
        video_id: u64,
    }

    #[derive(Table)]
    #[table(name = "entities", type_attribute = "entity_type")]
    enum YouTube {
        User(User),
        Video(Video),
    }
}

mod untyped {
    use super::{Deserialize, Entity, Serialize, Table};

    #[derive(Serialize, Deserialize, Entity)]
    #[key(pk = "session-{id}", sk = "_root")]
    struct Session {
        id: u64,
    }

    #[derive(Table)]
    #[table(name = "sessions", type_attribute = "entity_type", untyped = by_key)]
    enum Sessions {
        Session(Session),
    }
}

mod adopted {
    use super::{Deserialize, Entity, Serialize, Table};
    use dynamodel::{AnyValue, Document};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    #[derive(Document)]
    struct Address {
        city: String,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
    enum Model {
        #[serde(rename = "2")]
        Second,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(pk = "ticket-{id}", sk = "_root")]
    #[key(index = "by_status", name = "by_status", pk = [status])]
    struct Ticket {
        id: u64,
        status: String,
        address: Address,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(pk = "order-{id}", sk = "_root")]
    #[key(index = "gsi2", name = "of_warehouse", pk = "w#{warehouse}", sk = "order-{id}")]
    #[entity(unread_index = "by_status")]
    struct Order {
        id: u64,
        #[entity(in_key)]
        warehouse: String,
        status: String,
        #[entity(null)]
        note: Option<String>,
        more: AnyValue,
        #[entity(model_version)]
        model: Model,
    }

    #[derive(Table)]
    #[table(name = "orders", type_attribute = "entity_type")]
    #[index(name = "gsi2", pk = "GSI2-PK", sk = "GSI2-SK")]
    #[index(name = "by_status", pk = "status")]
    enum Orders {
        Ticket(Ticket),
        Order(Order),
    }
}

mod months {
    use super::{Deserialize, Entity, Serialize, Timestamp};
    use dynamodel::op::Query;
    use jiff::civil::date;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(name = "of_month", pk = "sales-{at:month}", sk = "{at:date}#{at:hour}")]
    struct Sale {
        at: Timestamp,
    }

    fn of_march() -> Query<SaleOfMonth> {
        Sale::of_month(date(2024, 3, 14))
    }
}

mod inverted {
    use super::{Deserialize, Entity, Serialize, Table};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(name = "of_user", pk = "user-{user_id}", sk = "channel-{channel_id}")]
    #[key(index = "inverted", name = "of_channel", pk = "channel-{channel_id}", sk = "user-{user_id}")]
    struct Subscription {
        user_id: u64,
        channel_id: u64,
    }

    #[derive(Table)]
    #[table(name = "subscriptions", type_attribute = "entity_type")]
    #[index(name = "inverted", pk = "sk", sk = "pk")]
    enum Subscriptions {
        Subscription(Subscription),
    }
}

mod collection {
    use super::{Deserialize, Entity, Serialize};
    use dynamodel::Collection;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(pk = "REPO#{owner}#{name}", sk = pk)]
    struct Repository {
        owner: String,
        name: String,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(pk = "REPO#{owner}#{name}", sk = "ISSUE#{number}")]
    struct Issue {
        owner: String,
        name: String,
        number: u32,
    }

    #[derive(Collection)]
    #[collection(name = "of_repository", pk = "REPO#{owner}#{name}")]
    enum RepositoryItem {
        Issue(Issue),
        Repository(Repository),
    }

    #[derive(Collection)]
    #[collection(name = "with_issues", pk = "REPO#{owner}#{name}", rev)]
    struct RepositoryWithIssues {
        #[collection(parent)]
        repository: Repository,
        #[collection(children)]
        issues: Vec<Issue>,
    }
}

fn places(channel_id: u64) -> Query<ChannelVideoInChannel> {
    ChannelVideo::in_channel(channel_id)
}

async fn reads(table: TableClient<YouTube>, ids: Vec<u64>, cursor: Option<Cursor>) -> Result<(), Error> {
    let _: Option<User> = User::by_email("a@b.org").send(&table).await?;
    let _ = Task::by_status(&Status::Open).all(&table).await?;
    let _: Option<User> = User::get(3).send(&table).await?;
    let _: User = User::get(3).required().send(&table).await?;
    let query = ChannelVideo::in_channel(1).prefix(2024).rev().consistent();
    let page = query.take(20).after(cursor).page(&table).await?;
    let _: Option<Cursor> = page.cursor;
    let _ = ChannelVideo::in_channel(1).range(2020..2024).rev().take(5).first(&table).await?;
    let _ = ChannelVideo::in_channel(1).all(&table).await?;
    let _ = Video::scan().filter(Video::FIELDS.views.gt(10)).all(&table).await?;
    let _ = Video::by_creator(3).project::<VideoCard>().all(&table).await?;
    let rated = Video::get(7).project::<Rated>().send(&table).await?;
    let _ = rated.map(|rated| (rated.tag, rated.good));
    let _ = ChannelVideo::of_video(7).hydrate().all(&table).await?;
    let _ = batch_get(ids.into_iter().map(User::get)).send(&table).await?;
    let _ = transact_get((User::get(3), User::by_email("a@b.org"))).send(&table).await?;
    let _ = YouTube::scan().segments(8).count(&table).await?;
    let _ = Task::scan_by_status().count(&table).await?;
    let page = ChannelVideo::in_channel(1).lenient().all(&table).await?;
    drop((page.items, page.malformed));
    Ok(())
}

async fn writes(
    table: TableClient<YouTube>,
    user: User,
    (video, changed): (Video, Video),
    (places, videos): (Vec<ChannelVideo>, Vec<Video>),
) -> Result<(), Error> {
    user.create().send(&table).await?;
    user.put().send(&table).await?;
    User::delete(3).send(&table).await?;
    user.delete().send(&table).await?;
    Task::update(7).set(Task::FIELDS.title, "new").send(&table).await?;
    Video::update(7).add(Video::FIELDS.views, 1).exactly_once().send(&table).await?;
    video.update().set(Video::FIELDS.title, "new").send(&table).await?;
    video.update().with(|video| video.views += 1).send(&table).await?;
    Video::update(7).add(Video::FIELDS.views, 1).upsert(&video).send(&table).await?;
    let rated =
        Video::update(7).add(Video::FIELDS.ratings.key("good"), 1).set(Video::FIELDS.tags.at(0), "new");
    rated.send(&table).await?;
    Video::update(7).remove_at(Video::FIELDS.ratings.key("good")).send(&table).await?;
    let updated = Video::update(7).add(Video::FIELDS.views, 1).returning_updated().send(&table).await?;
    let _: Option<u64> = updated.get(Video::FIELDS.views)?;
    Video::update(7).add(Video::FIELDS.views, 1).returning_old().send(&table).await?;
    Video::update(7).add(Video::FIELDS.views, 1).returning_new().send(&table).await?;
    let conditional = Video::delete(7).must_exist().condition(Video::FIELDS.views.lt(10));
    if let Err(error) = conditional.send(&table).await {
        let _: Option<Video> = error.met::<Video>()?;
    }
    Task::update(7).keep_updated_at().set(Task::FIELDS.title, "new").send(&table).await?;
    video.move_to(&changed).send(&table).await?;
    transact((User::get(3).must_exist(), video.create())).send(&table).await?;
    let check = User::get(3).must_if_exists(User::FIELDS.email.eq("a@b.c"));
    transact((check, video.create())).send(&table).await?;
    let count = User::get(3).must_exist();
    let (video, ()) = transact((video.create().returning_new(), count)).send(&table).await?;
    Transaction::new().and(video.create()).send(&table).await?;
    batch_write(places.iter().map(ChannelVideo::put)).send(&table).await?;
    create_many(&videos).send(&table).await?;
    ChannelVideo::in_channel(1).delete_all().send(&table).await?;
    for key in ChannelVideo::of_video(7).keys().all(&table).await? {
        key.update().set(ChannelVideo::FIELDS.expires_at, None).send(&table).await?;
        key.delete().send(&table).await?;
    }
    Ok(())
}

async fn follows_messages(
    table: TableClient<YouTube>,
    (ids, places): (std::vec::IntoIter<u64>, Vec<ChannelVideo>),
    user: User,
) -> Result<(), Error> {
    let _ = batch_get(ids.map(User::get)).send(&table).await?;
    transact((user.create(), User::delete(4))).send(&table).await?;
    let (puts, delete) = (places.iter().map(ChannelVideo::put), ChannelVideo::delete(1, 2024, 7));
    batch_write(puts).and(delete).send(&table).await?;
    let [a, b] = [10, 20].map(|views| Video::FIELDS.views.gt(views));
    let _ = a.and(b);
    let [a, b] = [10, 20].map(|views| Video::FIELDS.views.gt(views));
    let _ = a.or(b);
    Ok(())
}

async fn writes_drafts(table: TableClient<YouTube>, new_task: NewTask) -> Result<(), Error> {
    Task::from(new_task).create().send(&table).await?;
    Task::update(7).set(Task::FIELDS.title, "new").expect_version(3).send(&table).await
}

fn connects() -> dynamodel::aws::Client {
    let config = dynamodel::aws::Config::builder().http_client(dynamodel::https::client());
    dynamodel::aws::Client::from_conf(config.build())
}

async fn operates(client: dynamodel::aws::Client, record: &Record, secret: &str) -> Result<(), Error> {
    let table = YouTube::table(client).named("entities-staging");
    table.create().await?;
    table.backfill::<Video>().items_per_second(500).send().await?;
    table.audit().sample(1_000).segments(4).send().await?;
    let _ = Change::<YouTube>::read(record)?;
    let table = table.cursor_secrets([secret])?;
    let meter = Meter::new();
    let table = table.retry(Retry::new().max_attempts(5));
    let now: Timestamp = table.now();
    let table = table.metered(&meter);
    assert!(now > Timestamp::UNIX_EPOCH);
    let _ = meter.take();
    let _ = User::get(3).request(&table);
    let _ = table.client();
    let _ = YouTube::table(dynamodel::embedded::client());
    let _ = dynamodel::testing::Faults::new(dynamodel::embedded::Engine::memory().http_client());
    Ok(())
}
