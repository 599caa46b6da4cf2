//! Names of attributes.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// The name of an attribute, with its aliases.
#[derive(Clone, Debug)]
pub struct Name {
    text: Cow<'static, str>,
    pub(crate) aliases: &'static [&'static str],
}

impl Name {
    /// The name of a field's attribute.
    #[must_use]
    pub(crate) const fn for_field(attribute: &'static str, aliases: &'static [&'static str]) -> Self {
        Self { text: Cow::Borrowed(attribute), aliases }
    }
}

impl From<Cow<'static, str>> for Name {
    fn from(text: Cow<'static, str>) -> Self {
        Self { text, aliases: &[] }
    }
}

impl From<&'static str> for Name {
    fn from(text: &'static str) -> Self {
        Cow::Borrowed(text).into()
    }
}

impl From<Name> for Cow<'static, str> {
    fn from(name: Name) -> Self {
        name.text
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// Names are equal regardless of their aliases.
impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Name {}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
