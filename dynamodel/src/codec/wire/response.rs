//! Responses: their items, and the rest.

use std::ops::Range;
use std::string::FromUtf8Error;

use super::json::Scanner;
use super::page::Page;

/// The place of the items in a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// The list `Items`, of `Query` and `Scan`.
    Items,
    /// The list of one table in `Responses`, of `BatchGetItem`.
    Tables,
    /// The list `Responses` of objects with an `Item`, of `TransactGetItems`. A missing item is scanned as an empty one.
    Positions,
}

/// A response whose items were scanned.
#[derive(Debug)]
pub(crate) struct Scanned {
    pub(crate) page: Page,
    /// The response without items.
    pub(crate) rest: String,
}

/// Scans a response.
///
/// # Errors
///
/// Returns the response if it has no items or an unusual form.
pub(crate) fn scan(body: Vec<u8>, layout: Layout) -> Result<Scanned, Vec<u8>> {
    let mut text = String::from_utf8(body).map_err(FromUtf8Error::into_bytes)?;
    let Some((scanner, items)) = scan_items(&text, layout) else { return Err(text.into_bytes()) };
    let empty = if layout == Layout::Tables { "{}" } else { "[]" };
    let rest = [&text[..items.start], empty, &text[items.end..]].concat();
    let Scanner { unescaped, binary, nodes, .. } = scanner;
    text.push_str(&unescaped);
    Ok(Scanned { page: Page::new(text, binary, nodes), rest })
}

/// Scans the items. Returns the range of the member that holds them.
fn scan_items(text: &str, layout: Layout) -> Option<(Scanner<'_>, Range<usize>)> {
    let mut scanner = Scanner::new(text)?;
    let mut items = None;
    let name = if layout == Layout::Items { "Items" } else { "Responses" };
    scanner.each(*b"{}", |scanner| {
        if scanner.plain_name()? != name {
            return scanner.skip_value();
        }
        // The SDK keeps the last of several members.
        let is_first = items.is_none();
        let start = scanner.at;
        scanner.items_of(layout)?;
        items = Some(start..scanner.at);
        is_first.then_some(())
    })?;
    let is_end = scanner.peek().is_none();
    Some((scanner, items.filter(|_| is_end)?))
}

impl Scanner<'_> {
    fn items_of(&mut self, layout: Layout) -> Option<()> {
        match layout {
            Layout::Items => self.list_of_items(),
            Layout::Tables => {
                let tables = self.each(*b"{}", |scanner| {
                    scanner.plain_name()?;
                    scanner.list_of_items()
                })?;
                (tables <= 1).then_some(())
            }
            Layout::Positions => self.each(*b"[]", Self::position).map(drop),
        }
    }

    fn list_of_items(&mut self) -> Option<()> {
        self.each(*b"[]", Self::item).map(drop)
    }

    fn position(&mut self) -> Option<()> {
        let members = self.each(*b"{}", |scanner| {
            (scanner.plain_name()? == "Item").then_some(())?;
            scanner.item()
        })?;
        match members {
            0 => self.no_item(),
            1 => Some(()),
            _ => None,
        }
    }
}
