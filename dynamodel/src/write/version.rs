//! The version that a write requires: that of a loaded value, or another one.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::same::stable;
use crate::error::{Error, Kind};
use crate::expr::Expr;
use crate::item::Encoded;
use crate::schema::{entity::EntityMeta, item::Item};

/// The version that an item must have for a write.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    attribute: &'static str,
    version: AttributeValue,
}

impl Expected {
    /// Returns the version of a loaded value; `None` if its entity has no versions.
    pub(crate) fn of_value(value: &Encoded) -> Option<Self> {
        let attribute = value.entity.version()?.attribute;
        let version = value.attributes().get(attribute).cloned();
        Some(Self { attribute, version: version.unwrap_or_else(none) })
    }

    /// Returns the version that the caller has set; `None` if there is none.
    pub(crate) fn of_caller(entity: &EntityMeta, version: Option<u64>) -> Option<Self> {
        let version = AttributeValue::N(version?.to_string());
        Some(Self { attribute: entity.version()?.attribute, version })
    }

    /// Returns the version of a loaded value, which must be the one that the caller has set.
    ///
    /// # Errors
    ///
    /// The value has another version.
    pub(crate) fn of_loaded(value: &Encoded, version: Option<u64>) -> Result<Option<Self>, Error> {
        if let Some(expected) = Self::of_caller(value.entity, version) {
            let checked = expected.check(Some(value.attributes()));
            checked.map_err(|error| error.entity_is(value.entity.name).item_key_is(value.key()))?;
        }
        Ok(Self::of_value(value))
    }

    /// Returns `true` for version 0: that of a value never written, or not since its entity has versions.
    pub(crate) fn is_first(&self) -> bool {
        self.version == none()
    }

    pub(crate) fn condition(&self) -> Expr {
        let same = Expr::equal(self.attribute, self.version.clone());
        if self.is_first() { Expr::Or(vec![Expr::absent(self.attribute), same]) } else { same }
    }

    fn is_met_by(&self, item: Option<&Item>) -> bool {
        match item.and_then(|item| item.get(self.attribute)) {
            Some(version) => stable(version) == stable(&self.version),
            None => self.is_first(),
        }
    }

    /// Checks that the item has this version.
    pub(crate) fn check(&self, item: Option<&Item>) -> Result<(), Error> {
        if self.is_met_by(item) {
            return Ok(());
        }
        let text = |version: &AttributeValue| version.as_n().ok().cloned();
        let found = item.and_then(|item| item.get(self.attribute)).and_then(text);
        let expected = text(&self.version).unwrap_or_default();
        Err(Error::new(Kind::VersionConflict { expected, found }))
    }
}

fn none() -> AttributeValue {
    AttributeValue::N("0".to_owned())
}
