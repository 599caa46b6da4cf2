//! The segments that the sort keys of a collection share.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::expand::Checked;

/// The most segments that the runtime compares.
const MAX_SHARED: usize = 6;

// const SHARED: __p::SharedSort = __p::shared_sort(MEMBERS, &[
//     [__p::SameSegment::<<.. as __p::Nth<0>>::Type, <.. as __p::Nth<0>>::Type>::SAME, ..],
//     ..
// ]);
// type __Shared = <<__P0 as __p::Pattern>::SortKey as __p::First<
//     { SHARED.segments },
//     <__p::EndOf<{ SHARED.end }> as __p::Between<__P0, ..>>::Type,
// >>::Type;
pub(super) fn expand(checked: &[Checked<'_>]) -> TokenStream {
    let Some((first, others)) = checked.split_first() else { return TokenStream::new() };
    let (pattern, sort) = (first.pattern_ty(), first.pattern());
    let types = checked.iter().map(|checked| same_segments(checked, first));
    let other = other(first, others);
    quote! {
        const SHARED: __p::SharedSort = {
            #[allow(unused_imports)]
            use __p::DifferentSegment as _;
            __p::shared_sort(MEMBERS, &[#(#types),*])
        };
        type __Shared = <#sort::SortKey as __p::First<
            { SHARED.segments },
            <__p::EndOf<{ SHARED.end }> as __p::Between<#pattern, #other>>::Type,
        >>::Type;
    }
}

/// For each position, `true` if both sort keys have the same segment there.
fn same_segments(checked: &Checked<'_>, first: &Checked<'_>) -> TokenStream {
    let (own, first) = (checked.pattern(), first.pattern());
    let positions = (0..MAX_SHARED).map(|position| {
        quote! {
            __p::SameSegment::<
                <#own::SortKey as __p::Nth<#position>>::Type,
                <#first::SortKey as __p::Nth<#position>>::Type,
            >::SAME
        }
    });
    quote!([#(#positions),*])
}

// The pattern that differs from the first:
// <__p::If<{ SHARED.member == 1 }> as __p::Choose<__P1, __P0>>::Type
fn other(first: &Checked<'_>, others: &[Checked<'_>]) -> TokenStream {
    let first = first.pattern_ty().to_token_stream();
    others.iter().zip(1_usize..).fold(first, |chosen, (other, nth)| {
        let pattern = other.pattern_ty();
        quote!(<__p::If<{ SHARED.member == #nth }> as __p::Choose<#pattern, #chosen>>::Type)
    })
}
