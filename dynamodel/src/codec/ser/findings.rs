//! Facts that are noted while values are written, so that nobody walks through them again.

use std::cell::Cell;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::Sketch;

/// The maximum bytes of an attribute name.
pub(crate) const MAX_NAME_BYTES: usize = 64 * 1024 - 1;

/// Lists and maps up to this depth have fewer levels than `DynamoDB` allows, however they are counted.
const CERTAIN_DEPTH: usize = 8;

/// The bytes of a value beside those of its text, at most: of a number, a list or map, and of a member.
const OVERHEAD: usize = 5;

/// The facts about a written value. They may be worse than the value is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Findings {
    /// The most bytes that the value takes.
    pub(crate) bytes: usize,
    /// `DynamoDB` stores every name, number and depth in the value.
    pub(crate) is_storable: bool,
    /// A value may be NULL.
    pub(crate) may_have_nulls: bool,
    /// The names of the attributes, at least.
    pub(crate) names: Sketch,
}

impl Findings {
    /// Nothing is known.
    pub(crate) const NONE: Self =
        Self { bytes: usize::MAX, is_storable: false, may_have_nulls: true, names: Sketch::ALL };
}

/// The findings of a value that is being written.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    bytes: Cell<usize>,
    is_doubtful: Cell<bool>,
    has_nulls: Cell<bool>,
    is_cut: Cell<bool>,
    depth: Cell<usize>,
    names: Cell<Sketch>,
    /// The attributes that are added to the first map.
    room: Cell<usize>,
}

impl Notes {
    /// Starts with the number of attributes that are added to the first map.
    pub(crate) fn with_room(room: usize) -> Self {
        Self { room: Cell::new(room), ..Self::default() }
    }

    pub(crate) fn findings(&self) -> Findings {
        Findings {
            bytes: self.bytes.get(),
            is_storable: !self.is_doubtful.get(),
            may_have_nulls: self.has_nulls.get(),
            names: self.names.get(),
        }
    }

    pub(super) fn take_room(&self) -> usize {
        self.room.take()
    }

    #[inline]
    fn add(&self, bytes: usize) {
        self.bytes.set(self.bytes.get().saturating_add(bytes));
    }

    /// Notes a value of this many bytes of text.
    #[inline]
    pub(super) fn value(&self, bytes: usize) {
        self.add(bytes.saturating_add(OVERHEAD));
    }

    /// Notes the name of an attribute or member.
    #[inline]
    pub(super) fn name(&self, name: &str) {
        self.add(name.len());
        if self.depth.get() <= 1 {
            self.names.set(self.names.get().with(name));
        }
        if !(1..=MAX_NAME_BYTES).contains(&name.len()) {
            self.doubt();
        }
    }

    pub(super) fn null(&self) {
        self.value(1);
        self.has_nulls.set(true);
    }

    /// Notes that the stored form holds only a part of the value.
    pub(super) fn cut(&self) {
        self.is_cut.set(true);
    }

    /// Returns `true` if the stored form holds only a part of the value.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut.get()
    }

    /// Notes that a value must be checked.
    pub(super) fn doubt(&self) {
        self.is_doubtful.set(true);
    }

    /// Notes the start of a list or map.
    #[inline]
    pub(super) fn enter(&self) {
        self.value(0);
        self.depth.set(self.depth.get() + 1);
        if self.depth.get() > CERTAIN_DEPTH {
            self.doubt();
        }
    }

    /// Notes the end of a list or map.
    #[inline]
    pub(super) fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// A map of one member: a variant and its contents.
    pub(super) fn variant(&self, name: &'static str, value: AttributeValue) -> AttributeValue {
        self.value(0);
        self.name(name);
        AttributeValue::M([(name.to_owned(), value)].into())
    }
}
