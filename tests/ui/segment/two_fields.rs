use dynamodel::KeySegment;

#[derive(KeySegment)]
struct Place(u64, u64);

fn main() {}
