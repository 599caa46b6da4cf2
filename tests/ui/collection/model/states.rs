use dynamodel::{Collection, Entity, KeySegment, Table};
use serde::{Deserialize, Serialize};

/// Before further text, `Do` and `Done` do not sort by their names.
#[derive(Serialize, Deserialize, KeySegment)]
pub enum State {
    Do,
    Done,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "T#{team}", sk = "S#{state}")]
pub struct Job {
    pub team: u64,
    pub state: State,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "T#{team}", sk = "S#{state}~{task_id}")]
pub struct Task {
    pub team: u64,
    pub state: State,
    pub task_id: u64,
}

#[derive(Collection)]
#[collection(name = "of_team", pk = "T#{team}")]
pub enum Work {
    Job(Job),
    Task(Task),
}

#[derive(Table)]
#[table(name = "jobs", type_attribute = "type")]
pub enum Jobs {
    Job(Job),
    Task(Task),
}
