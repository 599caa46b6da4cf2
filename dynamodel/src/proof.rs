//! Checks that run at compile time. Only what the derives emit calls them.

pub(crate) mod collection;
pub(crate) mod overlap;
pub(crate) mod projection;
pub(crate) mod table;
pub(crate) mod template;
