use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "ticket-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{opened_at}#{id}")]
#[key(index = "gsi2", name = "of_agent", pk = "agent-{agent}", sk = "{opened_at}#{id}")]
struct Ticket {
    id: u64,
    status: String,
    agent: u64,
    opened_at: u64,
}

fn main() {
    let _ = Ticket::update(7).set(Ticket::FIELDS.agent, 3);
}
