//! `{shard}`: the shard number in a partition key.

use syn::Ident;

use super::field::Scope;
use super::{Part, Role};
use crate::shards::{NAME, Shards};
use crate::template::Placeholder;

/// Resolves `{shard}`; returns `None` for a field.
pub(super) fn resolve(
    scope: Scope<'_>,
    placeholder: &Placeholder,
    role: Role,
    shards: Option<&Shards>,
) -> Option<Result<Part, String>> {
    if placeholder.path.first().is_none_or(|name| name != NAME) {
        return None;
    }
    let entity = scope.entity;
    let is_field = scope.fields.iter().any(|field| field.name == NAME);
    let Some(shards) = shards else {
        return (!is_field && placeholder.path.len() == 1).then(|| Err(without_shards(entity)));
    };
    match role {
        Role::Sort if is_field => None,
        Role::Sort => Some(Err(IN_SORT_KEY.to_owned())),
        Role::Partition if is_field => Some(Err(field_of_that_name(entity))),
        Role::Partition if placeholder.text != NAME => Some(Err(with_words(&placeholder.text))),
        Role::Partition => Some(Ok(Part::Shard(shards.count))),
    }
}

// #[key(pk = "DAY#{day}#{shard}", sk = "{id}")]
fn without_shards(entity: &Ident) -> String {
    format!(
        "`{{shard}}` is the shard number, but the key has no `shards`, and `{entity}` has no field `shard`: add \
         `shards = 8` beside `pk`, or remove `{{shard}}`"
    )
}

// #[key(pk = "DAY#{day}", sk = "{shard}#{id}", shards = 8)]
const IN_SORT_KEY: &str = "the shard number must be in the partition key, because shards are partitions: move `{shard}` \
                           from `sk` to `pk`";

// #[key(pk = "DAY#{day}#{shard}", sk = "{id}", shards = 8)] with shard: u8
fn field_of_that_name(entity: &Ident) -> String {
    format!(
        "with `shards`, `{{shard}}` is the shard number, but `{entity}` has a field `shard` too: rename the field \
         (`#[serde(rename = \"shard\")]` keeps the name of its attribute), or remove `shards` to use the field"
    )
}

// #[key(pk = "DAY#{day}#{shard:02}", sk = "{id}", shards = 8)]
fn with_words(text: &str) -> String {
    format!(
        "the shard number does not take a spec, as in `{{{text}}}`, because all numbers have one width: write `{{shard}}`"
    )
}
