//! Neither an enum nor a struct.

use dynamodel::{Collection};

#[derive(Collection)]
#[collection(name = "of", pk = "{of}")]
union Either {
    a: u32,
    b: f32,
}

fn main() {}
