//! dynamodb-facade 0.2, with the explicit client.

use aws_sdk_dynamodb::Client;
use dynamodb_facade::explicit_client::DynamoDBItemOp;
use dynamodb_facade::{
    DynamoDBItem, KeyBuilder, KeyId, QueryRequest, StringAttribute, Typed, attribute_definitions,
    dynamodb_item, index_definitions, table_definitions,
};
use dynamodel_benches::canned::Canned;
use dynamodel_benches::measure::Case;
use dynamodel_benches::workloads::runtime;
use futures::StreamExt;

use crate::model::{
    CREATOR, Entity, Item, TABLE, User, Video, all_pages, item, mixed_items, one_page, sample, views_of_page,
    views_of_walk,
};

const NAME: &str = "dynamodb-facade";

attribute_definitions! {
    PK { "PK": StringAttribute }
    SK { "SK": StringAttribute }
    G1PK { "GSI1PK": StringAttribute }
    G1SK { "GSI1SK": StringAttribute }
    ItemType { "entity_type": StringAttribute }
}

table_definitions! {
    #[derive(Clone)]
    Tbl {
        type PartitionKey = PK;
        type SortKey = SK;
        fn table_name() -> String { TABLE.to_owned() }
    }
}

index_definitions! {
    #[table = Tbl]
    Gsi1 {
        type PartitionKey = G1PK;
        type SortKey = G1SK;
        fn index_name() -> String { "GSI1".to_owned() }
    }
}

dynamodb_item! {
    #[table = Tbl]
    Video {
        #[partition_key]
        PK {
            fn attribute_id(&self) -> u64 { self.video_id }
            fn attribute_value(id) -> String { format!("VIDEO#{id}") }
        }
        #[sort_key]
        SK { const VALUE: &'static str = "VIDEO"; }
        ItemType { const VALUE: &'static str = "Video"; }
        G1PK {
            fn attribute_id(&self) -> u64 { self.creator_id }
            fn attribute_value(id) -> String { format!("USER#{id}") }
        }
        G1SK {
            fn attribute_id(&self) -> (&'id str, u64) { (&self.created_at, self.video_id) }
            fn attribute_value(id) -> String { format!("VIDEO#{}#{}", id.0, id.1) }
        }
    }
}

dynamodb_item! {
    #[table = Tbl]
    User {
        #[partition_key]
        PK {
            fn attribute_id(&self) -> u64 { self.user_id }
            fn attribute_value(id) -> String { format!("USER#{id}") }
        }
        #[sort_key]
        SK { const VALUE: &'static str = "USER"; }
        ItemType { const VALUE: &'static str = "User"; }
        G1PK {
            fn attribute_id(&self) -> u64 { self.user_id }
            fn attribute_value(id) -> String { format!("USER#{id}") }
        }
        G1SK { const VALUE: &'static str = "USER"; }
    }
}

type FacadeItem = dynamodb_facade::Item<Tbl>;

pub fn cases(workload: &str) -> Vec<Case> {
    match workload {
        "A'" => vec![encode()],
        "B" => vec![Case::new(NAME, || 900_000_001, key)],
        "C" => vec![decode()],
        "D" => vec![decode_mixed()],
        "E" => vec![put()],
        "F" => vec![query()],
        "G" => vec![walk()],
        _ => Vec::new(),
    }
}

fn key(video_id: u64) -> Item {
    <Video as KeyBuilder<Tbl>>::get_key_from_id(KeyId::pk(video_id).sk(Default::default())).into_inner()
}

/// An item of the SDK cannot become one of the library, so it is built anew before the clock starts.
fn wrap(item: Item) -> FacadeItem {
    let id = item["PK"].as_s().unwrap().rsplit('#').next().unwrap().parse().unwrap();
    let id = KeyId::pk(id).sk(Default::default());
    if item["entity_type"].as_s().unwrap() == "Video" {
        FacadeItem::from_key_and_attributes(<Video as KeyBuilder<Tbl>>::get_key_from_id(id), item)
    } else {
        FacadeItem::from_key_and_attributes(<User as KeyBuilder<Tbl>>::get_key_from_id(id), item)
    }
}

fn encode() -> Case {
    let video = sample();
    assert_eq!(video.to_item().into_inner(), item());
    Case::new(NAME, || (), move |()| video.to_item().into_inner())
}

fn decode() -> Case {
    Case::new(NAME, || wrap(item()), |item| Video::try_from_item(item).unwrap())
}

fn decode_mixed() -> Case {
    let any = |item: FacadeItem| match item.attribute::<ItemType>() {
        Some("Video") => Entity::Video(Video::try_from_item(item).unwrap()),
        _ => Entity::User(User::try_from_item(item).unwrap()),
    };
    let items = || mixed_items().into_iter().map(wrap).collect::<Vec<_>>();
    Case::new(NAME, items, move |items| items.into_iter().map(any).collect::<Vec<_>>())
}

fn put() -> Case {
    let (runtime, client) = (runtime(), Canned::empty().client());
    Case::new(NAME, sample, move |video| runtime.block_on(async { video.put(client.clone()).await }).unwrap())
}

fn by_creator(client: &Client) -> QueryRequest<Tbl, Video, Typed> {
    let condition = <Video as DynamoDBItemOp<Tbl>>::index_key_condition::<Gsi1>(CREATOR);
    Video::query_index::<Gsi1>(client.clone(), condition.sk_begins_with("VIDEO#"))
}

fn query() -> Case {
    let (runtime, client) = (runtime(), one_page().client());
    let all = move || runtime.block_on(by_creator(&client).all()).unwrap();
    assert_eq!(all().iter().map(|video| video.views).sum::<u64>(), views_of_page());
    Case::new(NAME, || (), move |()| all())
}

fn walk() -> Case {
    let (runtime, client) = (runtime(), all_pages().client());
    let walk = move || {
        runtime.block_on(async {
            let mut pages = std::pin::pin!(by_creator(&client).stream());
            let mut views = 0;
            while let Some(page) = pages.next().await {
                views += page.unwrap().iter().map(|video| video.views).sum::<u64>();
            }
            views
        })
    };
    assert_eq!(walk(), views_of_walk());
    Case::new(NAME, || (), move |()| walk())
}
