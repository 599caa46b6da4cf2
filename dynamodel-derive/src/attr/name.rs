//! `name = "by_creator"`, or `name(by_creator, type = VideosOfCreator)`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Ident, Meta, Token};

use crate::ctxt::Ctxt;
use crate::meta;
use crate::model::text_of;

/// The name of an access pattern, as it is written.
#[derive(Clone)]
pub(crate) struct PatternName {
    /// The place of errors about it.
    pub(crate) at: TokenStream,
    /// The name of the function; `None` if it cannot name one.
    pub(crate) function: Option<Ident>,
    pub(crate) text: String,
    /// The type of the pattern, if it is given.
    pub(crate) ty: Option<Ident>,
}

impl PatternName {
    pub(super) fn parse(ctxt: &Ctxt, written: &Meta) -> Option<Self> {
        if let Meta::List(list) = written {
            let parsed = list.parse_args_with(|stream: ParseStream<'_>| {
                let function: Ident = stream.parse()?;
                stream.parse::<Token![,]>()?;
                stream.parse::<Token![type]>()?;
                stream.parse::<Token![=]>()?;
                let ty: Ident = stream.parse()?;
                stream.parse::<Option<Token![,]>>()?;
                Ok((function, ty))
            });
            let Ok((function, ty)) = parsed else {
                ctxt.at(written).error(
                    "expected the name of the function and that of the type, as in \
                               `name(by_owner, type = TasksOfOwner)`",
                );
                return None;
            };
            let (text, at) = (text_of(&function), written.to_token_stream());
            return Some(Self { at, text, function: Some(function), ty: Some(ty) });
        }
        let literal = meta::string(ctxt, written)?;
        Some(Self {
            at: literal.to_token_stream(),
            text: literal.value(),
            function: literal.parse().ok(),
            ty: None,
        })
    }
}
