//! Hand-written code: what a careful author writes without a library.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::get_item::GetItemInput;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::model::{CREATOR, Entities, Item, Stats, TABLE, User, Video};

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

fn number(value: u64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// Writes a video as an item.
#[must_use]
pub fn encode(video: &Video) -> Item {
    let mut item = Item::with_capacity(16);
    item.insert("PK".to_owned(), AttributeValue::S(format!("VIDEO#{}", video.video_id)));
    item.insert("SK".to_owned(), text("VIDEO"));
    item.insert("GSI1PK".to_owned(), AttributeValue::S(format!("USER#{}", video.creator_id)));
    let sort_key = format!("VIDEO#{}#{}", video.created_at, video.video_id);
    item.insert("GSI1SK".to_owned(), AttributeValue::S(sort_key));
    item.insert("entity_type".to_owned(), text("Video"));
    item.insert("video_id".to_owned(), number(video.video_id));
    item.insert("title".to_owned(), text(&video.title));
    if let Some(description) = &video.description {
        item.insert("description".to_owned(), text(description));
    }
    item.insert("creator_id".to_owned(), number(video.creator_id));
    if let Some(channel) = &video.channel {
        item.insert("channel".to_owned(), text(channel));
    }
    item.insert("created_at".to_owned(), text(&video.created_at));
    item.insert("published".to_owned(), AttributeValue::Bool(video.published));
    item.insert("views".to_owned(), number(video.views));
    item.insert("likes".to_owned(), number(video.likes));
    item.insert("tags".to_owned(), AttributeValue::L(video.tags.iter().map(|tag| text(tag)).collect()));
    let stats = [("a".to_owned(), number(video.stats.a)), ("b".to_owned(), number(video.stats.b))];
    item.insert("stats".to_owned(), AttributeValue::M(Item::from(stats)));
    item
}

/// Writes a user as an item.
#[must_use]
pub fn encode_user(user: &User) -> Item {
    let mut item = Item::with_capacity(10);
    item.insert("PK".to_owned(), AttributeValue::S(format!("USER#{}", user.user_id)));
    item.insert("SK".to_owned(), text("USER"));
    item.insert("GSI1PK".to_owned(), AttributeValue::S(format!("USER#{}", user.user_id)));
    item.insert("GSI1SK".to_owned(), text("USER"));
    item.insert("entity_type".to_owned(), text("User"));
    item.insert("user_id".to_owned(), number(user.user_id));
    item.insert("name".to_owned(), text(&user.name));
    item.insert("email".to_owned(), text(&user.email));
    item.insert("created_at".to_owned(), text(&user.created_at));
    item.insert("subscribers".to_owned(), number(user.subscribers));
    item
}

/// Builds the request that reads a video.
#[must_use]
pub fn get(video_id: u64) -> GetItemInput {
    let pk = AttributeValue::S(format!("VIDEO#{video_id}"));
    let input = GetItemInput::builder().table_name(TABLE).key("PK", pk).key("SK", text("VIDEO"));
    input.build().expect("the table's name is set")
}

/// The attribute that is missing or has another type.
#[derive(Debug)]
pub struct Malformed(pub &'static str);

fn take(item: &mut Item, name: &'static str) -> Result<AttributeValue, Malformed> {
    item.remove(name).ok_or(Malformed(name))
}

fn take_text(item: &mut Item, name: &'static str) -> Result<String, Malformed> {
    match take(item, name)? {
        AttributeValue::S(text) => Ok(text),
        _ => Err(Malformed(name)),
    }
}

fn take_optional_text(item: &mut Item, name: &'static str) -> Result<Option<String>, Malformed> {
    match item.remove(name) {
        None | Some(AttributeValue::Null(_)) => Ok(None),
        Some(AttributeValue::S(text)) => Ok(Some(text)),
        Some(_) => Err(Malformed(name)),
    }
}

fn take_number(item: &mut Item, name: &'static str) -> Result<u64, Malformed> {
    match take(item, name)? {
        AttributeValue::N(number) => number.parse().map_err(|_| Malformed(name)),
        _ => Err(Malformed(name)),
    }
}

fn take_bool(item: &mut Item, name: &'static str) -> Result<bool, Malformed> {
    match take(item, name)? {
        AttributeValue::Bool(value) => Ok(value),
        _ => Err(Malformed(name)),
    }
}

fn take_texts(item: &mut Item, name: &'static str) -> Result<Vec<String>, Malformed> {
    let AttributeValue::L(list) = take(item, name)? else { return Err(Malformed(name)) };
    let texts = list.into_iter().map(|value| match value {
        AttributeValue::S(text) => Ok(text),
        _ => Err(Malformed(name)),
    });
    texts.collect()
}

fn take_stats(item: &mut Item, name: &'static str) -> Result<Stats, Malformed> {
    let AttributeValue::M(mut map) = take(item, name)? else { return Err(Malformed(name)) };
    Ok(Stats { a: take_number(&mut map, "a")?, b: take_number(&mut map, "b")? })
}

/// Reads a video from its item.
///
/// # Errors
///
/// An attribute is missing or has another type.
pub fn decode(mut item: Item) -> Result<Video, Malformed> {
    Ok(Video {
        video_id: take_number(&mut item, "video_id")?,
        title: take_text(&mut item, "title")?,
        description: take_optional_text(&mut item, "description")?,
        creator_id: take_number(&mut item, "creator_id")?,
        channel: take_optional_text(&mut item, "channel")?,
        created_at: take_text(&mut item, "created_at")?,
        published: take_bool(&mut item, "published")?,
        views: take_number(&mut item, "views")?,
        likes: take_number(&mut item, "likes")?,
        tags: take_texts(&mut item, "tags")?,
        stats: take_stats(&mut item, "stats")?,
    })
}

fn decode_user(mut item: Item) -> Result<User, Malformed> {
    Ok(User {
        user_id: take_number(&mut item, "user_id")?,
        name: take_text(&mut item, "name")?,
        email: take_text(&mut item, "email")?,
        created_at: take_text(&mut item, "created_at")?,
        subscribers: take_number(&mut item, "subscribers")?,
    })
}

/// Reads an item of any entity of the table.
///
/// # Errors
///
/// The item is of no entity, or an attribute is missing or has another type.
pub fn decode_any(item: Item) -> Result<Entities, Malformed> {
    match item.get("entity_type") {
        Some(AttributeValue::S(name)) if name == "Video" => decode(item).map(Entities::Video),
        Some(AttributeValue::S(name)) if name == "User" => decode_user(item).map(Entities::User),
        _ => Err(Malformed("entity_type")),
    }
}

/// Stores an item.
pub async fn put(client: &Client, item: Item) {
    let put = client.put_item().table_name(TABLE).set_item(Some(item));
    put.send().await.expect("the connector stores all");
}

/// Returns the query of the videos of a creator.
#[must_use]
pub fn by_creator(client: &Client) -> QueryFluentBuilder {
    client
        .query()
        .table_name(TABLE)
        .index_name("GSI1")
        .key_condition_expression("GSI1PK = :pk AND begins_with(GSI1SK, :sk)")
        .expression_attribute_values(":pk", AttributeValue::S(format!("USER#{CREATOR}")))
        .expression_attribute_values(":sk", text("VIDEO#"))
}

/// Adds a projection to a query, of the fields and no keys.
#[must_use]
pub fn projected(query: QueryFluentBuilder) -> QueryFluentBuilder {
    let fields =
        "video_id,title,description,creator_id,channel,created_at,published,#v,likes,tags,stats,entity_type";
    query.projection_expression(fields).expression_attribute_names("#v", "views")
}

/// Sends a query of one page.
pub async fn all(query: QueryFluentBuilder) -> Vec<Video> {
    let items = query.send().await.expect("the connector has the page").items.unwrap_or_default();
    items.into_iter().map(|item| decode(item).expect("the page is well formed")).collect()
}

/// Reads all pages; returns the sum of the views.
pub async fn walk(query: QueryFluentBuilder) -> u64 {
    let mut views = 0;
    let mut start = None;
    loop {
        let page =
            query.clone().set_exclusive_start_key(start).send().await.expect("the connector has the page");
        for item in page.items.unwrap_or_default() {
            views += decode(item).expect("the page is well formed").views;
        }
        start = page.last_evaluated_key;
        if start.is_none() {
            return views;
        }
    }
}
