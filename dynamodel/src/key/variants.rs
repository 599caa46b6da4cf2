//! The variants of enums and their texts, for proofs about keys that hold some of them only.

use std::marker::PhantomData;

/// An enum without fields, by its variants. `derive(KeySegment)` implements it.
pub trait ListedVariants: Sized + 'static {
    /// Each variant, and the texts that are read as it.
    const ALL: &'static [(Self, &'static [&'static str])];
}

/// The variants of a type; none if they are not known.
#[derive(Debug)]
pub struct Variants<T>(PhantomData<T>);

impl<T: ListedVariants> Variants<T> {
    /// See [`ListedVariants::ALL`].
    pub const ALL: &'static [(T, &'static [&'static str])] = T::ALL;
}

/// A type whose variants are not known. An expansion finds this constant where the other one does not exist.
pub trait UnlistedVariants {
    /// The type.
    type Value: 'static;
    /// No variant.
    const ALL: &'static [(Self::Value, &'static [&'static str])] = &[];
}

impl<T: 'static> UnlistedVariants for Variants<T> {
    type Value = T;
}

/// The most texts of one condition. Conditions with more prove nothing.
const CAPACITY: usize = 64;

/// The texts of some variants.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    texts: [&'static str; CAPACITY],
    len: usize,
}

impl Texts {
    /// No text.
    pub const NONE: Self = Self { texts: [""; CAPACITY], len: 0 };

    /// Adds the texts of a variant.
    #[must_use]
    pub const fn with(mut self, more: &[&'static str]) -> Self {
        let mut at = 0;
        while at < more.len() {
            if self.len < CAPACITY {
                self.texts[self.len] = more[at];
            }
            self.len += 1;
            at += 1;
        }
        self
    }

    /// The texts; none if there are too many.
    #[must_use]
    pub const fn all(&'static self) -> &'static [&'static str] {
        if self.len > CAPACITY { &[] } else { self.texts.split_at(self.len).0 }
    }
}
