//! Sending a plan: one item alone, several in one transaction.

use crate::client::{Attempts, Caller, Once};
use crate::schema::item::Item;
use crate::write::plan::{Change, Plan};
use crate::write::refusal;
use crate::write::refusal::Refusal;
use crate::write::refused_update::explain;
use crate::write::request;

/// `DynamoDB` cannot tell a request that comes again from a new one, so what must not happen twice is not sent
/// again after an answer that was lost.
macro_rules! send_one {
    ($caller:ident, $plan:ident, $attempts:ident, $request:expr, $operation:literal) => {{
        let request = $request.set_return_values($plan.returns.clone());
        let mut request = request.customize().interceptor($attempts.clone());
        if $plan.is_sent_once() {
            request = request.config_override(Once::config($attempts));
        }
        let answer = $caller.send($operation, request.send()).await;
        let explained = |error| explain($plan.actions(), error);
        let answer =
            answer.map_err(|error| refusal::of_one($caller, $operation, error).map_failed(explained))?;
        $caller.count(answer.consumed_capacity.as_slice());
        Ok(answer.attributes)
    }};
}

/// Makes all changes or none; what the request returns. The token tells `DynamoDB` that a repeated
/// transaction is the same one.
pub(crate) async fn send_all(
    caller: &Caller,
    plan: &Plan,
    token: &str,
    attempts: &Attempts,
) -> Result<Option<Item>, Refusal> {
    match plan.alone() {
        Some(Change::Put { item, condition }) => {
            let request = request::put(caller, item, condition.as_ref())?;
            send_one!(caller, plan, attempts, request, "PutItem")
        }
        Some(Change::Delete { key, condition }) => {
            let request = request::delete(caller, key, condition.as_ref())?;
            send_one!(caller, plan, attempts, request, "DeleteItem")
        }
        Some(Change::Update { key, actions, condition }) => {
            let request = request::update(caller, key, actions, condition.as_ref())?;
            send_one!(caller, plan, attempts, request, "UpdateItem")
        }
        Some(Change::Check { .. }) | None => {
            let request = request::transaction(caller, &plan.changes)?.client_request_token(token);
            let sent = request.customize().interceptor(attempts.clone()).send();
            let answer = caller.send("TransactWriteItems", sent).await;
            let answer = answer.map_err(|error| refusal::of_transaction(caller, &plan.changes, error))?;
            caller.count(answer.consumed_capacity());
            Ok(None)
        }
    }
}
