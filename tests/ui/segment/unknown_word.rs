use dynamodel::KeySegment;

#[derive(KeySegment)]
#[key_segment(krate = "dynamodel")]
struct Id(u64);

fn main() {}
