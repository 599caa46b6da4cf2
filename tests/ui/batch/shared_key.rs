use dynamodel::{BatchWrite, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "account-{name}", sk = "_root")]
struct Person {
    name: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "account-{name}", sk = "_root")]
struct Group {
    name: String,
}

#[derive(Table)]
#[table(name = "accounts", type_attribute = "type", shared(Person, Group))]
enum Accounts {
    Person(Person),
    Group(Group),
}

fn main() {
    let _ = BatchWrite::<Accounts>::new().and(Person::delete("acme"));
}
