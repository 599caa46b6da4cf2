//! When items expire.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;
use crate::error::Kind;
use crate::expr::field::FieldDef;
use crate::expr::{Action, Expr, Source, Step};
use crate::item::stored::Stored;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// The value of the field as its item has it: a number, or NULL for one that never expires.
pub fn write<F: FieldDef>(value: &F::Value) -> AttributeValue {
    let seconds = F::TTL.as_ref().and_then(|ttl| (ttl.seconds)(value));
    seconds.map_or(AttributeValue::Null(true), number)
}

/// Whether the item has no time at which it expires.
#[must_use]
pub fn never<F: FieldDef>(value: &F::Value) -> bool {
    write::<F>(value).is_null()
}

/// The value of the field, of which `serialize` makes what the entity's deserializer reads; `None` if the
/// field's type has no value for these seconds.
///
/// # Errors
///
/// The field's serializer failed.
pub fn read<F: FieldDef>(
    seconds: i128,
    serialize: impl FnOnce(&F::Value) -> Result<AttributeValue, Error>,
) -> Result<Option<AttributeValue>, Error> {
    let value = F::TTL.as_ref().and_then(|ttl| (ttl.value)(seconds));
    value.as_ref().map(serialize).transpose()
}

fn number(seconds: i128) -> AttributeValue {
    AttributeValue::N(seconds.to_string())
}

/// Whole seconds, if that is what an attribute holds.
pub(crate) fn seconds_of(value: &AttributeValue) -> Option<i128> {
    value.as_n().ok()?.parse().ok()
}

/// Seconds beyond this are milliseconds by mistake, and the item would stay for good.
const LATEST: i128 = 99_999_999_999;

/// Refuses a time that is none of this epoch. What is stored already is read all the same.
pub(crate) fn check(field: &str, value: &AttributeValue) -> Result<(), Error> {
    match seconds_of(value) {
        Some(seconds) if seconds > LATEST => Err(Error::new(Kind::FarTtl { field: field.to_owned() })),
        _ => Ok(()),
    }
}

/// Refuses an action that sets such a time.
pub(crate) fn check_action(action: &Action) -> Result<(), Error> {
    match action {
        Action::Set(path, Source::Value(value)) if path.is_ttl() => check(&path.to_string(), value),
        _ => Ok(()),
    }
}

/// Whether an item is past its time, which is its first second of not being there.
pub(crate) fn is_expired(table: &TableMeta, item: &Item, now: i64) -> bool {
    let expires = table.ttl_attribute.and_then(|attribute| item.get(attribute)).and_then(seconds_of);
    expires.is_some_and(|expires| expires <= now.into())
}

/// What an action sets the `ttl` field to, in the form that the entity's deserializer reads.
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

/// The condition of what is to be new: that there is no item, or one that has expired.
pub(crate) fn absent(table: &TableMeta) -> Expr {
    let absent = Expr::absent(table.pk.name);
    match table.ttl_attribute.filter(|_| table.expires()) {
        Some(attribute) => Expr::Or(vec![absent, Expr::Expired(attribute)]),
        None => absent,
    }
}

/// What is not to be past its time.
pub(crate) fn alive(table: &TableMeta) -> Option<Expr> {
    let attribute = table.ttl_attribute.filter(|_| table.expires());
    attribute.map(|attribute| Expr::Not(Box::new(Expr::Expired(attribute))))
}
