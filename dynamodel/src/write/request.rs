//! The SDK's requests for the changes of a write.

use aws_sdk_dynamodb::operation::delete_item::DeleteItemInput;
use aws_sdk_dynamodb::operation::delete_item::builders::DeleteItemFluentBuilder;
use aws_sdk_dynamodb::operation::get_item::GetItemInput;
use aws_sdk_dynamodb::operation::put_item::PutItemInput;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsInput;
use aws_sdk_dynamodb::operation::transact_write_items::builders::TransactWriteItemsFluentBuilder;
use aws_sdk_dynamodb::operation::update_item::UpdateItemInput;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::{
    ConditionCheck, Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};

use crate::client::Connection;
use crate::error::Error;
use crate::expr::{Action, Expr, within_limit};
use crate::schema::item::Item;
use crate::write::plan::{Change, Plan};

/// The first request of a write, as it would be sent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Request {
    /// The consistent read of a write that has to know the item before.
    GetItem(GetItemInput),
    /// One item is written.
    PutItem(PutItemInput),
    /// One item is removed.
    DeleteItem(DeleteItemInput),
    /// One item is changed.
    UpdateItem(UpdateItemInput),
    /// An item and its copies are written together; the token is chosen when it is sent.
    TransactWriteItems(TransactWriteItemsInput),
}

/// A condition that fails says which item it met.
fn on_failure(condition: Option<&Expr>) -> Option<ReturnValuesOnConditionCheckFailure> {
    condition.map(|_| ReturnValuesOnConditionCheckFailure::AllOld)
}

/// Puts a condition, and what the placeholders of the request stand for, where all requests have them.
macro_rules! conditional {
    ($request:expr, $renderer:ident, $condition:expr) => {{
        let text = $condition.map(|condition| within_limit($renderer.render(condition))).transpose()?;
        let (names, values) = $renderer.finish();
        $request
            .set_condition_expression(text)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .set_return_values_on_condition_check_failure(on_failure($condition))
    }};
}

pub(crate) fn put(
    connection: &Connection,
    item: &Item,
    condition: Option<&Expr>,
) -> Result<PutItemFluentBuilder, Error> {
    let mut renderer = connection.renderer();
    let request = connection.client.put_item().table_name(&*connection.table).set_item(Some(item.clone()));
    let request = request.set_return_consumed_capacity(connection.return_capacity());
    Ok(conditional!(request, renderer, condition))
}

pub(crate) fn delete(
    connection: &Connection,
    key: &Item,
    condition: Option<&Expr>,
) -> Result<DeleteItemFluentBuilder, Error> {
    let mut renderer = connection.renderer();
    let request = connection.client.delete_item().table_name(&*connection.table).set_key(Some(key.clone()));
    let request = request.set_return_consumed_capacity(connection.return_capacity());
    Ok(conditional!(request, renderer, condition))
}

pub(crate) fn update(
    connection: &Connection,
    key: &Item,
    actions: &[Action],
    condition: Option<&Expr>,
) -> Result<UpdateItemFluentBuilder, Error> {
    let mut renderer = connection.renderer();
    let request = connection.client.update_item().table_name(&*connection.table).set_key(Some(key.clone()));
    let text = (!actions.is_empty()).then(|| renderer.render_update(actions));
    let request = request.set_update_expression(text.map(within_limit).transpose()?);
    let request = request.set_return_consumed_capacity(connection.return_capacity());
    Ok(conditional!(request, renderer, condition))
}

pub(crate) fn transaction(
    connection: &Connection,
    changes: &[Change],
) -> Result<TransactWriteItemsFluentBuilder, Error> {
    let items = changes.iter().map(|change| part(connection, change)).collect::<Result<Vec<_>, _>>()?;
    let request = connection.client.transact_write_items().set_transact_items(Some(items));
    Ok(request.set_return_consumed_capacity(connection.return_capacity()))
}

/// One change of this table as a part of a transaction.
pub(crate) fn part(connection: &Connection, change: &Change) -> Result<TransactWriteItem, Error> {
    let table = &*connection.table;
    let build_error = |error| connection.build_error("TransactWriteItems", error);
    let mut renderer = connection.renderer();
    let condition = change.condition();
    let part = TransactWriteItem::builder();
    Ok(match change {
        Change::Put { item, .. } => {
            let put = Put::builder().table_name(table).set_item(Some(item.clone()));
            part.put(conditional!(put, renderer, condition).build().map_err(build_error)?)
        }
        Change::Delete { key, .. } => {
            let delete = Delete::builder().table_name(table).set_key(Some(key.clone()));
            part.delete(conditional!(delete, renderer, condition).build().map_err(build_error)?)
        }
        // An update in a transaction has to change something.
        Change::Update { key, actions, .. } if actions.is_empty() => {
            let check = ConditionCheck::builder().table_name(table).set_key(Some(key.clone()));
            part.condition_check(conditional!(check, renderer, condition).build().map_err(build_error)?)
        }
        Change::Update { key, actions, .. } => {
            let update = Update::builder().table_name(table).set_key(Some(key.clone()));
            let update = update.update_expression(within_limit(renderer.render_update(actions))?);
            part.update(conditional!(update, renderer, condition).build().map_err(build_error)?)
        }
        Change::Check { key, .. } => {
            let check = ConditionCheck::builder().table_name(table).set_key(Some(key.clone()));
            part.condition_check(conditional!(check, renderer, condition).build().map_err(build_error)?)
        }
    }
    .build())
}

/// The request of a plan, as it would be sent.
pub(crate) fn first(connection: &Connection, plan: &Plan) -> Result<Request, Error> {
    let returns = plan.returns.clone();
    match plan.alone() {
        Some(Change::Put { item, condition }) => {
            let request = put(connection, item, condition.as_ref())?.set_return_values(returns);
            let input = request.as_input().clone().build().map(Request::PutItem);
            input.map_err(|error| connection.build_error("PutItem", error))
        }
        Some(Change::Delete { key, condition }) => {
            let request = delete(connection, key, condition.as_ref())?.set_return_values(returns);
            let input = request.as_input().clone().build().map(Request::DeleteItem);
            input.map_err(|error| connection.build_error("DeleteItem", error))
        }
        Some(Change::Update { key, actions, condition }) => {
            let request = update(connection, key, actions, condition.as_ref())?.set_return_values(returns);
            let input = request.as_input().clone().build().map(Request::UpdateItem);
            input.map_err(|error| connection.build_error("UpdateItem", error))
        }
        Some(Change::Check { .. }) | None => {
            let request = transaction(connection, &plan.changes)?;
            let input = request.as_input().clone().build().map(Request::TransactWriteItems);
            input.map_err(|error| connection.build_error("TransactWriteItems", error))
        }
    }
}
