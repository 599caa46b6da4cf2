use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "of_player", pk = "player-{player}", sk = "{score}")]
struct Game {
    player: u64,
    score: u32,
}

fn main() {
    let _ = Game::of_player(7).range(5);
}
