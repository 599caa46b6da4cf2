//! Signing up.

use dynamodel::{Entity as _, Error, TableClient};

use super::model::{User, YouTube};

/// Stores a new user.
///
/// Problem: two people choose the same name at the same moment. The field is `#[entity(unique)]`, so one of them
/// gets the error [`is_unique_violation`](Error::is_unique_violation).
pub async fn sign_up(table: &TableClient<YouTube>, user: &User) -> Result<(), Error> {
    user.create().send(table).await
}
