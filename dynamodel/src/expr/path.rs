//! Paths to values in items.

use std::borrow::Cow;
use std::fmt;

use super::Name;
use crate::codec::attribute::{Attribute, Attributes};

/// The name of an attribute, then names and list positions inside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path(pub(crate) Vec<Step>);

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    Name(Name),
    /// A field that is stored in the table's TTL attribute.
    Ttl(Name),
    Element(usize),
}

impl Path {
    #[cfg(test)]
    pub(crate) fn from_names<N: Into<Name>>(names: impl IntoIterator<Item = N>) -> Self {
        Self(names.into_iter().map(|name| Step::Name(name.into())).collect())
    }

    /// Appends a list position.
    pub(crate) fn element(mut self, at: usize) -> Self {
        self.0.push(Step::Element(at));
        self
    }

    /// Appends an attribute name.
    pub(crate) fn name(mut self, name: &str) -> Self {
        self.0.push(Step::Name(Cow::<'static, str>::Owned(name.to_owned()).into()));
        self
    }

    /// The name of the attribute that the path starts with.
    pub(crate) fn root(&self) -> Option<&str> {
        match self.0.first() {
            Some(Step::Name(name) | Step::Ttl(name)) => Some(name),
            _ => None,
        }
    }

    /// The name of the attribute, if the path has no further steps.
    pub(crate) fn attribute(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Step::Name(name) | Step::Ttl(name)] => Some(name),
            _ => None,
        }
    }

    /// Returns the value at the path.
    pub(crate) fn value<'i>(&self, item: &'i impl Attributes) -> Option<Attribute<'i>> {
        let mut steps = self.0.iter();
        let (Step::Name(root) | Step::Ttl(root)) = steps.next()? else { return None };
        steps.try_fold(item.attribute(root)?, |value, step| match step {
            Step::Name(name) | Step::Ttl(name) => value.member(name),
            Step::Element(index) => value.element(*index),
        })
    }

    /// The path without its last step; `None` for an attribute.
    pub(crate) fn parent(&self) -> Option<Self> {
        let (_, parent) = self.0.split_last()?;
        (!parent.is_empty()).then(|| Self(parent.to_vec()))
    }

    /// Returns `true` if it is the path of the expiry time.
    pub(crate) fn is_ttl(&self) -> bool {
        matches!(self.0.as_slice(), [Step::Ttl(_)])
    }

    /// Returns `true` if the paths are equal or this one leads inside the other.
    pub(crate) fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Returns `true` if it leads into a list.
    pub(crate) fn is_in_list(&self) -> bool {
        self.0.iter().any(|step| matches!(step, Step::Element(_)))
    }

    /// Returns `true` if the paths are equal or one leads inside the other.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(one, other)| one == other)
    }
}

impl From<&'static str> for Path {
    fn from(name: &'static str) -> Self {
        Self(vec![Step::Name(name.into())])
    }
}

/// The path in messages.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Ttl(name) => f.write_str(name)?,
                Step::Name(name) if at == 0 => f.write_str(name)?,
                Step::Name(name) => write!(f, ".{}", &**name)?,
                Step::Element(nth) => write!(f, "[{nth}]")?,
            }
        }
        Ok(())
    }
}
