//! The fields of nested structs, as templates name them.

/// A struct with `#[derive(Document)]`, whose fields a template can name.
#[diagnostic::on_unimplemented(
    message = "a template cannot name the fields of `{Self}`",
    label = "write `#[derive(dynamodel::Document)]` on `{Self}`"
)]
pub trait Nested {
    /// The name of the struct.
    const NAME: &'static str;
    /// The names of the fields.
    const FIELDS: &'static [&'static str];
}

/// A field of a nested struct. `N` is its name as a tuple of [`Char`]s.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not have the field that the template names after the dot",
    label = "correct the name after the dot, or write `#[derive(dynamodel::Document)]` on `{Self}`"
)]
pub trait NestedField<N> {
    /// The field's type.
    type Type;
    /// Returns the field.
    fn field(&self) -> &Self::Type;
}

/// A character of a name.
#[derive(Clone, Copy, Debug)]
pub struct Char<const CHAR: char>;
