//! Recognizing sets by the names of their types.
//!
//! The iteration order of a `HashSet` is random, so its elements are sorted to make encodings equal. serde does not report
//! the type of a sequence, but the name of the type does.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::order::SortKey;
use crate::codec::same::stable;

/// Returns `true` if the type with this name is a hash set, or a pointer to one, or may be `None`.
pub(super) fn is_hash_set(type_name: &str) -> bool {
    let name = bare_name(type_name);
    ["std::collections::hash::set::HashSet<", "hashbrown::set::HashSet<"]
        .iter()
        .any(|set| name.starts_with(set))
}

/// Returns `true` if the type is a set, or a pointer to one, or may be `None`.
pub(crate) fn is_set<T: ?Sized>() -> bool {
    let name = std::any::type_name::<T>();
    is_hash_set(name) || bare_name(name).starts_with("alloc::collections::btree::set::BTreeSet<")
}

/// The name of the type behind pointers and `Option`s.
fn bare_name(type_name: &str) -> &str {
    const AROUND: [&str; 6] =
        ["&", "mut ", "core::option::Option<", "alloc::boxed::Box<", "alloc::rc::Rc<", "alloc::sync::Arc<"];
    let mut name = type_name;
    while let Some(inner) = AROUND.iter().find_map(|around| name.strip_prefix(around)) {
        name = inner;
    }
    name
}

/// Sorts the elements of a set: strings by their bytes, numbers by their value.
pub(super) fn sort(elements: &mut [AttributeValue]) {
    elements.sort_by_cached_key(|element| (SortKey::new(Some(element)), stable(element)));
}
