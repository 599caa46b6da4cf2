//! Entities of all shapes, as programs from before have left them.
#![allow(clippy::duplicated_attributes, reason = "each key has shards of its own")]

use std::collections::{BTreeSet, HashMap};

use dynamodel::{Document, Entity, Table};
use serde::{Deserialize, Serialize};

use crate::backfill::older_items::heals;
use crate::github::{GitHub, Issue, PullRequest, Repository};
use crate::hierarchy::{File, Hierarchy};
use crate::shop::{Customer, Order, OrderLine, Product, Shop, Status};
use crate::support::model::{Channel, ChannelVideo, User, Video, YouTube};
use crate::support::youtube::{at, video};

#[tokio::test]
async fn backfill_completes_older_items_of_the_examples() {
    heals::<Video, YouTube>(&[video(1, 1, 10), video(2, 1, 20), video(3, 2, 5)]).await;
    let channel = |channel_id| Channel {
        channel_id,
        channel_name: "channel".to_owned(),
        created_at: at(1),
        creator_id: 3,
    };
    heals::<Channel, YouTube>(&[channel(1), channel(2)]).await;
    heals::<User, YouTube>(&[User { user_id: 1, user_name: "ann".to_owned(), created_at: at(0) }]).await;
    let place = ChannelVideo {
        channel_id: 1,
        video_id: 2,
        video_title: "title".to_owned(),
        created_at: at(0),
        creator_id: 1,
    };
    heals::<ChannelVideo, YouTube>(&[place]).await;

    let (owner, name) = ("ann".to_owned(), "tools".to_owned());
    let repository = Repository { owner, name, last_number: 7, created_at: at(0) };
    heals::<Repository, GitHub>(&[repository]).await;
    let (owner, repository) = ("ann".to_owned(), "tools".to_owned());
    let (title, created_at) = ("broken".to_owned(), at(0));
    heals::<Issue, GitHub>(&[Issue {
        owner: owner.clone(),
        repository: repository.clone(),
        number: 3,
        title: title.clone(),
        created_at,
    }])
    .await;
    heals::<PullRequest, GitHub>(&[PullRequest { owner, repository, number: 3, title, created_at }]).await;

    heals::<File, Hierarchy>(&[File::new("c", "/a/b"), File::new("c", "/")]).await;
}

#[tokio::test]
async fn backfill_completes_older_items_of_the_shop() {
    let customer = |customer_id| Customer { customer_id, email: format!("{customer_id}@b.org") };
    heals::<Customer, Shop>(&[customer(1), customer(2)]).await;
    let product = |sold_out| Product {
        sku: format!("sku{sold_out}"),
        category: "books".to_owned(),
        title: "title".to_owned(),
        cents: 990,
        sold_out,
        description: "long".to_owned(),
    };
    heals::<Product, Shop>(&[product(true), product(false)]).await;
    let order =
        |number, status| Order { number, buyer: 7, warehouse: "north".to_owned(), placed_at: at(0), status };
    heals::<Order, Shop>(&[order(1, Status::Open), order(2, Status::Shipped)]).await;
    heals::<OrderLine, Shop>(&[OrderLine { order_id: 1, line: 2, sku: "a".to_owned(), count: 3 }]).await;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
pub(super) struct Place {
    pub(super) city: String,
    pub(super) street: Option<String>,
}

/// Copies that are whole, parts, keys or unique; markers; keys of templates, of fields, in shards and sparse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_day", pk = "DAY#{day}#{shard}", sk = "{id}", shards = 3)]
#[lookup(name = "everywhere", pk = "ALL#{shard}", sk = "{id}#{day}", shards = 4)]
#[lookup(name = "in_city", pk = "CITY#{place.city}", sk = "{id}#{day}", project(include(status, tags)))]
#[lookup(name = "open", pk = "OPEN", sk = "{id}#{day}", project(keys_only), when(status = "open"))]
#[lookup(unique, name = "by_mail", pk = "MAIL#{mail}", sk = "#")]
#[entity(unique(day, badge))]
#[key(index = "gsi1", name = "by_status", pk = "{shard}-STATUS#{status}", sk = "{rank}#{id}", shards = 2)]
#[key(index = "gsi2", name = "by_owner", pk = [owner], sk = [rank])]
#[key(index = "gsi3", name = "by_number", pk = "NUMBERS", sk = "{rank}")]
#[key(index = "lsi1", name = "by_rank", sk = "{rank}")]
pub(super) struct Thing {
    #[entity(in_key)]
    pub(super) day: String,
    pub(super) id: u64,
    pub(super) status: String,
    pub(super) rank: i64,
    pub(super) owner: Option<String>,
    pub(super) mail: Option<String>,
    pub(super) badge: Option<u32>,
    #[entity(unique(scope = day))]
    pub(super) nick: Option<String>,
    pub(super) place: Place,
    #[serde(
        rename = "labels",
        with = "dynamodel::string_set",
        default,
        skip_serializing_if = "BTreeSet::is_empty"
    )]
    pub(super) tags: BTreeSet<String>,
    #[serde(flatten)]
    pub(super) rest: HashMap<String, f64>,
    #[entity(ttl)]
    pub(super) until: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "things", pk = "hash", sk = "#range", type_attribute = "size", ttl_attribute = "expires")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "owner", sk = "rank", copies = filter)]
#[index(name = "gsi3", pk = "gsi3pk", sk = "rank")]
#[index(name = "lsi1", sk = "gsi1sk_local", local)]
pub(super) enum Things {
    Thing(Thing),
}

fn things() -> Vec<Thing> {
    let text = |text: &str| text.to_owned();
    let bare = Thing {
        day: text("monday"),
        id: 1,
        status: text("open"),
        rank: -5,
        owner: None,
        mail: None,
        badge: None,
        nick: None,
        place: Place { city: text("rome"), street: None },
        tags: BTreeSet::new(),
        rest: HashMap::new(),
        until: None,
    };
    let full = Thing {
        id: 2,
        status: text("done"),
        owner: Some(text("ann")),
        mail: Some(text("a@b")),
        badge: Some(3),
        nick: Some(text("x#y")),
        place: Place { city: text("oslo"), street: Some(text("high")) },
        tags: BTreeSet::from([text("a"), text("b")]),
        rest: HashMap::from([(text("more"), 1.5)]),
        until: Some(99_999_999_999),
        ..bare.clone()
    };
    vec![Thing { id: 3, mail: Some(text("c@d")), ..bare.clone() }, bare, full]
}

#[tokio::test]
async fn backfill_completes_entities_with_everything() {
    heals::<Thing, Things>(&things()).await;
}

/// In a table that tells its items by their keys, which are numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "{id}")]
#[key(index = "gsi1", name = "by_name", pk = "{name}", sk = "{rank:desc}")]
struct Numbered {
    id: u64,
    // Without NULL, a stale index key might hold the only copy of the name.
    #[entity(null)]
    name: Option<String>,
    #[serde(default)]
    rank: u32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "numbered", pk = "id", pk_type = N, sk = none)]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Numbers {
    Numbered(Numbered),
}

/// In a table without types too, with copies and markers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "account-{name}", sk = "_root")]
#[lookup(name = "in_team", pk = "team-{team}", sk = "{name}")]
struct Account {
    #[entity(in_key)]
    name: String,
    team: Option<u32>,
    #[entity(unique)]
    mail: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "accounts")]
enum Accounts {
    Account(Account),
}

#[tokio::test]
async fn backfill_completes_tables_without_types() {
    let numbered = |id, name: Option<&str>| Numbered { id, name: name.map(str::to_owned), rank: 3 };
    heals::<Numbered, Numbers>(&[numbered(1, None), numbered(20, Some("ann"))]).await;
    let account = |name: &str, team, mail: Option<&str>| Account {
        name: name.to_owned(),
        team,
        mail: mail.map(str::to_owned),
    };
    let accounts =
        [account("ann", Some(1), None), account("bob", None, Some("b@b")), account("cy", None, None)];
    heals::<Account, Accounts>(&accounts).await;
}
