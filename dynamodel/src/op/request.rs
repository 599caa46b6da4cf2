//! The SDK's requests for the changes of a write.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemInput;
use aws_sdk_dynamodb::operation::delete_item::builders::DeleteItemFluentBuilder;
use aws_sdk_dynamodb::operation::get_item::GetItemInput;
use aws_sdk_dynamodb::operation::put_item::PutItemInput;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsInput;
use aws_sdk_dynamodb::operation::transact_write_items::builders::TransactWriteItemsFluentBuilder;
use aws_sdk_dynamodb::types::{Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem};

use super::plan::Change;
use crate::Error;
use crate::client::Caller;
use crate::expr::{Expr, Renderer};
use crate::item::Item;

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
    /// An item and its copies are written together; the token is chosen when it is sent.
    TransactWriteItems(TransactWriteItemsInput),
}

/// A condition that fails says which item it met.
fn on_failure(condition: Option<&Expr>) -> Option<ReturnValuesOnConditionCheckFailure> {
    condition.map(|_| ReturnValuesOnConditionCheckFailure::AllOld)
}

pub(super) fn put(caller: &Caller, item: &Item, condition: Option<&Expr>) -> PutItemFluentBuilder {
    let mut renderer = Renderer::default();
    let text = condition.map(|condition| renderer.render(condition));
    let (names, values) = renderer.finish();
    let request = caller.client.put_item().table_name(&*caller.table).set_item(Some(item.clone()));
    request
        .set_condition_expression(text)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_return_values_on_condition_check_failure(on_failure(condition))
        .set_return_consumed_capacity(caller.return_capacity())
}

pub(super) fn delete(caller: &Caller, key: &Item, condition: Option<&Expr>) -> DeleteItemFluentBuilder {
    let mut renderer = Renderer::default();
    let text = condition.map(|condition| renderer.render(condition));
    let (names, values) = renderer.finish();
    let request = caller.client.delete_item().table_name(&*caller.table).set_key(Some(key.clone()));
    request
        .set_condition_expression(text)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_return_values_on_condition_check_failure(on_failure(condition))
        .set_return_consumed_capacity(caller.return_capacity())
}

pub(super) fn transaction(
    caller: &Caller,
    changes: &[Change],
) -> Result<TransactWriteItemsFluentBuilder, Error> {
    let items: Result<Vec<_>, _> = changes.iter().map(|change| part(caller, change)).collect();
    let items = items.map_err(|error| caller.unbuilt("TransactWriteItems", error))?;
    let request = caller.client.transact_write_items().set_transact_items(Some(items));
    Ok(request.set_return_consumed_capacity(caller.return_capacity()))
}

fn part(caller: &Caller, change: &Change) -> Result<TransactWriteItem, BuildError> {
    let mut renderer = Renderer::default();
    let (Change::Put { condition, .. } | Change::Delete { condition, .. }) = change;
    let text = condition.as_ref().map(|condition| renderer.render(condition));
    let (names, values) = renderer.finish();
    let on_failure = on_failure(condition.as_ref());
    let part = TransactWriteItem::builder();
    Ok(match change {
        Change::Put { item, .. } => {
            let put = Put::builder().table_name(&*caller.table).set_item(Some(item.clone()));
            let put = put.set_condition_expression(text).set_expression_attribute_names(names);
            let put = put.set_expression_attribute_values(values);
            part.put(put.set_return_values_on_condition_check_failure(on_failure).build()?)
        }
        Change::Delete { key, .. } => {
            let delete = Delete::builder().table_name(&*caller.table).set_key(Some(key.clone()));
            let delete = delete.set_condition_expression(text).set_expression_attribute_names(names);
            let delete = delete.set_expression_attribute_values(values);
            part.delete(delete.set_return_values_on_condition_check_failure(on_failure).build()?)
        }
    }
    .build())
}
