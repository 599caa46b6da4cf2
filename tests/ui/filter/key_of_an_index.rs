use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "match-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_league", pk = [league], sk = [round])]
struct Match {
    id: u64,
    league: String,
    round: String,
    winner: String,
}

fn main() {
    let fields = Match::FIELDS;
    let _ = Match::by_league("open").filter(fields.round.eq("final"));
    let _ = Match::by_league("open").filter(!fields.winner.eq("ada").or(fields.league.eq("open")));
}
