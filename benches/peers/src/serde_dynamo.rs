//! serde_dynamo for the fields; keys and type by hand.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel_benches::canned::Canned;
use dynamodel_benches::hand;
use dynamodel_benches::measure::Case;
use dynamodel_benches::workloads::runtime;
use serde::Serialize;

use crate::model::{
    Entity, Item, Video, all_pages, item, mixed_items, one_page, sample, views_of_page, views_of_walk,
};

const NAME: &str = "serde_dynamo";

pub fn cases(workload: &str) -> Vec<Case> {
    match workload {
        "A'" => vec![encode_case()],
        "B" => vec![Case::new(NAME, || 900_000_001, key)],
        "C" => vec![Case::new(NAME, item, decode)],
        "D" => {
            vec![Case::new(NAME, mixed_items, |items| items.into_iter().map(decode_any).collect::<Vec<_>>())]
        }
        "E" => vec![put()],
        "F" => vec![query()],
        "G" => vec![walk()],
        _ => Vec::new(),
    }
}

fn encode(video: &Video) -> Item {
    let mut item: Item = ::serde_dynamo::to_item(video).unwrap();
    item.insert("PK".to_owned(), AttributeValue::S(format!("VIDEO#{}", video.video_id)));
    item.insert("SK".to_owned(), AttributeValue::S("VIDEO".to_owned()));
    item.insert("GSI1PK".to_owned(), AttributeValue::S(format!("USER#{}", video.creator_id)));
    let sort_key = format!("VIDEO#{}#{}", video.created_at, video.video_id);
    item.insert("GSI1SK".to_owned(), AttributeValue::S(sort_key));
    item.insert("entity_type".to_owned(), AttributeValue::S("Video".to_owned()));
    item
}

#[derive(Serialize)]
struct Key {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: &'static str,
}

fn key(video_id: u64) -> Item {
    ::serde_dynamo::to_item(Key { pk: format!("VIDEO#{video_id}"), sk: "VIDEO" }).unwrap()
}

fn decode(item: Item) -> Video {
    ::serde_dynamo::from_item(item).unwrap()
}

fn decode_any(item: Item) -> Entity {
    match item["entity_type"].as_s().unwrap().as_str() {
        "Video" => Entity::Video(::serde_dynamo::from_item(item).unwrap()),
        _ => Entity::User(::serde_dynamo::from_item(item).unwrap()),
    }
}

fn encode_case() -> Case {
    let video = sample();
    assert_eq!(encode(&video), item());
    Case::new(NAME, || (), move |()| encode(&video))
}

fn put() -> Case {
    let (runtime, client) = (runtime(), Canned::empty().client());
    Case::new(NAME, sample, move |video| runtime.block_on(hand::put(&client, encode(&video))))
}

fn query() -> Case {
    let (runtime, client) = (runtime(), one_page().client());
    let all = move || {
        let page = runtime.block_on(hand::by_creator(&client).send()).unwrap();
        page.items.unwrap_or_default().into_iter().map(decode).collect::<Vec<_>>()
    };
    assert_eq!(all().iter().map(|video| video.views).sum::<u64>(), views_of_page());
    Case::new(NAME, || (), move |()| all())
}

fn walk() -> Case {
    let (runtime, client) = (runtime(), all_pages().client());
    let walk = move || {
        let mut views = 0;
        let mut start = None;
        loop {
            let query = hand::by_creator(&client).set_exclusive_start_key(start);
            let page = runtime.block_on(query.send()).unwrap();
            views += page.items.unwrap_or_default().into_iter().map(|item| decode(item).views).sum::<u64>();
            start = page.last_evaluated_key;
            if start.is_none() {
                return views;
            }
        }
    };
    assert_eq!(walk(), views_of_walk());
    Case::new(NAME, || (), move |()| walk())
}
