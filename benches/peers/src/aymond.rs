//! aymond 0.10. An attribute is a field, so the keys are fields that are filled by hand. It has no `bool`: `published` is a
//! number, in the pages too.

use std::sync::Arc;

use aymond::Aymond;
use aymond::prelude::*;
use dynamodel_benches::canned::Canned;
use dynamodel_benches::measure::Case;
use dynamodel_benches::workloads::runtime;
use futures::StreamExt;

use crate::model::{self, CREATOR, PAGES, TABLE, item, sample, views_of_page, views_of_walk};

const NAME: &str = "aymond";

/// The prelude has a trait of the name `Item`.
type Stored = model::Item;

#[aymond(nested_item)]
#[derive(Clone)]
pub struct Stats {
    pub a: u64,
    pub b: u64,
}

#[aymond(item, table)]
#[derive(Clone)]
pub struct Video {
    #[aymond(hash_key(name = "PK"))]
    pub pk: String,
    #[aymond(sort_key(name = "SK"))]
    pub sk: String,
    #[aymond(attribute(name = "GSI1PK"))]
    #[aymond(gsi("GSI1", hash_key))]
    pub g1pk: String,
    #[aymond(attribute(name = "GSI1SK"))]
    #[aymond(gsi("GSI1", sort_key))]
    pub g1sk: String,
    pub entity_type: String,
    pub video_id: u64,
    pub title: String,
    pub description: Option<String>,
    pub creator_id: u64,
    pub channel: Option<String>,
    pub created_at: String,
    pub published: u8,
    pub views: u64,
    pub likes: u64,
    pub tags: Vec<String>,
    pub stats: Stats,
}

impl From<model::Video> for Video {
    fn from(video: model::Video) -> Self {
        Self {
            pk: format!("VIDEO#{}", video.video_id),
            sk: "VIDEO".to_owned(),
            g1pk: format!("USER#{}", video.creator_id),
            g1sk: format!("VIDEO#{}#{}", video.created_at, video.video_id),
            entity_type: "Video".to_owned(),
            video_id: video.video_id,
            title: video.title,
            description: video.description,
            creator_id: video.creator_id,
            channel: video.channel,
            created_at: video.created_at,
            published: u8::from(video.published),
            views: video.views,
            likes: video.likes,
            tags: video.tags,
            stats: Stats { a: video.stats.a, b: video.stats.b },
        }
    }
}

pub fn cases(workload: &str) -> Vec<Case> {
    match workload {
        "A'" => vec![encode()],
        "B" => vec![key()],
        "C" => vec![Case::new(NAME, item_with_number, |item| Video::from(&item))],
        "E" => vec![put()],
        "F" => vec![query()],
        "G" => vec![walk()],
        _ => Vec::new(),
    }
}

fn item_with_number() -> Stored {
    let mut item = item();
    let published = u8::from(sample().published);
    item.insert("published".to_owned(), aws_sdk_dynamodb::types::AttributeValue::N(published.to_string()));
    item
}

/// The builders borrow the table.
fn table(canned: &Canned) -> &'static VideoTable {
    let client = VideoTable::new(&Aymond::new_with_client(Arc::new(canned.client())), TABLE);
    Box::leak(Box::new(client))
}

/// The library writes values only, so a reference is cloned first.
fn encode() -> Case {
    let video = sample();
    Case::new(NAME, || (), move |()| -> Stored { Video::from(video.clone()).into() })
}

fn key() -> Case {
    let table = table(&Canned::empty());
    Case::new(
        NAME,
        || 900_000_001_u64,
        move |id| -> Stored { table.get().pk(format!("VIDEO#{id}")).sk("VIDEO").into() },
    )
}

fn put() -> Case {
    let (runtime, table) = (runtime(), table(&Canned::empty()));
    Case::new(NAME, sample, move |video| runtime.block_on(table.put().item(video.into()).send()).unwrap())
}

fn query() -> Case {
    let (runtime, table) = (runtime(), table(&with_numbers(1)));
    let all = move || {
        runtime.block_on(async {
            let videos =
                table.query_gsi1().g1pk(format!("USER#{CREATOR}")).g1sk_begins_with("VIDEO#").send().await;
            videos.map(|video| video.unwrap()).collect::<Vec<_>>().await
        })
    };
    assert_eq!(all().iter().map(|video| video.views).sum::<u64>(), views_of_page());
    Case::new(NAME, || (), move |()| all())
}

fn walk() -> Case {
    let (runtime, table) = (runtime(), table(&with_numbers(PAGES)));
    let walk = move || {
        runtime.block_on(async {
            let videos =
                table.query_gsi1().g1pk(format!("USER#{CREATOR}")).g1sk_begins_with("VIDEO#").send().await;
            let mut videos = std::pin::pin!(videos);
            let mut views = 0;
            while let Some(video) = videos.next().await {
                views += video.unwrap().views;
            }
            views
        })
    };
    assert_eq!(walk(), views_of_walk());
    Case::new(NAME, || (), move |()| walk())
}

/// The pages of the others, with a number for each `bool`.
fn with_numbers(pages: u64) -> Canned {
    let replace = |body: String| {
        body.replace("{\"BOOL\":true}", "{\"N\":\"1\"}").replace("{\"BOOL\":false}", "{\"N\":\"0\"}")
    };
    Canned::pages(model::pages(pages).into_iter().map(|page| page.map(replace)).collect())
}
