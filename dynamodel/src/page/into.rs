//! The start of a read.

use super::Cursor;

/// The start of a read: a [`Cursor`], an `Option` of one, or its text. `None` is the first page.
///
/// An empty string is not a valid cursor.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a cursor",
    label = "expected a cursor",
    note = "pass the cursor of a page (`Cursor`, `Option<Cursor>`) or its text (`String`, `&str`)",
    note = "write `text.map(Cursor::from)` for an optional text, or take `Option<Cursor>` from the request: `Cursor` is `Deserialize`"
)]
pub trait IntoCursor {
    /// Returns the cursor, or `None` for the first page.
    fn into_cursor(self) -> Option<Cursor>;
}

// One `Option` only, so that `after(None)` needs no type.
#[diagnostic::do_not_recommend]
impl IntoCursor for Option<Cursor> {
    fn into_cursor(self) -> Option<Cursor> {
        self
    }
}

#[diagnostic::do_not_recommend]
impl IntoCursor for Cursor {
    fn into_cursor(self) -> Option<Cursor> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoCursor for &Cursor {
    fn into_cursor(self) -> Option<Cursor> {
        Some(self.clone())
    }
}

#[diagnostic::do_not_recommend]
impl IntoCursor for String {
    fn into_cursor(self) -> Option<Cursor> {
        Some(self.into())
    }
}

#[diagnostic::do_not_recommend]
impl IntoCursor for &str {
    fn into_cursor(self) -> Option<Cursor> {
        Some(self.into())
    }
}

#[diagnostic::do_not_recommend]
impl IntoCursor for &String {
    fn into_cursor(self) -> Option<Cursor> {
        self.as_str().into_cursor()
    }
}
