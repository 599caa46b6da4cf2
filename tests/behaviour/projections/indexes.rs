//! Indexes of a part of each item where several kinds meet, whose keys are numbers, or whose fields are nested.

use dynamodel::{Document, Entity, Error, Projection, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, s};
use crate::support::store::{with, write};
use crate::support::world;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Stats {
    views: u64,
    likes: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "{account}", sk = "{number}")]
#[key(
    index = "keys",
    name = "by_owner",
    pk = "owner-{owner}",
    sk = "{date:date}#{priority}",
    project(keys_only)
)]
#[key(index = "some", name = "by_priority", pk = "{priority}", sk = "{owner}", project(include(stats)))]
struct Job {
    account: u64,
    number: i32,
    owner: Option<String>,
    date: jiff::Timestamp,
    priority: u8,
    stats: Stats,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Job)]
struct JobKey {
    account: u64,
    number: i32,
    owner: Option<String>,
    priority: u8,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Job)]
struct JobStats {
    number: i32,
    stats: Stats,
    owner: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "jobs", pk = "account", sk = "number", pk_type = N, sk_type = N)]
#[index(name = "keys", pk = "keyspk", sk = "keyssk", project(keys_only))]
#[index(name = "some", pk = "priority", sk = "owner", pk_type = N, project(include("stats")))]
enum Jobs {
    Job(Job),
}

fn job(number: i32, owner: Option<&str>, priority: u8) -> Job {
    let date = "2020-02-01T10:00:00Z".parse().unwrap();
    let stats = Stats { views: 10 * u64::from(priority), likes: 1 };
    Job { account: 7, number, owner: owner.map(str::to_owned), date, priority, stats }
}

async fn jobs() -> TableClient<Jobs> {
    let table = world::table().await;
    for job in [job(-1, Some("ann"), 2), job(1, Some("ann"), 1), job(2, None, 1), job(3, Some("bob"), 2)] {
        job.create().send(&table).await.unwrap();
    }
    table
}

#[tokio::test]
async fn keys_that_are_numbers_are_read_and_fetched_by() -> Result<(), Error> {
    let table = jobs().await;
    let keys = Job::by_owner("ann").project::<JobKey>().all(&table).await?;
    let expected = |number, priority| JobKey { account: 7, number, owner: Some("ann".to_owned()), priority };
    assert_eq!(keys, [expected(1, 1), expected(-1, 2)]);
    assert_eq!(Job::by_owner("ann").keys().all(&table).await?, [Job::key(7, 1)?, Job::key(7, -1)?]);
    let whole = Job::by_owner("ann").hydrate().all(&table).await?;
    assert_eq!(whole, [job(1, Some("ann"), 1), job(-1, Some("ann"), 2)]);
    Ok(())
}

#[tokio::test]
async fn nested_fields_come_whole_and_are_filtered_by() -> Result<(), Error> {
    let table = jobs().await;
    let popular = Job::BY_PRIORITY_FIELDS.stats.views.gt(10);
    let found = Job::by_priority(2).filter(popular).project::<JobStats>().all(&table).await?;
    let stats = Stats { views: 20, likes: 1 };
    let expected =
        |number, owner: &str| JobStats { number, stats: stats.clone(), owner: Some(owner.to_owned()) };
    assert_eq!(found, [expected(-1, "ann"), expected(3, "bob")]);
    let none = Job::BY_PRIORITY_FIELDS.stats.views.gt(20);
    assert_eq!(Job::by_priority(2).filter(none).count(&table).await?, 0);
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "user")]
#[key(index = "keys", name = "by_city", pk = "city-{city}", sk = "{id}", project(keys_only))]
struct User {
    id: u64,
    city: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "firm-{name}", sk = "firm")]
#[key(index = "keys", name = "by_city", pk = "city-{city}", sk = "{name}", project(keys_only))]
struct Firm {
    name: String,
    city: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cities", type_attribute = "kind")]
#[index(name = "keys", pk = "keyspk", sk = "keyssk", project(keys_only))]
enum Cities {
    User(User),
    Firm(Firm),
}

#[tokio::test]
async fn kinds_are_told_apart_by_their_keys() -> Result<(), Error> {
    let table = world::table::<Cities>().await;
    let (user, firm) = (User { id: 3, city: "Ulm".into() }, Firm { name: "acme".into(), city: "Ulm".into() });
    user.create().send(&table).await?;
    firm.create().send(&table).await?;
    let mut alien = with(item("alien-1", "x"), "kind", s("Alien"));
    alien.extend([("keyspk".to_owned(), s("city-Ulm")), ("keyssk".to_owned(), s("alien"))]);
    write(&table, alien).await;
    let page = User::by_city("Ulm").hydrate().page(&table).await?;
    assert_eq!((page.items, page.skipped), (vec![user], 1));
    assert_eq!(Firm::by_city("Ulm").hydrate().all(&table).await?, [firm]);
    assert_eq!(User::by_city("Ulm").count(&table).await?, 1);
    assert_eq!(User::by_city("Ulm").take(1).keys().all(&table).await?, [User::key(3)?]);
    let strict = User::by_city("Ulm").strict().keys().all(&table).await.unwrap_err();
    assert!(strict.is_unknown_type(), "{strict}");
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "{id}", sk = "{part:08}")]
#[lookup(name = "by_tag", pk = "tag-{tag}", sk = "{id}#{part}", project(include(body)))]
struct Envelope<T> {
    id: String,
    part: u32,
    tag: String,
    body: T,
    more: T,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = "Envelope<Stats>")]
struct Opened {
    id: String,
    part: u32,
    body: Stats,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "envelopes")]
enum Envelopes {
    Stats(Envelope<Stats>),
}

#[tokio::test]
async fn a_generic_entity_has_projections_of_its_instances() -> Result<(), Error> {
    let table = world::table::<Envelopes>().await;
    let body = Stats { views: 3, likes: 4 };
    let whole = Envelope { id: "a".into(), part: 1, tag: "t".into(), body: body.clone(), more: body.clone() };
    whole.create().send(&table).await?;
    let found = Envelope::<Stats>::by_tag("t")
        .filter(Envelope::<Stats>::BY_TAG_FIELDS.body.views.eq(3))
        .project::<Opened>();
    assert_eq!(found.all(&table).await?, [Opened { id: "a".into(), part: 1, body }]);
    assert_eq!(Envelope::<Stats>::by_tag("t").hydrate().first(&table).await?, Some(whole));
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of", pk = "user-{user}", sk = "session-{id}")]
#[lookup(name = "by_token", pk = "token-{token}", sk = "{user}#{id}", project(keys_only))]
#[key(index = "keys", name = "by_token_key", pk = "token-{token}", sk = "{id}", project(keys_only))]
#[key(
    index = "some",
    name = "by_device",
    pk = "device-{device}",
    sk = "{id}#{user}",
    project(include(until))
)]
struct Session {
    user: u32,
    id: u32,
    token: String,
    device: String,
    #[entity(ttl)]
    until: u64,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Session)]
struct Until {
    id: u32,
    until: u64,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Session)]
struct Token {
    id: u32,
    token: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "sessions", type_attribute = "kind", ttl_attribute = "ttl")]
#[index(name = "keys", pk = "keyspk", sk = "keyssk", project(keys_only))]
#[index(name = "some", pk = "somepk", sk = "somesk", project(include("kind")))]
enum Sessions {
    Session(Session),
}

#[tokio::test]
async fn expired_items_are_absent_from_projections() -> Result<(), Error> {
    let at = |seconds| std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
    let table = world::table::<Sessions>().await.with_clock(move || at(150));
    for (id, until) in [(1, 100), (2, 200)] {
        Session { user: 3, id, token: "t".into(), device: "d".into(), until }.create().send(&table).await?;
    }
    let until = |id, until| Until { id, until };
    assert_eq!(Session::get(3, 1).project::<Until>().send(&table).await?, None);
    assert_eq!(Session::get(3, 2).project::<Until>().send(&table).await?, Some(until(2, 200)));
    let old = Session::get(3, 1).project::<Token>().with_expired().send(&table).await?;
    assert_eq!(old, Some(Token { id: 1, token: "t".into() }));
    assert_eq!(Session::of(3).project::<Token>().all(&table).await?.len(), 1);
    assert_eq!(Session::of(3).keys().all(&table).await?, [Session::key(3, 2)?]);
    assert_eq!(Session::by_token("t").project::<Token>().all(&table).await?.len(), 1);
    assert_eq!(Session::by_token("t").hydrate().with_expired().all(&table).await?.len(), 2);
    assert_eq!(Session::by_device("d").project::<Until>().all(&table).await?, [until(2, 200)]);
    let both = Session::by_device("d").with_expired().project::<Until>().all(&table).await?;
    assert_eq!(both, [until(1, 100), until(2, 200)]);
    assert_eq!(Session::by_device("d").count(&table).await?, 1);
    // An index of keys does not know when its items expire; the items do.
    assert_eq!(Session::by_token_key("t").keys().all(&table).await?.len(), 2);
    assert_eq!(Session::by_token_key("t").hydrate().all(&table).await?.len(), 1);
    let batch = [1, 2].map(|id| Session::get(3, id).project::<Until>());
    let batch = batch.into_iter().collect::<dynamodel::BatchGet<Until, Sessions>>().send(&table).await?;
    assert_eq!(batch, [None, Some(until(2, 200))]);
    Ok(())
}
