//! Expiry times.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::attribute::{Attribute, Attributes};
use crate::codec::digits::Digits;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::{Action, Expr, Source, Step};
use crate::item::stored::Stored;
use crate::schema::table::TableMeta;

/// The whole seconds of an attribute, if it is a number.
pub(crate) fn seconds_of<'i>(value: impl Into<Attribute<'i>>) -> Option<i128> {
    Some(floor(value.into().number()?)?.0)
}

/// The whole seconds of a number, and whether it has a fraction, as other programs write it that take a time as a float.
fn floor(number: &str) -> Option<(i128, bool)> {
    number.parse().map(|seconds| (seconds, false)).ok().or_else(|| Digits::parse(number)?.floor())
}

/// The greatest plausible seconds. More are milliseconds by mistake, and the item would never expire.
const LATEST: i128 = 99_999_999_999;

/// Refuses an implausible time. Stored ones can still be read.
pub(crate) fn check(field: &str, value: &AttributeValue) -> Result<(), Error> {
    match seconds_of(value) {
        Some(seconds) if seconds > LATEST => Err(Error::new(Kind::FarTtl { field: field.to_owned() })),
        _ => Ok(()),
    }
}

/// Refuses an action that sets an implausible time.
pub(crate) fn check_action(action: &Action) -> Result<(), Error> {
    match action {
        Action::Set(path, Source::Value(value)) if path.is_ttl() => check(&path.to_string(), value),
        _ => Ok(()),
    }
}

/// Returns `true` if an item has expired, as the server compares the numbers. It expires at the start of its second.
pub(crate) fn is_expired(table: &TableMeta, item: &impl Attributes, now: i64) -> bool {
    let stored = table.ttl_attribute.and_then(|attribute| item.attribute(attribute));
    let expires = stored.and_then(|stored| floor(stored.number()?));
    expires.is_some_and(|(second, has_fraction)| second + i128::from(has_fraction) <= now.into())
}

/// The action with the `ttl` field in the form that the entity's deserializer reads.
pub(crate) fn serialized<E: Stored>(action: &Action) -> Result<Action, Error> {
    if let Action::Set(path, Source::Value(value)) = action
        && matches!(path.0.as_slice(), [Step::Ttl(_)])
        && let Some(seconds) = seconds_of(value)
        && let Some(value) = E::read_ttl(seconds)?
    {
        return Ok(Action::Set(path.clone(), Source::Value(value)));
    }
    Ok(action.clone())
}

/// Requires that there is no item, or an expired one.
pub(crate) fn absent(table: &TableMeta) -> Expr {
    let absent = Expr::absent(table.pk.name);
    match table.ttl_attribute.filter(|_| table.expires()) {
        Some(attribute) => Expr::Or(vec![absent, Expr::Expired(attribute)]),
        None => absent,
    }
}

/// Requires that the item has not expired.
pub(crate) fn alive(table: &TableMeta) -> Option<Expr> {
    let attribute = table.ttl_attribute.filter(|_| table.expires());
    attribute.map(|attribute| Expr::Not(Box::new(Expr::Expired(attribute))))
}
