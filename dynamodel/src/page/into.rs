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
impl IntoCursor for Option<Cursor> {
    fn into_cursor(self) -> Option<Cursor> {
        self
    }
}

macro_rules! cursors {
    ($($type:ty => $cursor:path;)*) => {$(
        impl IntoCursor for $type {
            fn into_cursor(self) -> Option<Cursor> {
                Some($cursor(self))
            }
        }
    )*};
}
cursors! {
    Cursor => Cursor::from;
    &Cursor => Cursor::clone;
    String => Cursor::from;
    &str => Cursor::from;
}

impl IntoCursor for &String {
    fn into_cursor(self) -> Option<Cursor> {
        self.as_str().into_cursor()
    }
}
