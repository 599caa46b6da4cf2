#[path = "../transaction/model/entities_with_visits.rs"]
mod model;

use dynamodel::{Entity as _, Error};
use model::User;

async fn store(user: User) -> Result<(), Error> {
    user.create().await?;
    Ok(())
}

fn main() {}
