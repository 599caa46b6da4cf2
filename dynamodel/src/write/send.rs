//! Sending a plan: one item alone, several in one transaction.

use crate::client::{Attempts, Connection, Once};
use crate::schema::item::Item;
use crate::write::plan::{Change, Plan};
use crate::write::refusal;
use crate::write::refusal::Refusal;
use crate::write::refused_update::explain;
use crate::write::request;

/// `DynamoDB` cannot tell a request that comes again from a new one, so what must not happen twice is not sent
/// again after an answer that was lost.
macro_rules! send_one {
    ($connection:ident, $plan:ident, $attempts:ident, $request:expr, $operation:literal) => {{
        let request = $request.set_return_values($plan.returns.clone());
        let mut request = request.customize().interceptor($attempts.clone());
        if $plan.is_sent_once() {
            request = request.config_override(Once::config($attempts));
        }
        let answer = $connection.send($operation, request.send()).await;
        let explained = |error| explain($plan.actions(), error);
        let answer =
            answer.map_err(|error| refusal::of_one($connection, $operation, error).map_failed(explained))?;
        $connection.count(answer.consumed_capacity.as_slice());
        Ok(answer.attributes)
    }};
}

/// Makes all changes or none; what the request returns. The token tells `DynamoDB` that a repeated
/// transaction is the same one.
pub(crate) async fn send_all(
    connection: &Connection,
    plan: &Plan,
    token: &str,
    attempts: &Attempts,
) -> Result<Option<Item>, Refusal> {
    match plan.alone() {
        Some(Change::Put { item, condition }) => {
            let request = request::put(connection, item, condition.as_ref())?;
            send_one!(connection, plan, attempts, request, "PutItem")
        }
        Some(Change::Delete { key, condition }) => {
            let request = request::delete(connection, key, condition.as_ref())?;
            send_one!(connection, plan, attempts, request, "DeleteItem")
        }
        Some(Change::Update { key, actions, condition }) => {
            let request = request::update(connection, key, actions, condition.as_ref())?;
            send_one!(connection, plan, attempts, request, "UpdateItem")
        }
        Some(Change::Check { .. }) | None => {
            let request = request::transaction(connection, &plan.changes)?.client_request_token(token);
            let sent = request.customize().interceptor(attempts.clone()).send();
            let answer = connection.send("TransactWriteItems", sent).await;
            let answer = answer.map_err(|error| refusal::of_transaction(connection, &plan.changes, error))?;
            connection.count(answer.consumed_capacity());
            Ok(None)
        }
    }
}
