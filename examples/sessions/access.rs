//! Logging in and out. Each function says what it requests; none reads before it writes.

use dynamodel::{Entity as _, Error, TableClient, transact};
use jiff::Timestamp;

use crate::model::{Session, Sessions, Token, User};

/// Starts a session, if there is such a user. One transaction.
pub async fn log_in(table: &TableClient<Sessions>, session: &Session) -> Result<(), Error> {
    let user = User::get(&session.user_name).must_exist();
    transact((user, session.create())).send(table).await.map(drop)
}

/// The session with this token, which from now on lasts its full time again; `None` if there is none, or if it has
/// expired. One request.
pub async fn seen(
    table: &TableClient<Sessions>,
    token: &Token,
    now: Timestamp,
) -> Result<Option<Session>, Error> {
    // No key depends on the time, so it is set without knowing the session.
    let touch = Session::update(token).set(Session::FIELDS.expires_at, now + Session::IDLE);
    match touch.returning_new().send(table).await {
        Ok(session) => Ok(Some(session)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Ends one session. One request; it does not matter whether there was one.
pub async fn log_out(table: &TableClient<Sessions>, token: &Token) -> Result<(), Error> {
    Session::delete(token).send(table).await.map(drop)
}

/// Ends all sessions of a user: how many, those that have expired and are still stored included. The index says which, page by page, and they are removed by 25 a request.
///
/// A global index follows the table a moment later: a session that starts at the same time may stay.
pub async fn log_out_everywhere(table: &TableClient<Sessions>, user_name: &str) -> Result<usize, Error> {
    Session::of_user(user_name).delete_all().send(table).await
}

/// On which devices a user is logged in, the latest log-in first: a query of the index for the keys, and a batch for
/// the sessions.
pub async fn devices(table: &TableClient<Sessions>, user_name: &str) -> Result<Vec<String>, Error> {
    let sessions = Session::of_user(user_name).rev().hydrate().all(table).await?;
    Ok(sessions.into_iter().map(|session| session.device).collect())
}
