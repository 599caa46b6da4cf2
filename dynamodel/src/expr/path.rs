//! Where in an item a value is.

/// A step from an attribute into what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Name(&'static str),
    Index(usize),
}

/// The way to a value: an attribute's name, then names and list indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Path(pub(crate) Vec<Step>);

impl From<&'static str> for Path {
    fn from(name: &'static str) -> Self {
        Self(vec![Step::Name(name)])
    }
}
