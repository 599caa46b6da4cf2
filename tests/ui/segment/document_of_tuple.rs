use dynamodel::Document;

#[derive(Document)]
struct Address(String);

fn main() {}
