//! The type as an argument of queries: the value of the next segment, or a bound of a range.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, WherePredicate, parse_quote};

use super::{implementation, own_type};

/// Emits the implementations for a reference and for a value. The type is a segment under the bounds `segment`.
pub(super) fn both(input: &DeriveInput, segment: &[WherePredicate]) -> TokenStream {
    let ty = own_type(input);
    let reference = one(input, &quote!('__a,), &quote!(&'__a #ty), &quote!(self), segment);
    let value = one(input, &TokenStream::new(), &ty, &quote!(&self), segment);
    let listed = listed(input);
    quote!(#reference #value #listed)
}

/// Emits the implementations for a listed field. The runtime has those for references.
///
/// ```text
/// impl<__F: __p::FieldDef, __R> __k::KeyPrefix<(__p::Attr<__F>, __R)> for UserId
/// where for<'__a> &'__a UserId: __e::Operand<__F::Value> { .. }
/// ```
fn listed(input: &DeriveInput) -> TokenStream {
    let ty = own_type(input);
    let value = quote!(<__F as __p::FieldDef>::Value);
    let bounds: Vec<WherePredicate> =
        vec![parse_quote!(__F: __p::FieldDef), parse_quote!(for<'__a> &'__a #ty: __e::Operand<#value>)];
    let write = quote! {
        type Rest = __R;
        type Edge = __p::Attr<__F>;

        fn write(&self, writer: &mut __k::KeyWriter) {
            writer.write_attribute::<__F>(&__e::Operand::into_value(self));
        }
    };
    let (params, open) = (quote!(__F, __R), quote!((__p::Attr<__F>, __R)));
    let prefix = implementation(input, &params, &bounds, (&quote!(__k::KeyPrefix<#open>), &ty), &write);
    quote!(#[diagnostic::do_not_recommend] #prefix)
}

/// ```text
/// impl<'__a, __S, __R> __k::KeyPrefix<(__k::Seg<UserId, __S>, __R)> for &'__a UserId where u64: __k::KeySegment<__S> {
///     type Rest = __R;
///     type Edge = __k::Seg<UserId, __S>;
///     fn write(&self, writer: &mut __k::KeyWriter) { writer.write_value::<UserId, __S>(self); }
/// }
/// ```
fn one(
    input: &DeriveInput,
    lifetime: &TokenStream,
    argument: &TokenStream,
    value: &TokenStream,
    segment: &[WherePredicate],
) -> TokenStream {
    let ty = own_type(input);
    let write = quote! {
        type Rest = __R;
        type Edge = __k::Seg<#ty, __S>;

        fn write(&self, writer: &mut __k::KeyWriter) {
            writer.write_value::<#ty, __S>(#value);
        }
    };
    let (params, open) = (quote!(#lifetime __S, __R), quote!((__k::Seg<#ty, __S>, __R)));
    let prefix = quote!(__k::KeyPrefix<#open>);
    let prefix = implementation(input, &params, segment, (&prefix, argument), &write);
    quote!(#[diagnostic::do_not_recommend] #prefix)
}
