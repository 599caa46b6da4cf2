//! modyne 0.3. Keys are hand-written; a query asks for the fields only.

use aws_sdk_dynamodb::Client;
use dynamodel_benches::canned::Canned;
use dynamodel_benches::measure::Case;
use dynamodel_benches::workloads::runtime;
use modyne::expr::KeyCondition;
use modyne::keys::{FullKey, Gsi1, Primary, PrimaryKey};
use modyne::{
    Aggregate, Entity as _, EntityExt, ProjectionExt, ProjectionSet, QueryInput, QueryInputExt, Table,
};

use crate::model::{
    CREATOR, TABLE, User, Video, all_pages, item, mixed_items, one_page, sample, views_of_page, views_of_walk,
};

const NAME: &str = "modyne";

pub struct App(Client);

impl Table for App {
    type PrimaryKey = Primary;
    type IndexKeys = Gsi1;

    fn table_name(&self) -> &str {
        TABLE
    }

    fn client(&self) -> &Client {
        &self.0
    }
}

impl modyne::Entity for Video {
    type KeyInput<'a> = u64;
    type Table = App;
    type IndexKeys = Gsi1;

    fn primary_key(video_id: u64) -> Primary {
        Primary { hash: format!("VIDEO#{video_id}"), range: "VIDEO".to_owned() }
    }

    fn full_key(&self) -> FullKey<Primary, Gsi1> {
        let hash = format!("USER#{}", self.creator_id);
        let range = format!("VIDEO#{}#{}", self.created_at, self.video_id);
        FullKey { primary: Self::primary_key(self.video_id), indexes: Gsi1 { hash, range } }
    }
}

impl modyne::Entity for User {
    type KeyInput<'a> = u64;
    type Table = App;
    type IndexKeys = Gsi1;

    fn primary_key(user_id: u64) -> Primary {
        Primary { hash: format!("USER#{user_id}"), range: "USER".to_owned() }
    }

    fn full_key(&self) -> FullKey<Primary, Gsi1> {
        let indexes = Gsi1 { hash: format!("USER#{}", self.user_id), range: "USER".to_owned() };
        FullKey { primary: Self::primary_key(self.user_id), indexes }
    }
}

modyne::projections! {
    #[derive(Debug)]
    #[allow(clippy::large_enum_variant)]
    pub enum Any { Video, User }
}

struct ByCreator(u64);

impl QueryInput for ByCreator {
    type Index = Gsi1;
    type Aggregate = Vec<Video>;

    fn key_condition(&self) -> KeyCondition<Gsi1> {
        KeyCondition::in_partition(format!("USER#{}", self.0)).begins_with("VIDEO#")
    }
}

pub fn cases(workload: &str) -> Vec<Case> {
    match workload {
        "A'" => vec![encode()],
        "B" => vec![Case::new(NAME, || 900_000_001, |video_id| Video::primary_key(video_id).into_key())],
        "C" => vec![Case::new(NAME, item, |item| Video::from_item(item).unwrap())],
        "D" => vec![Case::new(NAME, mixed_items, |items| {
            items.into_iter().map(|item| Any::try_from_item(item).unwrap().unwrap()).collect::<Vec<_>>()
        })],
        "E" => vec![put()],
        "F-projected" => vec![query()],
        "G" => vec![walk()],
        _ => Vec::new(),
    }
}

/// The library writes values only, so a reference is cloned first.
fn encode() -> Case {
    let video = sample();
    assert_eq!(video.clone().into_item(), item());
    Case::new(NAME, || (), move |()| video.clone().into_item())
}

fn put() -> Case {
    let (runtime, app) = (runtime(), App(Canned::empty().client()));
    Case::new(NAME, sample, move |video| {
        runtime.block_on(video.put().execute(&app)).unwrap();
    })
}

fn query() -> Case {
    let (runtime, app) = (runtime(), App(one_page().client()));
    let all = move || {
        let page = runtime.block_on(ByCreator(CREATOR).query().execute(&app)).unwrap();
        let mut videos = Vec::new();
        Aggregate::reduce(&mut videos, page.items.unwrap_or_default()).unwrap();
        videos
    };
    assert_eq!(all().iter().map(|video: &Video| video.views).sum::<u64>(), views_of_page());
    Case::new(NAME, || (), move |()| all())
}

/// As the library's documentation does it: it has no pagination.
fn walk() -> Case {
    let (runtime, app) = (runtime(), App(all_pages().client()));
    let walk = move || {
        let mut views = 0;
        let mut start = None;
        loop {
            let query = ByCreator(CREATOR).query().set_exclusive_start_key(start);
            let page = runtime.block_on(query.execute(&app)).unwrap();
            let mut videos: Vec<Video> = Vec::new();
            videos.reduce(page.items.unwrap_or_default()).unwrap();
            views += videos.iter().map(|video| video.views).sum::<u64>();
            start = page.last_evaluated_key;
            if start.is_none() {
                return views;
            }
        }
    };
    assert_eq!(walk(), views_of_walk());
    Case::new(NAME, || (), move |()| walk())
}
