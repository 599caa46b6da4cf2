//! Templates of keys, and the checks of them.

use crate::item::stored::Stored;
use crate::key::KeySegment;
use crate::key::spec::{Direction, Order};
use crate::message::{Message, same};
use crate::proof::template::check_template;
use crate::schema::entity::KeySlot;
use crate::schema::shape::Shape;
use crate::schema::shape::{Native, StoredForm};
use crate::schema::template::{Part, Role, Segment, Template};

impl Part {
    /// Returns the segment of a field of type `T` in the format `S`.
    #[doc(hidden)]
    #[must_use]
    pub const fn segment<T: KeySegment<S>, S: Direction>(field: &'static str) -> Self {
        Self::Segment(Segment {
            field,
            shape: T::SHAPE,
            lossless: T::LOSSLESS,
            descending: <S::Order as Order>::DESCENDING,
            native: T::NATIVE,
            shards: None,
            only: &[],
        })
    }

    /// Returns the segment of the number of one of `COUNT` shards.
    #[doc(hidden)]
    #[must_use]
    pub const fn shard<const COUNT: u16>() -> Self {
        crate::key::shard::place::<COUNT>()
    }

    /// Returns the segment of a field that has one of these texts in all items under the key.
    #[doc(hidden)]
    #[must_use]
    pub const fn only(self, texts: &'static [&'static str]) -> Self {
        match self {
            Self::Segment(segment) => Self::Segment(Segment { only: texts, ..segment }),
            Self::Literal(_) => self,
        }
    }

    /// Returns a parameter of a collection's partition, whose values the patterns describe.
    #[doc(hidden)]
    #[must_use]
    pub const fn parameter(name: &'static str) -> Self {
        Self::Segment(Segment {
            field: name,
            shape: Shape::Any,
            lossless: true,
            descending: false,
            native: Native::None,
            shards: None,
            only: &[],
        })
    }
}

impl Template {
    /// Returns the template of a list of fields, which matches any text.
    #[doc(hidden)]
    #[must_use]
    pub const fn listed(entity: &'static str, role: Role, text: &'static str) -> Self {
        const ANY: &[Part] = &[crate::proof::overlap::REST];
        Self { entity, text, role, delimiter: "", parts: ANY, bounded: false }
    }
}

/// Returns the stored form of a key segment.
#[must_use]
pub const fn form<T: KeySegment<S>, S>() -> StoredForm {
    T::FORM
}

/// Requires the stored form of a listed field to be one of a key attribute.
#[track_caller]
pub const fn check_listed(entity: &str, field: &str, form: StoredForm) {
    if matches!(form, StoredForm::Other) {
        Message::new(
            "`{}`'s field `{}` has a type whose stored form cannot be a key attribute, which must be a string, a number or \
             binary: write a template, `\"{{}}\"`, or serialize the field with a function that writes one of these",
            &[entity, field, field],
        )
        .panic();
    }
}

/// Requires a serde function of an optional field in a list key to read a missing attribute.
#[track_caller]
pub const fn check_absence(reads_absence: bool, message: &'static str) {
    if !reads_absence {
        Message::new("{}", &[message]).panic();
    }
}

/// Requires the form of a time to hold what a key holds of it, in nanoseconds of the smallest unit.
#[track_caller]
pub const fn check_precision(of_form: u64, of_key: u64, [field, placeholder, stem]: [&str; 3]) {
    let word = match of_form {
        1_000_000_000 => "s",
        1_000_000 => "ms",
        _ => "us",
    };
    if of_form > of_key {
        Message::new(
            "`{}` is stored in a form that cuts it, and the key `{{}}` holds more of it, so that an item that was read would \
             have another key: cut it in the key too, as in `{{}:{}}`, or use a form that holds the whole time",
            &[field, placeholder, stem, word],
        )
        .panic();
    }
}

/// Returns `true` if two values of a condition are equal.
#[must_use]
pub const fn same_text(a: &str, b: &str) -> bool {
    same(a, b)
}

/// Requires two keys of an index to exclude each other.
#[track_caller]
pub const fn check_exclusive(same: bool, message: &'static str) {
    if same {
        Message::new("{}", &[message]).panic();
    }
}

/// Checks the template of a key attribute.
#[track_caller]
pub const fn check_key<E: Stored>(slot: KeySlot, role: Role) {
    check_template(E::ENTITY.key(slot).template(role));
}
