use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "item-{id}", sk = "_root")]
#[key(
    index = "gsi1",
    name = "all",
    pk = "all",
    project(include(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t))
)]
#[rustfmt::skip]
struct Item {
    id: u64,
    a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8,
    k: u8, l: u8, m: u8, n: u8, o: u8, p: u8, q: u8, r: u8, s: u8, t: u8,
}

#[derive(Table)]
#[table(name = "items", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk")]
enum Items {
    Item(Item),
}

fn main() {}
