//! The identity of a query, which its cursors are bound to.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::same::stable;
use crate::error::Error;
use crate::expr::{Expr, Renderer};
use crate::key::{Interval, KeyValue, SortCondition};
use crate::read::Partition;
use crate::schema::entity::KeyMeta;
use crate::schema::table::TableMeta;

/// Returns a text of everything that a cursor of the query is bound to. It is the same in all programs.
pub(crate) fn identity(
    table: &TableMeta,
    key: &KeyMeta,
    partition: &Partition,
    filter: Option<&Expr>,
) -> Result<String, Error> {
    let (ident, bounds, forward) = (table.ident, bounds(partition, &[])?, partition.forward);
    let filter = filter.map(Renderer::fingerprint);
    let KeyMeta { type_value, pattern, .. } = key;
    let shards = match partition.shards.len() {
        0 | 1 => String::new(),
        shards => format!(" in {shards} shards"),
    };
    Ok(format!("query {ident} {type_value:?} {pattern:?} {bounds} {filter:?} {forward}{shards}"))
}

/// Returns a text of the partition and the range, and of the narrower ranges of its patterns.
pub(crate) fn bounds(partition: &Partition, each: &[Interval]) -> Result<String, Error> {
    let Partition { shards, leading, interval, .. } = partition;
    let all = |values: &[AttributeValue]| values.iter().map(stable).collect::<Vec<_>>().join(" ");
    let pk = shards.first().map(|pk| all(pk)).unwrap_or_default();
    let leading = all(leading);
    let sk = partition.ranged();
    let value = |key: &KeyValue| -> Result<String, Error> {
        Ok(stable(&sk.map_or(Ok(AttributeValue::Null(true)), |sk| key.attribute(sk))?))
    };
    let mut text = format!("{pk} {leading}{}", range(interval, value)?);
    for interval in each {
        text = format!("{text}, {}", range(interval, value)?);
    }
    Ok(text)
}

/// Returns a text of a range of sort keys.
fn range(interval: &Interval, value: impl Fn(&KeyValue) -> Result<String, Error>) -> Result<String, Error> {
    let range = match &interval.condition {
        SortCondition::All => "all".to_owned(),
        SortCondition::Nothing => "nothing".to_owned(),
        SortCondition::Equal(key) => format!("= {}", value(key)?),
        SortCondition::BeginsWith(prefix) => format!("starts {prefix:?}"),
        SortCondition::Between(least, most) => format!("{} to {}", value(least)?, value(most)?),
        SortCondition::AtLeast(least) => format!(">= {}", value(least)?),
        SortCondition::AtMost(most) => format!("<= {}", value(most)?),
        SortCondition::Beyond(beyond) => format!("> {}", value(beyond)?),
        SortCondition::Below(below) => format!("< {}", value(below)?),
    };
    let excluded = interval.excluded.iter().map(value).collect::<Result<Vec<_>, _>>()?;
    Ok(format!("{range} {excluded:?}"))
}
