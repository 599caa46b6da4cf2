//! `{shard}`: the number of a shard in a partition key, which is no field.

use std::rc::Rc;

use syn::Ident;

use super::{Field, Part, Role};
use crate::shards::{NAME, Shards};
use crate::template::Placeholder;

/// What `{shard}` stands for; `None` for a field.
pub(super) fn resolve(
    entity: &Ident,
    placeholder: &Placeholder,
    role: Role,
    fields: &[Rc<Field>],
    shards: Option<&Shards>,
) -> Option<Result<Part, String>> {
    if placeholder.path.first().is_none_or(|name| name != NAME) {
        return None;
    }
    let is_field = fields.iter().any(|field| field.name == NAME);
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
        "`{{shard}}` is the number of a shard: say how many there are, `shards = 8` beside `pk`, or, as `{entity}` has \
         no field of that name, remove `{{shard}}`"
    )
}

// #[key(pk = "DAY#{day}", sk = "{shard}#{id}", shards = 8)]
const IN_SORT_KEY: &str = "shards are partitions, so the number of the shard stands in the partition key: \
                           move `{shard}` from `sk` to `pk`";

// #[key(pk = "DAY#{day}#{shard}", sk = "{id}", shards = 8)] with shard: u8
fn field_of_that_name(entity: &Ident) -> String {
    format!(
        "with `shards`, `{{shard}}` is the number of the shard, but `{entity}` has a field `shard` too: rename the field \
         (`#[serde(rename = \"shard\")]` keeps the name of its attribute), or remove `shards` if the field is meant"
    )
}

// #[key(pk = "DAY#{day}#{shard:02}", sk = "{id}", shards = 8)]
fn with_words(text: &str) -> String {
    format!(
        "`{{{text}}}` is the number of the shard, which is always padded to the digits of the greatest: write `{{shard}}`"
    )
}
