//! From changes to requests of the SDK.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::delete_item::builders::DeleteItemFluentBuilder;
use aws_sdk_dynamodb::operation::delete_item::{DeleteItemError, DeleteItemInput};
use aws_sdk_dynamodb::operation::get_item::GetItemInput;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;
use aws_sdk_dynamodb::operation::put_item::{PutItemError, PutItemInput};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsInput;
use aws_sdk_dynamodb::operation::transact_write_items::builders::TransactWriteItemsFluentBuilder;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::operation::update_item::{UpdateItemError, UpdateItemInput};
use aws_sdk_dynamodb::types::{
    AttributeValue, ConditionCheck, Delete, Put, ReturnValue, ReturnValuesOnConditionCheckFailure,
    TransactWriteItem, Update,
};

use crate::client::{Attempts, Connection, Once};
use crate::error::Error;
use crate::expr::within_limit;
use crate::schema::item::Item;
use crate::write::{
    plan::{Change, Effect},
    refusal::{Refusal, Why},
};

/// The first request of a write, as it would be sent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Request {
    /// The consistent read of a write that depends on the stored item.
    GetItem(GetItemInput),
    /// Stores one item.
    PutItem(PutItemInput),
    /// Removes one item.
    DeleteItem(DeleteItemInput),
    /// Updates one item.
    UpdateItem(UpdateItemInput),
    /// Writes several items; the token is chosen when the request is sent.
    TransactWriteItems(TransactWriteItemsInput),
}

/// The expressions of one change.
#[derive(Default)]
struct Expressions {
    update: Option<String>,
    condition: Option<String>,
    names: Option<HashMap<String, String>>,
    values: Option<HashMap<String, AttributeValue>>,
}

impl Expressions {
    fn new(connection: &Connection, change: &Change) -> Result<Self, Error> {
        let actions = change.actions();
        if actions.is_empty() && change.condition.is_none() {
            return Ok(Self::default());
        }
        let mut renderer = connection.renderer();
        let update =
            (!actions.is_empty()).then(|| within_limit(renderer.render_update(actions))).transpose()?;
        let condition = change.condition.as_ref().map(|condition| within_limit(renderer.render(condition)));
        let (names, values) = renderer.finish();
        Ok(Self { update, condition: condition.transpose()?, names, values })
    }

    fn is_empty(&self) -> bool {
        self.names.is_none() && self.values.is_none() && self.condition.is_none()
    }
}

/// Sets the expressions on a builder; all builders have these methods, and no trait. Each call copies the builder. A
/// condition that fails returns the item that it met.
macro_rules! with_expressions {
    ($builder:expr, $expressions:expr) => {{
        let (builder, expressions) = ($builder, $expressions);
        if expressions.is_empty() {
            builder
        } else {
            let on_failure =
                expressions.condition.as_ref().map(|_| ReturnValuesOnConditionCheckFailure::AllOld);
            builder
                .set_condition_expression(expressions.condition)
                .set_expression_attribute_names(expressions.names)
                .set_expression_attribute_values(expressions.values)
                .set_return_values_on_condition_check_failure(on_failure)
        }
    }};
}

/// Sends a request, whose attempts the client tracks or an interceptor of its own. `DynamoDB` cannot tell a retry from a new request, so a write that must not happen twice is not
/// retried after an ambiguous attempt.
macro_rules! send {
    ($connection:ident, $attempts:ident, $once:ident, $request:expr, $operation:literal, $error:ident) => {{
        let sent = if $connection.is_tracking() && !$once {
            $attempts.watch($connection.send($operation, $request.send())).await
        } else {
            let mut request = $request.customize().interceptor($attempts.clone());
            if $once {
                request = request.config_override(Once::config($attempts));
            }
            $connection.send($operation, request.send()).await
        };
        let output = sent.map_err(|error| match error.as_service_error() {
            Some($error::ConditionalCheckFailedException(failed)) => {
                Refusal { position: Some(0), why: Why::Condition(failed.item.clone()) }
            }
            _ => Refusal::of_code($connection.error($operation, error)),
        })?;
        $connection.count(output.consumed_capacity.as_slice());
        Ok(output.attributes)
    }};
}

/// Builds the input of a request, to be shown.
macro_rules! input {
    ($connection:ident, $request:expr, $operation:ident) => {{
        let input = $request.as_input().clone().build().map(Request::$operation);
        input.map_err(|error| $connection.build_error(stringify!($operation), error))
    }};
}

/// A request that makes one change.
struct Single<'c> {
    connection: &'c Connection,
    returns: Option<ReturnValue>,
    /// The item of a put, otherwise the key.
    item: Item,
    expressions: Expressions,
}

impl<'c> Single<'c> {
    fn new(
        connection: &'c Connection,
        returns: Option<ReturnValue>,
        change: &Change,
        item: Item,
    ) -> Result<Self, Error> {
        Ok(Self { connection, returns, item, expressions: Expressions::new(connection, change)? })
    }

    fn put(self) -> PutItemFluentBuilder {
        let Self { connection, returns, item, expressions } = self;
        let request = connection.client.put_item().table_name(&*connection.table).set_item(Some(item));
        let request = request.set_return_values(returns);
        let request = request.set_return_consumed_capacity(connection.return_capacity());
        with_expressions!(request, expressions)
    }

    fn delete(self) -> DeleteItemFluentBuilder {
        let Self { connection, returns, item, expressions } = self;
        let request = connection.client.delete_item().table_name(&*connection.table).set_key(Some(item));
        let request = request.set_return_values(returns);
        let request = request.set_return_consumed_capacity(connection.return_capacity());
        with_expressions!(request, expressions)
    }

    fn update(self) -> UpdateItemFluentBuilder {
        let Self { connection, returns, item, mut expressions } = self;
        let request = connection.client.update_item().table_name(&*connection.table).set_key(Some(item));
        let request = request.set_update_expression(expressions.update.take()).set_return_values(returns);
        let request = request.set_return_consumed_capacity(connection.return_capacity());
        with_expressions!(request, expressions)
    }
}

/// Sends the request of a change with this item; returns the attributes that it asked for.
pub(super) async fn send_single(
    connection: &Connection,
    returns: Option<ReturnValue>,
    change: &Change,
    item: Item,
    once: bool,
    attempts: &Attempts,
) -> Result<Option<Item>, Refusal> {
    let single = Single::new(connection, returns, change, item)?;
    match change.effect {
        Effect::Put | Effect::Check => {
            send!(connection, attempts, once, single.put(), "PutItem", PutItemError)
        }
        Effect::Delete => {
            send!(connection, attempts, once, single.delete(), "DeleteItem", DeleteItemError)
        }
        Effect::Update(_) => {
            send!(connection, attempts, once, single.update(), "UpdateItem", UpdateItemError)
        }
    }
}

/// Builds the item of a transaction that makes a change of this table.
pub(super) fn transact_item(connection: &Connection, change: &Change) -> Result<TransactWriteItem, Error> {
    let expressions = Expressions::new(connection, change)?;
    build(&connection.table, change, expressions)
        .map_err(|error| connection.build_error("TransactWriteItems", error))
}

fn build(
    table: &str,
    change: &Change,
    mut expressions: Expressions,
) -> Result<TransactWriteItem, BuildError> {
    let item = Some(change.item.clone());
    let built = TransactWriteItem::builder();
    Ok(match (&change.effect, expressions.update.take()) {
        (Effect::Put, _) => {
            let put = Put::builder().table_name(table).set_item(item);
            built.put(with_expressions!(put, expressions).build()?)
        }
        (Effect::Delete, _) => {
            let delete = Delete::builder().table_name(table).set_key(item);
            built.delete(with_expressions!(delete, expressions).build()?)
        }
        (Effect::Update(_), Some(text)) => {
            let update = Update::builder().table_name(table).set_key(item).update_expression(text);
            built.update(with_expressions!(update, expressions).build()?)
        }
        // An update in a transaction must change something.
        (Effect::Update(_) | Effect::Check, _) => {
            let check = ConditionCheck::builder().table_name(table).set_key(item);
            built.condition_check(with_expressions!(check, expressions).build()?)
        }
    }
    .build())
}

pub(super) fn transaction(
    connection: &Connection,
    items: Vec<TransactWriteItem>,
) -> TransactWriteItemsFluentBuilder {
    let request = connection.client.transact_write_items().set_transact_items(Some(items));
    request.set_return_consumed_capacity(connection.return_capacity())
}

/// Shows the request that writes one item.
pub(super) fn show_single(
    connection: &Connection,
    returns: Option<ReturnValue>,
    change: &mut Change,
) -> Result<Request, Error> {
    let item = std::mem::take(&mut change.item);
    let single = Single::new(connection, returns, change, item)?;
    match change.effect {
        Effect::Put | Effect::Check => input!(connection, single.put(), PutItem),
        Effect::Delete => input!(connection, single.delete(), DeleteItem),
        Effect::Update(_) => input!(connection, single.update(), UpdateItem),
    }
}

/// Shows the request of a transaction.
pub(super) fn show_transaction(
    connection: &Connection,
    items: Vec<TransactWriteItem>,
) -> Result<Request, Error> {
    input!(connection, transaction(connection, items), TransactWriteItems)
}
