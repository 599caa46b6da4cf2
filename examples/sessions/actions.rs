//! Logging in and out. No function reads before it writes.

use dynamodel::{Entity as _, Error, TableClient, transact};
use jiff::Timestamp;

use crate::model::{Session, Sessions, Token, User};

/// Starts a session. The user must exist. One transaction.
pub async fn log_in(table: &TableClient<Sessions>, session: &Session) -> Result<(), Error> {
    let user = User::get(&session.user_name).must_exist();
    transact((user, session.create())).send(table).await.map(drop)
}

/// Extends a session and returns it, or `None` if there is none or if it has expired. One request.
pub async fn extend(
    table: &TableClient<Sessions>,
    token: &Token,
    now: Timestamp,
) -> Result<Option<Session>, Error> {
    // No key depends on the time, so an update by key can set it.
    let touch = Session::update(token).set(Session::FIELDS.expires_at, now + Session::IDLE);
    match touch.returning_new().send(table).await {
        Ok(session) => Ok(Some(session)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Ends a session, if it exists. One request.
pub async fn log_out(table: &TableClient<Sessions>, token: &Token) -> Result<(), Error> {
    Session::delete(token).send(table).await.map(drop)
}

/// Ends all sessions of a user and returns their number, including expired ones that are still stored. Queries the index,
/// and deletes 25 sessions in a request.
///
/// A global index is eventually consistent: a session that starts at the same moment may stay.
pub async fn log_out_everywhere(table: &TableClient<Sessions>, user_name: &str) -> Result<usize, Error> {
    Session::of_user(user_name).delete_all().send(table).await
}

/// Returns the devices of a user, the latest log-in first. Queries the index for keys, and gets the sessions in a batch.
pub async fn devices(table: &TableClient<Sessions>, user_name: &str) -> Result<Vec<String>, Error> {
    let sessions = Session::of_user(user_name).rev().hydrate().all(table).await?;
    Ok(sessions.into_iter().map(|session| session.device).collect())
}
