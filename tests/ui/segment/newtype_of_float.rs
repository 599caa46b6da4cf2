use dynamodel::KeySegment;

#[derive(KeySegment)]
struct Celsius(f64);

fn main() {}
