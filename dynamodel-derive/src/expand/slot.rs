//! The keys of an entity, as generated calls name them.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::segment;
use crate::model::Role;

/// A key of an entity, by its position among the keys of its kind.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    Primary,
    Lookup(usize),
    Index(usize),
    Marker(usize),
}

impl Slot {
    /// The slot of a key of the item itself: the primary key, then the lookups.
    pub(super) fn of_key(index: usize) -> Self {
        index.checked_sub(1).map_or(Self::Primary, Self::Lookup)
    }

    /// `__p::key_writer::<Self>(__s::KeySlot::Primary, __k::Role::Partition)`
    pub(super) fn writer(self, of: &TokenStream, role: Role) -> TokenStream {
        let role = segment::role(role);
        quote!(__p::key_writer::<#of>(#self, #role))
    }
}

impl ToTokens for Slot {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Primary => quote!(__s::KeySlot::Primary),
            Self::Lookup(position) => quote!(__s::KeySlot::Lookup(#position)),
            Self::Index(position) => quote!(__s::KeySlot::Index(#position)),
            Self::Marker(position) => quote!(__s::KeySlot::Marker(#position)),
        });
    }
}
