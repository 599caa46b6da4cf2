//! Indexes: their creation, queries, and the attributes that items have for them.

use dynamodel::{Entity, Table, TableClient, op::AccessPattern, op::Query};
use insta::assert_snapshot;
use serde::{Deserialize, Serialize};

use super::render;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "team-{team}", sk = "match-{id}")]
#[key(index = "inverted", name = "inverted", pk = "match-{id}", sk = "team-{team}")]
#[key(index = "native", name = "by_league", pk = [league, season], sk = [round, score, id])]
#[key(index = "sparse", name = "live", pk = "live", sk = "{round}", when(finished = none, score = 0))]
#[lookup(name = "by_venue", pk = "venue-{venue}", sk = "team-{team}#{id}", when(finished = none))]
struct Match {
    team: String,
    id: u32,
    league: String,
    season: u16,
    round: Option<String>,
    score: i32,
    finished: Option<String>,
    venue: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "matches", type_attribute = "kind")]
#[index(name = "inverted", pk = "sk", sk = "pk", copies = filter)]
#[index(name = "native", pk = ["league", "season"], sk = ["round", "score", "id"], copies = filter)]
#[index(name = "sparse", pk = "live_pk", sk = "live_sk")]
enum Matches {
    Match(Match),
}

fn table() -> TableClient<Matches> {
    Matches::table(dynamodel::embedded::client())
}

fn game() -> Match {
    Match {
        team: "red".to_owned(),
        id: 7,
        league: "north".to_owned(),
        season: 2024,
        round: Some("R1".to_owned()),
        score: 0,
        finished: None,
        venue: Some("park".to_owned()),
    }
}

fn of_table<A, Sk>(query: Query<A, Sk>) -> String
where
    A: AccessPattern<Entity = Match, Item = Match>,
{
    render::query(&query.request(&table()).unwrap())
}

#[test]
fn the_indexes_are_created_with_the_table() {
    assert_snapshot!(render::create_table(&table().create().request().unwrap()));
}

#[test]
fn an_inverted_index_filters_copies() {
    assert_snapshot!(of_table(Match::inverted(7).prefix("red")));
}

#[test]
fn all_partition_attributes_are_given() {
    assert_snapshot!(of_table(Match::by_league("north", 2024)));
}

#[test]
fn sort_attributes_are_given_from_the_left_and_the_last_has_a_range() {
    assert_snapshot!(of_table(Match::by_league("north", 2024).prefix(("R1",)).range(-1..3)));
}

#[test]
fn an_open_range_leaves_out_its_end() {
    assert_snapshot!(of_table(Match::by_league("north", 2024).range(.."R2")));
}

#[test]
fn the_last_attribute_given_may_be_a_piece_of_text() {
    assert_snapshot!(of_table(Match::by_league("north", 2024).starts_with_raw("R")));
}

#[test]
fn an_item_has_the_attributes_of_its_indexes() {
    assert_snapshot!(render::write(&game().create().request(&table()).unwrap()));
}

#[test]
fn an_item_lacks_the_attributes_of_indexes_it_is_not_in() {
    let finished = Match { round: None, finished: Some("won".to_owned()), venue: None, ..game() };
    assert_snapshot!(render::write(&finished.create().request(&table()).unwrap()));
}
