use dynamodel::{Collection, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "C#{customer}", sk = "AT#{day}#{order_id}")]
pub struct Order {
    pub customer: u64,
    pub day: u32,
    pub order_id: u64,
    pub state: String,
}

/// The next segment has another type.
#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "C#{customer}", sk = "AT#{day}#TICKET#{name}")]
pub struct Ticket {
    pub customer: u64,
    pub day: u16,
    pub name: String,
    pub state: String,
}

/// Nothing is behind the first segment.
#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "C#{customer}", sk = "AT#{on}")]
pub struct Visit {
    pub customer: u64,
    pub on: u32,
}

#[derive(Collection)]
#[collection(name = "tickets_too", pk = "C#{customer}")]
pub enum WithTickets {
    Order(Order),
    Ticket(Ticket),
}

#[derive(Collection)]
#[collection(name = "visits_too", pk = "C#{customer}")]
pub enum WithVisits {
    Order(Order),
    Visit(Visit),
}

#[derive(Table)]
#[table(name = "shop", type_attribute = "type")]
pub enum Shop {
    Order(Order),
    Ticket(Ticket),
    Visit(Visit),
}
