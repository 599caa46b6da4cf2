use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[lookup(name = "by_1", pk = "l1-{id}", sk = "_root")]
#[lookup(name = "by_2", pk = "l2-{id}", sk = "_root")]
#[lookup(name = "by_3", pk = "l3-{id}", sk = "_root")]
#[lookup(name = "by_4", pk = "l4-{id}", sk = "_root")]
#[lookup(name = "by_5", pk = "l5-{id}", sk = "_root")]
#[lookup(name = "by_6", pk = "l6-{id}", sk = "_root")]
#[lookup(name = "by_7", pk = "l7-{id}", sk = "_root")]
#[lookup(name = "by_8", pk = "l8-{id}", sk = "_root")]
#[lookup(name = "by_9", pk = "l9-{id}", sk = "_root")]
#[lookup(name = "by_10", pk = "l10-{id}", sk = "_root")]
#[lookup(name = "by_11", pk = "l11-{id}", sk = "_root")]
#[lookup(name = "by_12", pk = "l12-{id}", sk = "_root")]
#[lookup(name = "by_13", pk = "l13-{id}", sk = "_root")]
#[lookup(name = "by_14", pk = "l14-{id}", sk = "_root")]
#[lookup(name = "by_15", pk = "l15-{id}", sk = "_root")]
#[lookup(name = "by_16", pk = "l16-{id}", sk = "_root")]
#[lookup(name = "by_17", pk = "l17-{id}", sk = "_root")]
#[lookup(name = "by_18", pk = "l18-{id}", sk = "_root")]
#[lookup(name = "by_19", pk = "l19-{id}", sk = "_root")]
#[lookup(name = "by_20", pk = "l20-{id}", sk = "_root")]
#[lookup(name = "by_21", pk = "l21-{id}", sk = "_root")]
struct User {
    id: u64,
}

fn main() {}
