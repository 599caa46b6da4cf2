#[path = "../transaction/model/entities_with_visits.rs"]
mod model;

use dynamodel::Error;
use model::User;

async fn user() -> Result<Option<User>, Error> {
    let user = User::get(1).await?;
    Ok(user)
}

fn main() {}
