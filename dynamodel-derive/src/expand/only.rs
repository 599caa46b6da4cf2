//! The texts that the condition of an index key leaves to a segment of the key.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, ExprLit, Lit};

use super::types::value_type;
use crate::attr::Test;
use crate::model::{IndexKey, Plain, Position, Segment, literal};
use crate::spec::{Form, Spec, Text};

/// The texts of the values that `when` requires, as `&'static [&'static str]`; `None` if it requires none, or if they are
/// not known.
pub(super) fn texts(key: &IndexKey, segment: &Segment) -> Option<TokenStream> {
    let is_tested = |name: &str| segment.nested.is_empty() && name == segment.field.name;
    let values = key.when.iter().find_map(|when| match &when.test {
        Test::Is(values) if is_tested(&when.field.name) => Some(values),
        _ => None,
    })?;
    match segment.plain() {
        Some(Plain::String) => is_as_it_is(segment).then(|| quote!(&[#(#values),*])),
        Some(Plain::Integer) => literals(values).filter(|_| is_plain(segment)),
        Some(Plain::Copied) => literals(values),
        Some(Plain::Float) => None,
        None => (segment.spec == Spec::Position).then(|| variants(segment, values)),
    }
}

/// Returns `true` if the key has the string unchanged.
fn is_as_it_is(segment: &Segment) -> bool {
    matches!(
        segment.spec,
        Spec::Position | Spec::Text(Text { form: Form::Position | Form::Any, case: None, .. })
    )
}

/// Returns `true` if the key has the digits of the number alone.
fn is_plain(segment: &Segment) -> bool {
    match segment.spec {
        Spec::Plain => true,
        Spec::Position => segment.position == Position::Partition,
        _ => false,
    }
}

/// `&["1", "2"]`; `None` for the constants of numbers.
fn literals(values: &[Expr]) -> Option<TokenStream> {
    let text = |value| literal(value).filter(|_| !is_byte(value));
    let texts: Vec<String> = values.iter().map(text).collect::<Option<_>>()?;
    Some(quote!(&[#(#texts),*]))
}

/// Returns `true` for `b'7'`, which is written as a number.
fn is_byte(value: &Expr) -> bool {
    matches!(value, Expr::Lit(ExprLit { lit: Lit::Byte(_), .. }))
}

/// ```text
/// const {
///     use __p::UnlistedVariants as _;
///     let all = __p::Variants::<Status>::ALL;
///     &{ .. if match all[nth].0 { Status::Open => true, _ => false } { texts = texts.with(all[nth].1); } .. }
/// }.all()
/// ```
fn variants(segment: &Segment, values: &[Expr]) -> TokenStream {
    let ty = value_type(segment);
    quote! {
        const {
            &{
                #[allow(unused_imports)]
                use __p::UnlistedVariants as _;
                let all = __p::Variants::<#ty>::ALL;
                let (mut texts, mut nth) = (__p::Texts::NONE, 0);
                while nth < all.len() {
                    #[allow(unreachable_patterns, clippy::all, clippy::pedantic)]
                    let is_met = match all[nth].0 { #(#values)|* => true, _ => false };
                    if is_met {
                        texts = texts.with(all[nth].1);
                    }
                    nth += 1;
                }
                texts
            }
        }
        .all()
    }
}
