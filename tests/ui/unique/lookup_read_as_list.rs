use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[lookup(unique, name = "by_email", pk = "email-{email}", sk = "_root")]
struct User {
    user_id: u64,
    email: String,
}

#[derive(Table)]
#[table(name = "users", type_attribute = "kind")]
enum Users {
    User(User),
}

async fn by_email(table: &TableClient<Users>) -> Vec<User> {
    User::by_email("a@b").all(table).await.unwrap()
}

fn main() {}
