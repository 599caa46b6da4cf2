//! What a read goes on from.

use super::Cursor;

/// Where a read goes on: a [`Cursor`], an `Option` of one, or its text. `None` is the start.
///
/// An empty text is no cursor: it is refused as any other that is none.
#[diagnostic::on_unimplemented(
    message = "a read does not go on from `{Self}`",
    label = "no cursor",
    note = "give the cursor of a page (`Cursor`, `Option<Cursor>`) or its text (`String`, `&str`)",
    note = "an `Option` of a text becomes one of a cursor by `text.map(Cursor::from)`; or have `Option<Cursor>` in the request, as `Cursor` is `Deserialize`"
)]
pub trait IntoCursor {
    /// The cursor; `None` for the start.
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
