use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "match-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_league", pk = [league], sk = [round], project(include(round, winner)))]
struct Match {
    id: u64,
    league: String,
    round: String,
    winner: String,
}

fn main() {
    let _ = Match::by_league("open").filter(Match::BY_LEAGUE_FIELDS.round.eq("final")).keys();
}
