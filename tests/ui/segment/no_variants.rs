use dynamodel::KeySegment;

#[derive(KeySegment)]
enum Status {}

fn main() {}
