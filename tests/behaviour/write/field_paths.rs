//! Typed paths and the conditions they make.
use std::collections::BTreeSet;

use dynamodel::{Document, Entity, Table, expr::Condition};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "camelCase")]
struct Stats {
    view_count: u64,
    last: Option<Last>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Last {
    by: String,
}

mod hex {
    pub(crate) fn serialize<S: serde::Serializer>(value: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{value:x}"))
    }
    pub(crate) fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        u32::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{id}", sk = "_root")]
#[serde(rename_all = "camelCase")]
struct Video {
    id: u64,
    video_title: String,
    tags: BTreeSet<String>,
    stats: Stats,
    #[serde(with = "hex")]
    color: u32,
    r#type: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "envelope-{id}", sk = "_root")]
struct Envelope<T> {
    id: u64,
    body: T,
}

fn text<E>(condition: &Condition<E>) -> String {
    format!("{condition:?}")
}

#[derive(Table)]
#[table(name = "store", type_attribute = "entity_type")]
enum Store {
    Video(Video),
    Envelope(Envelope<String>),
}

fn has_value<E: Entity>(operation: dynamodel::op::Delete<E>, value: &str) -> bool
where
    Store: dynamodel::Holds<E>,
{
    let request = operation.request(&Store::table(dynamodel::embedded::client())).unwrap();
    format!("{request:?}").contains(&format!("S({value:?})"))
}

#[test]
fn paths_have_the_serialized_names() {
    let fields = Video::FIELDS;
    assert_eq!(fields.video_title.to_string(), "videoTitle");
    assert_eq!(fields.stats.view_count.to_string(), "stats.viewCount");
    assert_eq!(fields.r#type.to_string(), "type");
    assert_eq!(Envelope::<String>::FIELDS.body.to_string(), "body");
}

#[test]
fn values_are_serialized_as_the_item_has_them() {
    let fields = Video::FIELDS;
    assert!(has_value(Video::delete(1).condition(fields.color.eq(255)), "ff"));
    assert!(text(&fields.video_title.begins_with("How")).contains("BeginsWith"));
    assert!(has_value(Video::delete(1).condition(fields.r#type.eq("short")), "short"));
    assert!(text(&fields.tags.contains("rust")).contains("Contains"));
    assert!(text(&fields.stats.view_count.gt(10).and(!fields.tags.size().lt(3))).contains("Not"));
    let envelope = Envelope::<String>::delete(1);
    assert!(has_value(envelope.condition(Envelope::<String>::FIELDS.body.eq("x")), "x"));
    let too_many = fields.id.is_in(0..101).or(fields.id.eq(3)).and(fields.id.ne(4)).and(fields.id.exists());
    assert!(text(&too_many).contains("OverLimit"));
}
