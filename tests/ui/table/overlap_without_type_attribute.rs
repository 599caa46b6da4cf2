use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "account-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "account-{name}", sk = "_root")]
struct Company {
    name: String,
}

#[derive(Table)]
#[table(name = "accounts")]
enum Accounts {
    User(User),
    Company(Company),
}

fn main() {}
