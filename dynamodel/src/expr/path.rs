//! Where in an item a value is.

/// The way to a value: the name of an attribute, then names inside of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Path(pub(crate) Vec<&'static str>);

impl From<&'static str> for Path {
    fn from(name: &'static str) -> Self {
        Self(vec![name])
    }
}
