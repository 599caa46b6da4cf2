//! Requests for parts of items.

use dynamodel::{Entity, Projection, Table, TableClient};
use insta::assert_snapshot;
use serde::{Deserialize, Serialize};

use super::render;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{creator_id}", sk = "{video_id}", project(include(title)))]
#[key(index = "keys", name = "by_title", pk = "title-{title}", sk = "{video_id}", project(keys_only))]
#[key(index = "some", name = "by_views", pk = "all", sk = "{views}#{video_id}", project(include(views)))]
#[key(index = "all", name = "by_day", pk = "{day}", sk = "{day}#{video_id}")]
struct Video {
    #[entity(in_key)]
    video_id: u64,
    creator_id: u64,
    title: String,
    views: u64,
    day: u16,
}

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "only asked for")]
struct Card {
    video_id: u64,
    creator_id: u64,
    title: String,
}

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "only asked for")]
struct Viewed {
    video_id: u64,
    views: u64,
}

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "only asked for")]
struct Titled {
    video_id: u64,
    title: String,
}

/// Nothing of it is in a primary key.
#[derive(Deserialize, Projection)]
#[projection(of = Video)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "only asked for")]
struct Stats {
    views: u64,
    title: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "videos", type_attribute = "kind")]
#[index(name = "keys", pk = "keyspk", sk = "keyssk", project(keys_only))]
#[index(name = "some", pk = "somepk", sk = "somesk", project(include("views")))]
#[index(name = "all", pk = "allpk", sk = "allsk")]
#[index(name = "local", sk = "localsk", local, project(include("title", "kind")))]
enum Videos {
    Video(Video),
}

fn table() -> TableClient<Videos> {
    Videos::table(dynamodel::embedded::client())
}

#[test]
fn projected_get_asks_for_the_type_too() {
    assert_snapshot!(render::get(&Video::get(7).project::<Card>().request(&table()).unwrap()));
}

#[test]
fn projected_query_of_a_lookup_names_what_is_copied() {
    assert_snapshot!(render::query(
        &Video::by_creator(3).project::<Card>().take(3).request(&table()).unwrap()
    ));
}

#[test]
fn projected_query_of_keys_names_keys_only() {
    assert_snapshot!(render::query(&Video::by_title("a").project::<Titled>().request(&table()).unwrap()));
}

#[test]
fn projected_query_of_some_attributes_names_those() {
    let query = Video::by_views().filter(Video::BY_VIEWS_FIELDS.views.gt(3)).project::<Viewed>();
    assert_snapshot!(render::query(&query.request(&table()).unwrap()));
}

#[test]
fn projected_query_of_whole_items_names_the_keys_of_the_index() {
    let query = Video::by_day(3).filter(Video::FIELDS.views.gt(3)).project::<Card>();
    assert_snapshot!(render::query(&query.request(&table()).unwrap()));
}

#[test]
fn projected_query_without_fields_of_keys_asks_for_no_keys() {
    assert_snapshot!(render::query(&Video::by_day(3).project::<Stats>().take(3).request(&table()).unwrap()));
    assert_snapshot!(render::scan(&Video::scan().project::<Stats>().request(&table()).unwrap()));
}

#[test]
fn lenient_and_strict_projected_queries_ask_for_keys() {
    let strict = Video::by_day(3).project::<Stats>().strict();
    assert_snapshot!(render::query(&strict.request(&table()).unwrap()));
}

#[test]
fn hydrated_query_asks_for_keys() {
    assert_snapshot!(render::query(&Video::by_creator(3).hydrate().take(3).request(&table()).unwrap()));
}

#[test]
fn keys_of_an_index() {
    assert_snapshot!(render::query(&Video::by_title("a").keys().request(&table()).unwrap()));
}

#[test]
fn scan_of_an_index_of_some_attributes() {
    assert_snapshot!(render::scan(&Video::scan_by_views().project::<Viewed>().request(&table()).unwrap()));
}

#[test]
fn create_table_with_projections() {
    assert_snapshot!(render::indexes(&table().create().request().unwrap()));
}

#[test]
fn create_writes_the_copy_that_the_lookup_says() {
    let video = Video { video_id: 1, creator_id: 3, title: "a".to_owned(), views: 4, day: 5 };
    assert_snapshot!(render::write(&video.create().request(&table()).unwrap()));
}
