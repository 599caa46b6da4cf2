#[path = "../transaction/model/entities_with_visits.rs"]
mod model;

use model::User;

async fn user(client: &dynamodel::aws::Client) -> Option<User> {
    User::get(1).send(client).await.unwrap()
}

fn main() {}
