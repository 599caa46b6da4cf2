//! The documentation of generated functions: purpose, cost and an example.

use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::param::Params;
use crate::model::{Entity, Field, IndexKey, Key, Segment, Template};
use crate::project::Project;
use crate::shards::Shards;

/// `#[doc = "..."]`.
pub(super) fn doc(text: &str) -> TokenStream {
    quote!(#[doc = #text])
}

pub(super) fn key(entity: &Entity, params: &Params<'_>) -> String {
    let call = call(entity, &entity.functions.key, params);
    format!(
        "Returns the primary key of an item: {}.\n\nSends nothing.\n\n{}\n\nExample: `{call}?.pk()`.",
        templates(&entity.primary),
        ERRORS_OF_KEY
    )
}

const ERRORS_OF_KEY: &str = "# Errors\n\nA value is not valid in the key, or the key is longer than `DynamoDB` allows: \
                             `Error::is_invalid_key`.";

pub(super) fn decode_key(entity: &Entity, found: &[&Segment]) -> String {
    let fields: Vec<String> = found.iter().map(|segment| code(segment.path())).collect();
    let gives = match fields.as_slice() {
        [] => "Checks that a key has".to_owned(),
        fields => format!("Decodes {} from a key with", fields.join(", ")),
    };
    let arguments = if entity.primary.sk.is_some() { "pk, sk" } else { "pk" };
    let (name, function) = (&entity.ident, &entity.functions.decode_key);
    format!(
        "{gives} the form {}.\n\nSends nothing.\n\n# Errors\n\nThe key has another form: \
         `Error::is_invalid_key`.\n\nExample: `{name}::{function}({arguments})?`.",
        templates(&entity.primary),
    )
}

pub(super) fn get(entity: &Entity, params: &Params<'_>) -> String {
    let call = call(entity, &entity.functions.get, params);
    format!(
        "Reads the item with the key {}; returns `None` if it does not exist.\n\nCosts one `GetItem` request, eventually \
         consistent by default.\n\nExample: `{call}.send(&table).await?`.",
        templates(&entity.primary)
    )
}

pub(super) fn update(entity: &Entity, params: &Params<'_>) -> String {
    let call = call(entity, &entity.functions.update, params);
    let lookups = if entity.lookups.is_empty() {
        ""
    } else {
        " Fields that lookups copy are changed through a loaded value, `value.update()`."
    };
    format!(
        "Updates the item with the key {}, which must exist.{lookups}\n\nCosts one `UpdateItem` request, without a \
         read.\n\nExample: `{call}.set({}::FIELDS.field, value).send(&table).await?`.",
        templates(&entity.primary),
        entity.ident
    )
}

pub(super) fn delete(entity: &Entity, params: &Params<'_>) -> String {
    let call = call(entity, &entity.functions.delete, params);
    let cost = if entity.has_satellites() {
        format!(
            "Costs a consistent `GetItem` request and a `TransactWriteItems` request that removes the item and {}. \
             Retries both after a concurrent write.",
            satellites(entity)
        )
    } else {
        "Costs one `DeleteItem` request.".to_owned()
    };
    format!(
        "Deletes the item with the key {}, if it exists.\n\n{cost}\n\nExample: `{call}.send(&table).await?`.",
        templates(&entity.primary)
    )
}

pub(super) fn pattern(entity: &Entity, key: &Key, function: &Ident, params: &Params<'_>) -> String {
    let call = call(entity, function, params);
    let copies = if key.is_lookup() {
        " They are copies, which are written and removed with their items."
    } else {
        ""
    };
    let (part, end) = (part(&key.project), end(&key.project));
    let order = match &key.sk {
        Some(sk) => format!(", sorted by {}", shown(sk)),
        None => String::new(),
    };
    format!(
        "Reads the items of the partition {}{order}.{copies}{part}\n\n{}, eventually consistent by default.\n\nExample: `{call}{end}.all(&table).await?`.",
        shown(&key.pk),
        cost_of_page(key.shards.as_ref())
    )
}

/// The documentation of the type of an access pattern.
pub(super) fn access(entity: &Entity, key: &Key, function: &Ident) -> String {
    access_of(entity, function, &shown(&key.pk), key.sk.as_ref().map(shown))
}

/// The documentation of the type of an access pattern by an index.
pub(super) fn index_access(entity: &Entity, index: &IndexKey, function: &Ident) -> String {
    let sk = index.sk.as_ref().map(|sk| code(&sk.text()));
    access_of(
        entity,
        function,
        &format!("{} of the index {}", code(&index.pk.text()), code(&index.index.value())),
        sk,
    )
}

fn access_of(entity: &Entity, function: &Ident, partition: &str, sk: Option<String>) -> String {
    let order = sk.map_or_else(String::new, |sk| format!(", sorted by {sk}"));
    format!(
        "The access pattern `{}::{function}`: the items of the partition {partition}{order}.",
        entity.ident
    )
}

/// "its copies under the keys of the lookups and the markers of its unique fields"
fn satellites(entity: &Entity) -> String {
    let copies = match entity.lookups.len() {
        0 => None,
        1 => Some("its copy under the key of the lookup"),
        _ => Some("its copies under the keys of the lookups"),
    };
    let markers = match entity.markers.len() {
        0 => None,
        1 => Some("the marker of its unique field"),
        _ => Some("the markers of its unique fields"),
    };
    copies.into_iter().chain(markers).collect::<Vec<_>>().join(" and ")
}

pub(super) fn find(entity: &Entity, key: &Key, function: &Ident, params: &Params<'_>) -> String {
    let call = call(entity, function, params);
    format!(
        "Reads the item with the unique key {}; returns `None` if it does not exist. It is a copy, which is written and \
         removed with its item.\n\nCosts one `GetItem` request, eventually consistent by default.\n\nExample: \
         `{call}.send(&table).await?`.",
        templates(key)
    )
}

pub(super) fn index_pattern(
    entity: &Entity,
    index: &IndexKey,
    function: &Ident,
    params: &Params<'_>,
) -> String {
    let call = call(entity, function, params);
    let (pk, name) = (code(&index.pk.text()), code(&index.index.value()));
    let order = match &index.sk {
        Some(sk) => format!(", sorted by {}", code(&sk.text())),
        None => String::new(),
    };
    let consistency = if index.local {
        "eventually consistent by default"
    } else {
        "eventually consistent, like every read of a global index"
    };
    let (part, end) = (part(&index.project), end(&index.project));
    format!(
        "Reads the items of the partition {pk}{order}, from the index {name}.{part}\n\n{}, {consistency}.\n\n\
         Example: `{call}{end}.all(&table).await?`.",
        cost_of_page(index.shards.as_ref())
    )
}

pub(super) fn scan(entity: &Entity) -> String {
    let (name, function) = (&entity.ident, &entity.functions.scan);
    format!(
        "Reads all items of `{name}`, without lookup copies.\n\nCosts one `Scan` request for each megabyte of the \
         table: items of all types are read and billed, and the server filters out those of other types.\n\n\
         Example: `{name}::{function}().all(&table).await?`."
    )
}

pub(super) fn index_scan(entity: &Entity, index: &IndexKey, function: &Ident) -> String {
    let (part, end) = (part(&index.project), end(&index.project));
    let (name, index) = (&entity.ident, code(&index.index.value()));
    format!(
        "Reads all items of `{name}` in the index {index}.{part}\n\nCosts one `Scan` request for each megabyte of the \
         index: items of all types are read and billed, and the server filters out those of other types.\n\nExample: `{name}::{function}(){end}.all(&table).await?`."
    )
}

fn cost_of_page(shards: Option<&Shards>) -> String {
    match shards {
        None => "Costs one `Query` request for each page".to_owned(),
        Some(Shards { count, .. }) => format!(
            "Reads {count} shards concurrently and merges their items in order. Costs one `Query` request per shard for \
             each page"
        ),
    }
}

/// Describes the stored fields of a partial item.
fn part(project: &Project<Rc<Field>>) -> String {
    let included: Vec<String> = project.included().iter().map(|field| code(&field.name)).collect();
    let held = match (project, included.as_slice()) {
        (Project::All, _) => return String::new(),
        (_, []) => "their keys".to_owned(),
        (_, fields) => format!("their keys and {}", fields.join(", ")),
    };
    format!(
        " It holds {held} only: `project` reads a part of them, and `hydrate` fetches the items from the table with one \
         `BatchGetItem` request per 100 items."
    )
}

/// Returns the call that the example needs before it reads.
fn end(project: &Project<Rc<Field>>) -> &'static str {
    if project.is_all() { "" } else { ".hydrate()" }
}

fn call(entity: &Entity, function: &Ident, params: &Params<'_>) -> String {
    format!("{}::{function}({})", entity.ident, params.shown())
}

fn templates(key: &Key) -> String {
    match &key.sk {
        Some(sk) => format!("{}, {}", shown(&key.pk), shown(sk)),
        None => shown(&key.pk),
    }
}

fn shown(template: &Template) -> String {
    code(&template.literal.value())
}

/// Returns `text` as code, with a fence for its backticks.
fn code(text: &str) -> String {
    let longest = text.split(|other| other != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    if longest == 0 { format!("{fence}{text}{fence}") } else { format!("{fence} {text} {fence}") }
}
