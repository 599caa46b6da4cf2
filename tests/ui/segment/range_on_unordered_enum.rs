use dynamodel::{Entity, KeySegment};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, KeySegment)]
enum State {
    Open,
    Closed,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_user", pk = "{user}", sk = "{state}")]
struct Job {
    user: String,
    state: State,
}

fn main() {
    let _ = Job::by_user("u").range(State::Open..State::Closed);
}
