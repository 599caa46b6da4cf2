//! The findings of an audit.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use super::shown::{Shown, ShownKey};
use crate::error::Error;

/// A difference between a stored item and the model.
///
/// `Display` shows the key of the item and the values that differ, shortened. `Debug` shows no value of an attribute.
#[non_exhaustive]
pub struct Finding {
    /// The name of the entity; `None` for an item of no entity.
    pub entity: Option<&'static str>,
    /// The key attributes as they are stored.
    pub key: HashMap<String, AttributeValue>,
    /// The difference.
    pub divergence: Divergence,
}

/// The difference between a stored item and what a write of its value would store.
#[non_exhaustive]
pub enum Divergence {
    /// The table has no entity of this type.
    UnknownType {
        /// The value of the type attribute; `None` in a table without one.
        found: Option<String>,
    },
    /// The item has no type attribute.
    NoType {
        /// The type that its key fits, if any: an entity, a lookup or a unique field.
        fits: Option<&'static str>,
    },
    /// The item cannot be decoded.
    Malformed {
        /// The attribute or key field at fault, if it is one.
        path: Option<String>,
        /// The reason.
        error: Error,
    },
    /// The item is stored under another key than that of its value.
    Key {
        /// The key attribute.
        attribute: &'static str,
        /// The field of the first segment that differs; `None` if the stored key has another form than the template.
        segment: Option<&'static str>,
        /// The stored value.
        stored: AttributeValue,
        /// The value that a write would store.
        expected: AttributeValue,
    },
    /// A key attribute of an index differs.
    IndexKey {
        /// The name of the index.
        index: &'static str,
        /// The key attribute.
        attribute: &'static str,
        /// The field of the first segment that differs, if both values have the form of the template.
        segment: Option<&'static str>,
        /// The stored value; `None` if it is missing.
        stored: Option<AttributeValue>,
        /// The value that a write would store; `None` if it would store none.
        expected: Option<AttributeValue>,
    },
    /// The item has the key of an index, but not a field that is part of it. No write of the library changes that key before
    /// the model reads the field from it (`#[entity(in_key)]`).
    UnknownIndexKey {
        /// The reason, with the key attribute and the field.
        error: Error,
    },
    /// An attribute of a field is stored in another form than a put of the value would store it.
    Attribute {
        /// The path of the attribute.
        path: String,
        /// The stored value; `None` if it is missing, so that the value has its default.
        stored: Option<AttributeValue>,
        /// The value that a put would store; `None` if it would store none, as for NULL.
        written: Option<AttributeValue>,
    },
    /// A field has an older name (`#[serde(alias = "..")]`).
    OldName {
        /// The path of the attribute.
        path: String,
    },
    /// The lookup copy of the item is missing.
    MissingCopy {
        /// The name of the lookup.
        lookup: &'static str,
        /// The key of the copy.
        key: HashMap<String, AttributeValue>,
    },
    /// The lookup copy of the item differs.
    Copy {
        /// The name of the lookup.
        lookup: &'static str,
        /// The key of the copy.
        key: HashMap<String, AttributeValue>,
        /// The names of the attributes that differ.
        attributes: Vec<String>,
    },
    /// A lookup copy belongs to no item.
    OrphanCopy {
        /// The name of the lookup.
        lookup: &'static str,
        /// The key of the item that it names; `None` if its own key has another form than the template.
        owner: Option<HashMap<String, AttributeValue>>,
    },
    /// The marker of a unique value is missing.
    MissingMarker {
        /// The unique field. Fields that are unique together are joined by `+`.
        field: &'static str,
        /// The key of the marker.
        key: HashMap<String, AttributeValue>,
    },
    /// The marker of a unique value differs. One of another program has no owner, which the next write of the item adds.
    Marker {
        /// The unique field. Fields that are unique together are joined by `+`.
        field: &'static str,
        /// The key of the marker.
        key: HashMap<String, AttributeValue>,
        /// The names of the attributes that differ.
        attributes: Vec<String>,
    },
    /// The marker of a unique value belongs to no item.
    OrphanMarker {
        /// The unique field. Fields that are unique together are joined by `+`.
        field: &'static str,
        /// The key of the item that it names.
        owner: Option<HashMap<String, AttributeValue>>,
    },
    /// The key of a copy or marker is taken: another item has the unique value, or the item there is of another type.
    Taken {
        /// The name of the lookup or unique field.
        of: &'static str,
        /// The key of the copy or marker.
        key: HashMap<String, AttributeValue>,
        /// The conflict that a write would fail with.
        error: Error,
    },
    /// A put of the value would be refused.
    Unwritable {
        /// The reason.
        error: Error,
    },
}

/// The kind of a [`Divergence`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DivergenceKind {
    /// [`Divergence::UnknownType`].
    UnknownType,
    /// [`Divergence::NoType`].
    NoType,
    /// [`Divergence::Malformed`].
    Malformed,
    /// [`Divergence::Key`].
    KeyDiffers,
    /// [`Divergence::Unwritable`].
    Unwritable,
    /// [`Divergence::IndexKey`] without a stored value.
    IndexKeyMissing,
    /// [`Divergence::IndexKey`] without an expected value.
    IndexKeyExtra,
    /// [`Divergence::IndexKey`] with both values.
    IndexKeyDiffers,
    /// [`Divergence::UnknownIndexKey`].
    IndexKeyUnknown,
    /// [`Divergence::MissingCopy`].
    CopyMissing,
    /// [`Divergence::Copy`].
    CopyDiffers,
    /// [`Divergence::OrphanCopy`].
    CopyOrphaned,
    /// [`Divergence::MissingMarker`].
    MarkerMissing,
    /// [`Divergence::Marker`].
    MarkerDiffers,
    /// [`Divergence::OrphanMarker`].
    MarkerOrphaned,
    /// [`Divergence::Taken`].
    KeyTaken,
    /// [`Divergence::OldName`].
    OldName,
    /// [`Divergence::Attribute`] without a stored value.
    AttributeAdded,
    /// [`Divergence::Attribute`] without a value to write.
    AttributeRemoved,
    /// [`Divergence::Attribute`] with both values.
    AttributeDiffers,
}

impl fmt::Display for DivergenceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownType => "unknown type",
            Self::NoType => "no type",
            Self::Malformed => "does not decode",
            Self::KeyDiffers => "key differs",
            Self::Unwritable => "a put would be refused",
            Self::IndexKeyMissing => "index key is missing",
            Self::IndexKeyExtra => "index key is extra",
            Self::IndexKeyDiffers => "index key differs",
            Self::IndexKeyUnknown => "index key holds an unknown field",
            Self::CopyMissing => "copy is missing",
            Self::CopyDiffers => "copy differs",
            Self::CopyOrphaned => "copy without an item",
            Self::MarkerMissing => "marker is missing",
            Self::MarkerDiffers => "marker differs",
            Self::MarkerOrphaned => "marker without an item",
            Self::KeyTaken => "key of a copy or marker is taken",
            Self::OldName => "older name",
            Self::AttributeAdded => "a put adds an attribute",
            Self::AttributeRemoved => "a put removes an attribute",
            Self::AttributeDiffers => "a put changes the form",
        })
    }
}

impl Divergence {
    /// The kind.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(finding: &dynamodel::op::Finding) {
    /// use dynamodel::op::DivergenceKind;
    ///
    /// let is_urgent = finding.divergence.kind() == DivergenceKind::KeyDiffers;
    /// # let _ = is_urgent;
    /// # }
    /// ```
    #[must_use]
    pub fn kind(&self) -> DivergenceKind {
        match self {
            Self::UnknownType { .. } => DivergenceKind::UnknownType,
            Self::NoType { .. } => DivergenceKind::NoType,
            Self::Malformed { .. } => DivergenceKind::Malformed,
            Self::Key { .. } => DivergenceKind::KeyDiffers,
            Self::Unwritable { .. } => DivergenceKind::Unwritable,
            Self::IndexKey { stored: None, .. } => DivergenceKind::IndexKeyMissing,
            Self::IndexKey { expected: None, .. } => DivergenceKind::IndexKeyExtra,
            Self::IndexKey { .. } => DivergenceKind::IndexKeyDiffers,
            Self::UnknownIndexKey { .. } => DivergenceKind::IndexKeyUnknown,
            Self::MissingCopy { .. } => DivergenceKind::CopyMissing,
            Self::Copy { .. } => DivergenceKind::CopyDiffers,
            Self::OrphanCopy { .. } => DivergenceKind::CopyOrphaned,
            Self::MissingMarker { .. } => DivergenceKind::MarkerMissing,
            Self::Marker { .. } => DivergenceKind::MarkerDiffers,
            Self::OrphanMarker { .. } => DivergenceKind::MarkerOrphaned,
            Self::Taken { .. } => DivergenceKind::KeyTaken,
            Self::OldName { .. } => DivergenceKind::OldName,
            Self::Attribute { stored: None, .. } => DivergenceKind::AttributeAdded,
            Self::Attribute { written: None, .. } => DivergenceKind::AttributeRemoved,
            Self::Attribute { .. } => DivergenceKind::AttributeDiffers,
        }
    }

    /// Returns the part of the model that differs: an attribute, an index, a lookup or a type.
    pub(super) fn place(&self) -> String {
        match self {
            Self::UnknownType { found } => found.clone().unwrap_or_default(),
            Self::NoType { fits } => fits.unwrap_or_default().to_owned(),
            Self::Malformed { path, .. } => path.as_deref().map(root).unwrap_or_default().to_owned(),
            Self::Key { attribute, segment, .. } => of_segment(attribute, *segment),
            Self::IndexKey { index, attribute, segment, .. } => {
                format!("{} of the index {index}", of_segment(attribute, *segment))
            }
            Self::Attribute { path, .. } | Self::OldName { path } => root(path).to_owned(),
            Self::MissingCopy { lookup: place, .. }
            | Self::Copy { lookup: place, .. }
            | Self::OrphanCopy { lookup: place, .. }
            | Self::MissingMarker { field: place, .. }
            | Self::Marker { field: place, .. }
            | Self::OrphanMarker { field: place, .. }
            | Self::Taken { of: place, .. } => (*place).to_owned(),
            Self::UnknownIndexKey { error } => error.path().unwrap_or_default().to_owned(),
            Self::Unwritable { error } => error.path().map(root).unwrap_or_default().to_owned(),
        }
    }
}

/// Returns the attribute that a path starts with.
fn root(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or(path)
}

fn of_segment(attribute: &str, segment: Option<&str>) -> String {
    match segment {
        Some(segment) => format!("{{{segment}}} in {attribute}"),
        None => attribute.to_owned(),
    }
}

impl fmt::Display for Divergence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownType { found: Some(found) } => write!(f, "the table has no type {found:?}"),
            Self::NoType { fits: Some(fits) } => write!(f, "the key fits {fits:?}"),
            Self::UnknownType { found: None } | Self::NoType { fits: None } => {
                f.write_str("the key fits no entity of the table")
            }
            Self::Malformed { error, .. } | Self::UnknownIndexKey { error } | Self::Unwritable { error } => {
                write!(f, "{}", error.cause())
            }
            Self::Key { stored, expected, .. } => differing(f, Some(stored), Some(expected)),
            Self::IndexKey { stored, expected, .. } => differing(f, stored.as_ref(), expected.as_ref()),
            Self::Attribute { path, stored, written } => {
                write!(f, "`{path}`: ")?;
                differing(f, stored.as_ref(), written.as_ref())
            }
            Self::OldName { path } => write!(f, "`{path}`"),
            Self::MissingCopy { key, .. } | Self::MissingMarker { key, .. } => {
                write!(f, "expected at {}", ShownKey(key))
            }
            Self::Copy { key, attributes, .. } | Self::Marker { key, attributes, .. } => {
                write!(f, "`{}` at {}", attributes.join("`, `"), ShownKey(key))
            }
            Self::OrphanCopy { owner: Some(owner), .. } | Self::OrphanMarker { owner: Some(owner), .. } => {
                write!(f, "it names the item {}", ShownKey(owner))
            }
            Self::OrphanCopy { owner: None, .. } | Self::OrphanMarker { owner: None, .. } => {
                f.write_str("its key has another form than the template")
            }
            Self::Taken { key, error, .. } => write!(f, "{} is taken: {}", ShownKey(key), error.cause()),
        }
    }
}

fn differing(
    f: &mut fmt::Formatter<'_>,
    stored: Option<&AttributeValue>,
    expected: Option<&AttributeValue>,
) -> fmt::Result {
    write!(f, "stored {}, expected {}", Shown(stored), Shown(expected))
}

/// The values are not shown.
impl fmt::Debug for Divergence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({:?})", self.kind(), self.place())
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { entity, key, divergence } = self;
        let mut finding = f.debug_struct("Finding");
        finding.field("entity", entity).field("key", &ShownKey(key).to_string());
        finding.field("divergence", divergence).finish()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", ShownKey(&self.key), self.divergence)
    }
}
