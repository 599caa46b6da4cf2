//! The wanted items of a range.

use crate::expr::Expr;
use crate::item::ttl;
use crate::read::limit::Share;
use crate::schema::table::TableMeta;

/// Also matches items without a type, in a table that recognizes these by their keys.
pub(crate) fn or_untyped(table: &TableMeta, is_type: Expr) -> Expr {
    match table.optional_type() {
        Some(attribute) => Expr::Or(vec![is_type, Expr::absent(attribute)]),
        None => is_type,
    }
}

/// The items that a read leaves out of its range.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filters {
    /// Leaves out items of other types.
    pub(crate) types: Option<Expr>,
    /// Matches the wanted items and no others; `None` where a condition cannot tell them.
    pub(crate) exact: Option<Expr>,
    /// The condition of the caller.
    pub(crate) condition: Option<Expr>,
    /// Items of other types can lie in the range.
    pub(crate) is_mixed: bool,
    /// Leaves out expired items.
    pub(crate) skips_expired: bool,
}

impl Filters {
    /// Returns the filter of a request that reads this index, or of one that counts.
    pub(super) fn expression(&self, table: &TableMeta, index: Option<&str>, counts: bool) -> Option<Expr> {
        let types = if counts { &self.exact } else { &self.types };
        // An index of keys does not hold the time of expiry.
        let index = index.and_then(|name| table.index(name));
        let filters_expired = self.skips_expired && table.carries_ttl(index);
        let unexpired = filters_expired.then(|| ttl::alive(table)).flatten();
        Expr::all([types.clone(), unexpired, self.condition.clone().map(Expr::of_all_names)])
    }

    /// Returns the share of the items in the range that is wanted.
    pub(super) fn share(&self) -> Share {
        match self.condition {
            Some(_) => Share::Unknown,
            None if self.is_mixed => Share::OfTypes,
            None if self.skips_expired => Share::Unexpired,
            None => Share::All,
        }
    }
}
