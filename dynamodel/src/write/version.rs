//! The version of a loaded value.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::same::stable;
use crate::error::{Error, Kind};
use crate::expr::Expr;
use crate::item::Encoded;
use crate::schema::item::Item;

/// The version that an item must have for a write of its loaded value.
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

    /// Returns `true` for version 0: that of a value never written, or not since its entity has versions.
    fn is_first(&self) -> bool {
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
