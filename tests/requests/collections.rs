//! Collections: one query over the smallest range.

use dynamodel::{Collection, Entity, Meter, Table, TableClient, op::CollectionQuery, op::HeldBy};
use insta::assert_snapshot;
use serde::{Deserialize, Serialize};

use super::github::{
    GitHub, Issue, IssueOfRepository, PullRequest, PullRequestOfRepository, Repository,
    RepositoryBesidePulls, RepositoryItem, RepositoryWithIssues, RepositoryWithStars,
};
use super::render;

fn table() -> TableClient<GitHub> {
    GitHub::table(dynamodel::embedded::client())
}

fn of<C: Collection + HeldBy<GitHub>>(query: CollectionQuery<C>) -> String {
    render::query(&query.request(&table()).unwrap())
}

fn page() -> CollectionQuery<RepositoryItem> {
    RepositoryItem::repository_page("owner", "repo")
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of", pk = "REPO#{owner}#{repository}")]
enum IssuesAndRepository {
    Issue(Issue),
    Repository(Repository),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of", pk = "REPO#{owner}#{repository}")]
enum Alone {
    #[pattern(IssueOfRepository)]
    Issue(Issue),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of", pk = "REPO#{owner}#{repository}")]
enum Indexed {
    #[pattern(RepositoryBesidePulls)]
    Repository(Repository),
    #[pattern(PullRequestOfRepository)]
    PullRequest(Box<PullRequest>),
}

#[test]
fn range_spans_the_first_to_the_last_pattern() {
    assert_snapshot!(of(page()));
}

#[test]
fn ends_at_the_full_key_of_the_parent() {
    assert_snapshot!(of(IssuesAndRepository::of("owner", "repo").rev().take(11).consistent()));
}

#[test]
fn one_pattern_is_its_prefix() {
    assert_snapshot!(of(Alone::of("owner", "repo").page_size(7).take(3)));
}

#[test]
fn collection_over_an_index_queries_the_index() {
    let table = table().metered(&Meter::new());
    assert_snapshot!(render::query(&Indexed::of("owner", "repo").take(4).request(&table).unwrap()));
}

#[test]
fn a_parent_is_read_with_its_children() {
    let query = RepositoryWithIssues::with_newest_issues("owner", "repo").take(10);
    assert_snapshot!(render::query(&query.request(&table()).unwrap()));
}

#[test]
fn a_parent_before_strings() {
    let query = RepositoryWithStars::with_stars("owner", "repo").take(10).page_size(5);
    assert_snapshot!(render::query(&query.request(&table()).unwrap()));
}

/// A day and its entries, and what lies between them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "DAY#{day}", sk = "{day}")]
struct Day {
    day: u16,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "DAY#{day}", sk = "{day}#{hour}")]
struct Hour {
    day: u16,
    hour: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "DAY#{day}", sk = "{day:plain}/{note:any}")]
struct Note {
    day: u16,
    note: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "days", type_attribute = "type")]
enum Days {
    Day(Day),
    Hour(Hour),
    Note(Note),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "on", pk = "DAY#{day}")]
struct DayWithHours {
    #[collection(parent)]
    day: Option<Day>,
    #[collection(children)]
    hours: Vec<Hour>,
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "on", pk = "DAY#{day}")]
enum OfDay {
    Note(Note),
    Hour(Hour),
}

#[test]
fn condition_holds_fields_of_the_partition() {
    let table = Days::table(dynamodel::embedded::client());
    assert_snapshot!(render::query(&DayWithHours::on(7).take(24).request(&table).unwrap()));
}

#[test]
fn other_types_are_left_with_the_server() {
    let table = Days::table(dynamodel::embedded::client());
    assert_snapshot!(render::query(&OfDay::on(7).rev().take(24).request(&table).unwrap()));
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "CUSTOMER#{customer}", sk = "DAY#{day}#ORDER#{number}")]
struct Order {
    customer: u8,
    day: u8,
    number: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "CUSTOMER#{customer}", sk = "DAY#{day}")]
struct Visit {
    customer: u8,
    day: u8,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "shop", type_attribute = "type")]
enum Shop {
    Order(Order),
    Visit(Visit),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_customer", pk = "CUSTOMER#{customer}")]
enum Activity {
    Order(Order),
    Visit(Visit),
}

#[test]
fn one_condition_covers_the_range_of_all_patterns() {
    let shop = Shop::table(dynamodel::embedded::client());
    let request = Activity::of_customer(7).range(2..=4).rev().request(&shop).unwrap();
    assert_snapshot!(render::query(&request));
}
