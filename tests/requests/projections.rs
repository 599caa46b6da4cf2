//! Requests for parts of items.

use std::collections::HashMap;

use dynamodel::{Document, Entity, Projection, Table, TableClient};
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

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "camelCase")]
struct Address {
    #[serde(alias = "town")]
    city_name: String,
    street: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Deal {
    title: String,
    prices: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[key(pk = "user-{user_id}", sk = "_root")]
#[key(
    index = "some",
    name = "by_name",
    pk = "{name}",
    sk = "{user_id}",
    project(include(home_address, deals))
)]
struct User {
    user_id: u64,
    name: String,
    home_address: Option<Address>,
    addresses: HashMap<String, Address>,
    deals: Option<Vec<Deal>>,
}

#[derive(Deserialize, Projection)]
#[projection(of = User)]
#[allow(dead_code, reason = "only asked for")]
struct Places {
    #[projection(path = home_address.city_name)]
    home: Option<String>,
    #[projection(path = addresses.key("a.b").street)]
    odd: Option<String>,
    #[projection(path = deals.at(1).title)]
    title: Option<String>,
    #[projection(path = deals.at(1).prices.at(2))]
    price: Option<u32>,
}

#[derive(Deserialize, Projection)]
#[projection(of = User)]
#[allow(dead_code, reason = "only asked for")]
struct Deals {
    #[projection(path = deals.at(0).title)]
    first: Option<String>,
    #[projection(path = deals.at(2).prices.at(0))]
    price: Option<u32>,
    #[projection(path = home_address.street)]
    street: Option<String>,
}

/// A part beside the whole attribute, and inside another part.
#[derive(Deserialize, Projection)]
#[projection(of = User)]
#[allow(dead_code, reason = "only asked for")]
struct Overlapping {
    deals: Option<Vec<Deal>>,
    #[projection(path = deals.at(0).title)]
    first: Option<String>,
    #[projection(path = addresses.key("home"))]
    home: Option<Address>,
    #[projection(path = addresses.key("home").street)]
    street: Option<String>,
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

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "people", type_attribute = "kind")]
#[index(name = "some", pk = "somepk", sk = "somesk")]
enum People {
    User(User),
}

fn people() -> TableClient<People> {
    People::table(dynamodel::embedded::client())
}

fn table() -> TableClient<Videos> {
    Videos::table(dynamodel::embedded::client())
}

#[test]
fn projected_get_asks_for_the_type_too() {
    assert_snapshot!(render::get(&Video::get(7).project::<Card>().request(&table()).unwrap()));
}

#[test]
fn projected_get_asks_for_parts_by_their_serialized_names() {
    assert_snapshot!(render::get(&User::get(7).project::<Places>().request(&people()).unwrap()));
}

#[test]
fn projected_get_asks_for_whole_elements_if_there_are_several() {
    assert_snapshot!(render::get(&User::get(7).project::<Deals>().request(&people()).unwrap()));
}

#[test]
fn projected_get_asks_for_no_part_inside_another() {
    assert_snapshot!(render::get(&User::get(7).project::<Overlapping>().request(&people()).unwrap()));
}

#[test]
fn projected_query_asks_for_parts_of_what_the_index_holds() {
    let query = User::by_name("ann").filter(User::BY_NAME_FIELDS.deals.is_some()).project::<Deals>();
    assert_snapshot!(render::query(&query.request(&people()).unwrap()));
}

#[test]
fn projected_scan_asks_for_parts() {
    assert_snapshot!(render::scan(&User::scan().project::<Places>().request(&people()).unwrap()));
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
