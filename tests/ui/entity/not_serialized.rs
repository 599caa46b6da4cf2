use dynamodel::Entity;

#[derive(Entity)]
#[key(pk = "user-{id}", sk = "_root")]
struct User {
    id: u64,
}

fn main() {}
