//! Requests as text: one line a member, maps sorted, what is not set left out.

use std::collections::HashMap;
use std::fmt::Write as _;

use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;
use aws_sdk_dynamodb::operation::create_table::CreateTableInput;
use aws_sdk_dynamodb::operation::get_item::GetItemInput;
use aws_sdk_dynamodb::operation::query::QueryInput;
use aws_sdk_dynamodb::operation::scan::ScanInput;
use aws_sdk_dynamodb::types::{
    AttributeValue, DeleteRequest, KeySchemaElement, PutRequest, TransactWriteItem, Update,
};
use dynamodel::op::Request;

type Item = HashMap<String, AttributeValue>;
type Names = HashMap<String, String>;

/// The text of a request.
#[derive(Default)]
pub(crate) struct Text(String);

impl Text {
    fn of(operation: &str) -> Self {
        Self(format!("{operation}\n"))
    }

    fn line<V: ToString>(mut self, name: &str, value: Option<V>) -> Self {
        if let Some(value) = value {
            writeln!(self.0, "  {name}: {}", value.to_string()).unwrap();
        }
        self
    }

    fn item(mut self, name: &str, item: Option<&Item>) -> Self {
        let Some(item) = item else { return self };
        writeln!(self.0, "  {name}:").unwrap();
        for (name, text) in sorted(item.iter().map(|(name, value)| (name, show(value)))) {
            writeln!(self.0, "    {name} = {text}").unwrap();
        }
        self
    }

    fn names(mut self, names: Option<&Names>) -> Self {
        for (placeholder, name) in sorted(names.into_iter().flatten()) {
            writeln!(self.0, "    {placeholder} is {name}").unwrap();
        }
        self
    }

    fn values(mut self, values: Option<&Item>) -> Self {
        for (placeholder, value) in
            sorted(values.into_iter().flatten().map(|(name, value)| (name, show(value))))
        {
            writeln!(self.0, "    {placeholder} is {value}").unwrap();
        }
        self
    }
}

fn sorted<K: Ord, V: Ord>(entries: impl Iterator<Item = (K, V)>) -> Vec<(K, V)> {
    let mut entries: Vec<_> = entries.collect();
    entries.sort();
    entries
}

fn show(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => format!("{text:?}"),
        AttributeValue::N(number) => number.clone(),
        AttributeValue::M(map) => {
            let entries = sorted(map.iter().map(|(name, value)| (name, show(value))));
            let entries: Vec<_> = entries.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            format!("{{{}}}", entries.join(", "))
        }
        other => format!("{other:?}"),
    }
}

pub(crate) fn get(input: &GetItemInput) -> String {
    let text = Text::of("GetItem").line("table", input.table_name()).item("key", input.key());
    let text =
        text.line("projection", input.projection_expression()).names(input.expression_attribute_names());
    text.line("consistent", input.consistent_read()).line("capacity", input.return_consumed_capacity()).0
}

pub(crate) fn query(input: &QueryInput) -> String {
    Text::of("Query")
        .line("table", input.table_name())
        .line("index", input.index_name())
        .line("key condition", input.key_condition_expression())
        .line("filter", input.filter_expression())
        .line("projection", input.projection_expression())
        .names(input.expression_attribute_names())
        .values(input.expression_attribute_values())
        .line("forward", input.scan_index_forward())
        .line("consistent", input.consistent_read())
        .line("limit", input.limit())
        .item("after", input.exclusive_start_key())
        .line("capacity", input.return_consumed_capacity())
        .0
}

pub(crate) fn scan(input: &ScanInput) -> String {
    let segment = input.segment().zip(input.total_segments());
    Text::of("Scan")
        .line("table", input.table_name())
        .line("index", input.index_name())
        .line("segment", segment.map(|(number, total)| format!("{number} of {total}")))
        .line("filter", input.filter_expression())
        .line("projection", input.projection_expression())
        .names(input.expression_attribute_names())
        .values(input.expression_attribute_values())
        .line("consistent", input.consistent_read())
        .line("limit", input.limit())
        .0
}

pub(crate) fn create_table(input: &CreateTableInput) -> String {
    let mut text = Text::of("CreateTable").line("table", input.table_name());
    for attribute in input.attribute_definitions() {
        text = text.line(attribute.attribute_name(), Some(attribute.attribute_type()));
    }
    for key in input.key_schema() {
        text = text.line(key.attribute_name(), Some(key.key_type()));
    }
    let units = input.provisioned_throughput();
    let units = units
        .map(|units| format!("{} read, {} write", units.read_capacity_units(), units.write_capacity_units()));
    for index in input.global_secondary_indexes() {
        text = text.line(&format!("index {}", index.index_name()), Some(schema(index.key_schema())));
    }
    let stream = input.stream_specification().and_then(|stream| stream.stream_view_type());
    text.line("billing", input.billing_mode()).line("units", units).line("stream", stream).0
}

/// The indexes of a new table and their projections.
pub(crate) fn indexes(input: &CreateTableInput) -> String {
    let global =
        input.global_secondary_indexes().iter().map(|index| (index.index_name(), index.projection()));
    let local = input.local_secondary_indexes().iter().map(|index| (index.index_name(), index.projection()));
    let text = global.chain(local).fold(Text::of("CreateTable"), |text, (name, projection)| {
        let held = projection.map(|projection| {
            let kind = projection.projection_type().map_or("", |kind| kind.as_str());
            format!("{kind} {}", projection.non_key_attributes().join(", ")).trim_end().to_owned()
        });
        text.line(name, held)
    });
    text.0
}

/// `a HASH, b RANGE`
fn schema(keys: &[KeySchemaElement]) -> String {
    let key = |key: &KeySchemaElement| format!("{} {}", key.attribute_name(), key.key_type());
    keys.iter().map(key).collect::<Vec<_>>().join(", ")
}

/// A write; the revision of a new item is random, and shown as such.
pub(crate) fn write(request: &Request) -> String {
    match request {
        Request::GetItem(input) => get(input),
        Request::PutItem(input) => {
            Text::of("PutItem")
                .line("table", input.table_name())
                .item("item", input.item().map(settled).as_ref())
                .line("condition", input.condition_expression())
                .names(input.expression_attribute_names())
                .values(input.expression_attribute_values())
                .line("on failure", input.return_values_on_condition_check_failure())
                .line("capacity", input.return_consumed_capacity())
                .0
        }
        Request::DeleteItem(input) => {
            Text::of("DeleteItem")
                .line("table", input.table_name())
                .item("key", input.key())
                .line("condition", input.condition_expression())
                .names(input.expression_attribute_names())
                .values(input.expression_attribute_values())
                .line("on failure", input.return_values_on_condition_check_failure())
                .0
        }
        Request::UpdateItem(input) => {
            Text::of("UpdateItem")
                .line("table", input.table_name())
                .item("key", input.key())
                .line("update", input.update_expression())
                .line("condition", input.condition_expression())
                .names(input.expression_attribute_names())
                .values(input.expression_attribute_values())
                .line("returns", input.return_values())
                .line("on failure", input.return_values_on_condition_check_failure())
                .0
        }
        Request::TransactWriteItems(input) => {
            let parts = input.transact_items().iter().map(part).collect::<String>();
            Text::of("TransactWriteItems").line("token", input.client_request_token()).0 + &parts
        }
        other => panic!("a new kind of request: {other:?}"),
    }
}

fn part(part: &TransactWriteItem) -> String {
    if let Some(put) = part.put() {
        return Text::of("- Put")
            .line("table", Some(put.table_name()))
            .item("item", Some(&settled(put.item())))
            .line("condition", put.condition_expression())
            .names(put.expression_attribute_names())
            .values(put.expression_attribute_values())
            .line("on failure", put.return_values_on_condition_check_failure())
            .0;
    }
    if let Some(delete) = part.delete() {
        return Text::of("- Delete")
            .line("table", Some(delete.table_name()))
            .item("key", Some(delete.key()))
            .line("condition", delete.condition_expression())
            .names(delete.expression_attribute_names())
            .values(delete.expression_attribute_values())
            .line("on failure", delete.return_values_on_condition_check_failure())
            .0;
    }
    if let Some(update) = part.update() {
        return Text::of("- Update")
            .line("table", Some(update.table_name()))
            .item("key", Some(update.key()))
            .line("update", Some(update.update_expression()))
            .line("condition", update.condition_expression())
            .names(update.expression_attribute_names())
            .values(settled_values(update).as_ref())
            .0;
    }
    let check = part.condition_check().expect("a put, a delete or a check");
    Text::of("- ConditionCheck")
        .line("table", Some(check.table_name()))
        .item("key", Some(check.key()))
        .line("condition", Some(check.condition_expression()))
        .names(check.expression_attribute_names())
        .values(check.expression_attribute_values())
        .line("on failure", check.return_values_on_condition_check_failure())
        .0
}

pub(crate) fn batch_write(input: &BatchWriteItemInput) -> String {
    let mut text = Text::of("BatchWriteItem");
    for (table, requests) in input.request_items().into_iter().flatten() {
        text = text.line("table", Some(table));
        for request in requests {
            text = text.item("put", request.put_request().map(PutRequest::item));
            text = text.item("delete", request.delete_request().map(DeleteRequest::key));
        }
    }
    text.line("capacity", input.return_consumed_capacity()).0
}

/// The values of an update; the revision of an item without one is random, and shown as such.
fn settled_values(update: &Update) -> Option<Item> {
    let mut values = update.expression_attribute_values()?.clone();
    let mut names = update.expression_attribute_names().into_iter().flatten();
    let revision = names.find(|(_, name)| *name == "_revision");
    let first = revision.and_then(|(alias, _)| {
        let (_, first) = update.update_expression().split_once(&format!("if_not_exists({alias}, "))?;
        values.get_mut(first.split_once(')')?.0)
    });
    if let Some(first) = first {
        *first = AttributeValue::N("(random)".to_owned());
    }
    Some(values)
}

fn settled(item: &Item) -> Item {
    let mut item = item.clone();
    if let Some(revision) = item.get_mut("_revision") {
        *revision = AttributeValue::N("(random)".to_owned());
    }
    item
}
