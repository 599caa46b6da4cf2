//! Indexes over lists of fields, alone and beside templates, and over the attributes of the table.

use dynamodel::{Entity, Table};
use jiff::civil::Date;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::values::{option, word};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[key(pk = "match-{match_id}", sk = "_root")]
#[key(index = "native", name = "by_league", pk = [tournament, region], sk = [round, table_no, match_id])]
#[key(index = "score", name = "by_score", pk = [region], sk = [score])]
#[key(index = "day", name = "by_day", pk = [played_on], sk = [region])]
#[key(index = "mixed", name = "mixed", pk = "{tournament}#{round}", sk = [played_on])]
#[key(index = "referee", name = "of_referee", pk = [referee])]
struct Match {
    match_id: u32,
    tournament: String,
    region: String,
    round: Option<String>,
    table_no: u8,
    score: Option<f64>,
    played_on: Date,
    referee: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "matches", type_attribute = "kind")]
#[index(name = "native", pk = ["tournament", "region"], sk = ["round", "tableNo", "matchId"])]
#[index(name = "score", pk = "region", sk = "score")]
#[index(name = "day", pk = "playedOn", sk = "region")]
#[index(name = "mixed", pk = "mixed_pk", sk = "playedOn")]
#[index(name = "referee", pk = "referee")]
enum Matches {
    Match(Match),
}

fn day() -> impl Strategy<Value = Date> {
    (1..29_i8).prop_map(|day| Date::constant(2020, 2, day))
}

case!(lists: Match in Matches, |found| (found.match_id), {
    match_id: key = any::<u32>(),
    tournament: loaded = word(),
    region: set = word(),
    round: loaded = option(word()),
    table_no: set = any::<u8>(),
    score: set = option((-50..50_i32).prop_map(|half| f64::from(half) / 2.0)),
    played_on: set = day(),
    referee: set = option(word()),
});

/// Read both ways, and by a field whose sort key is the table's partition key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_group", pk = "group-{group}", sk = "member-{member}")]
#[key(index = "inverted", name = "of_member", pk = "member-{member}", sk = "group-{group}")]
#[key(index = "roles", name = "with_role", pk = [role], sk = "group-{group}")]
struct Membership {
    group: u32,
    member: u32,
    role: Option<String>,
    since: u16,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "groups", type_attribute = "kind")]
#[index(name = "inverted", pk = "sk", sk = "pk")]
#[index(name = "roles", pk = "role", sk = "pk")]
enum Groups {
    Membership(Membership),
}

case!(inverted: Membership in Groups, |found| (found.group, found.member), {
    group: key = any::<u32>(),
    member: key = any::<u32>(),
    role: set = option(word()),
    since: set = any::<u16>(),
});
