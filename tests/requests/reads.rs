//! Reads.

use dynamodel::{Entity, Meter, Table, op::AccessPattern, op::Query};
use insta::assert_snapshot;
use serde::{Deserialize, Serialize};

use super::model::{Channel, User, Video, YouTube};
use super::{Session, at, render, sessions, table};

/// Two patterns in one partition, one inside of the other's keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_tenant", pk = "tenant-{tenant}", sk = "{kind}-{number}")]
struct Any {
    tenant: u8,
    kind: String,
    number: u16,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_tenant", pk = "tenant-{tenant}", sk = "_{number}")]
struct Special {
    tenant: u8,
    number: i16,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tenants", type_attribute = "type")]
enum Tenants {
    Any(Any),
    Special(Special),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{id}")]
struct Task {
    id: u32,
    status: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Work {
    Task(Task),
}

fn of_table<A, Sk>(query: Query<A, Sk>) -> String
where
    A: AccessPattern<Entity = Video, Item = Video>,
{
    render::query(&query.request(&table()).unwrap())
}

#[test]
fn get() {
    assert_snapshot!(render::get(&User::get(3).request(&table()).unwrap()));
}

#[test]
fn get_consistent_and_metered() {
    let table = table().metered(&Meter::new());
    assert_snapshot!(render::get(&User::get(3).consistent().request(&table).unwrap()));
}

#[test]
fn query_of_a_partition() {
    assert_snapshot!(of_table(Video::by_creator(3)));
}

#[test]
fn query_backward_taking_five() {
    assert_snapshot!(of_table(Video::by_creator(3).rev().take(5).consistent()));
}

#[test]
fn query_page_size_is_the_limit() {
    assert_snapshot!(of_table(Video::by_creator(3).page_size(2).take(5)));
}

#[test]
fn query_half_open_range() {
    assert_snapshot!(of_table(Video::by_creator(3).range(at(0)..at(60))));
}

#[test]
fn query_closed_range_of_tuples() {
    assert_snapshot!(of_table(Video::by_creator(3).range((at(0), 1)..=(at(60), 2))));
}

#[test]
fn query_from() {
    assert_snapshot!(of_table(Video::by_creator(3).range(at(0)..)));
}

#[test]
fn query_up_to() {
    assert_snapshot!(of_table(Video::by_creator(3).range(..=at(0))));
}

#[test]
fn query_prefix_and_range() {
    assert_snapshot!(of_table(Video::by_creator(3).prefix(at(0)).range(2..6)));
}

#[test]
fn query_of_one_key() {
    assert_snapshot!(of_table(Video::by_creator(3).prefix((at(0), 7))));
}

#[test]
fn query_raw_prefix() {
    assert_snapshot!(of_table(Video::by_creator(3).starts_with_raw("2020-0")));
}

#[tokio::test]
async fn query_after_a_cursor() {
    let table = table();
    table.create().await.unwrap();
    for channel_id in [1, 2] {
        let channel =
            Channel { channel_id, channel_name: "channel".to_owned(), created_at: at(0), creator_id: 3 };
        dynamodel::Entity::create(&channel).send(&table).await.unwrap();
    }
    let page = Channel::by_creator(3).take(1).page(&table).await.unwrap();
    assert_snapshot!(render::query(&Channel::by_creator(3).after(page.cursor).request(&table).unwrap()));
}

#[test]
fn query_where_other_kinds_can_be_filters_by_type() {
    let tenants = Tenants::table(dynamodel::embedded::client());
    assert_snapshot!(render::query(&Special::of_tenant(1).range(-5..5).take(3).request(&tenants).unwrap()));
}

#[test]
fn scan_leaves_copies_with_the_server() {
    assert_snapshot!(render::scan(&YouTube::scan().page_size(7).request(&table()).unwrap()));
}

#[test]
fn scan_with_copies() {
    assert_snapshot!(render::scan(&YouTube::scan().with_copies().consistent().request(&table()).unwrap()));
}

#[test]
fn scan_in_segments() {
    let scan = YouTube::scan().segments(8).concurrency(2).page_size(7);
    assert_snapshot!(render::scan(&scan.request(&table()).unwrap()));
}

#[test]
fn scan_of_an_entity() {
    let scan = Video::scan().filter(Video::FIELDS.video_title.begins_with("How")).consistent();
    assert_snapshot!(render::scan(&scan.request(&table()).unwrap()));
}

#[test]
fn scan_of_an_index_in_segments() {
    let work = Work::table(dynamodel::embedded::client());
    assert_snapshot!(render::scan(&Task::scan_by_status().segments(2).request(&work).unwrap()));
}

#[test]
fn query_of_what_can_expire_leaves_the_expired_with_the_server() {
    assert_snapshot!(render::query(&Session::of(1).take(3).request(&sessions()).unwrap()));
}

#[test]
fn query_of_what_can_expire_with_all_of_it() {
    assert_snapshot!(render::query(&Session::of(1).with_expired().take(3).request(&sessions()).unwrap()));
}

#[test]
fn filter_by_the_time_at_which_items_expire() {
    let sessions = sessions();
    let scan = Session::scan().filter(Session::FIELDS.until.between(2_000, 3_000));
    assert_snapshot!(render::scan(&scan.request(&sessions).unwrap()));
}
