use dynamodel::KeySegment;

#[derive(KeySegment)]
enum Status {
    Open,
    Closed(u64),
}

fn main() {}
