use dynamodel::Entity;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "all", pk = "bills", sk = "{due:month}#{id}")]
struct Bill {
    id: u32,
    due: Date,
}

fn main() {
    let _ = Bill::all().range((date(2024, 1, 1), 3)..(date(2024, 1, 1), 7));
}
