//! Numbers the segments whose types the compiler must check.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::Type;

use super::{Alias, Entity, IndexKey, IndexPart, Position, Segment, Template};
use crate::spec::Spec;

/// A format of a field that has a number.
struct Numbered {
    path: String,
    spec: Spec,
    position: Position,
    sparse: bool,
    alias: Alias,
}

/// Gives each format of a field a number, and refers to the previous number of the same field.
pub(super) fn number(entity: &mut Entity) {
    let params: Vec<String> = entity.generics.type_params().map(|param| param.ident.to_string()).collect();
    let mut numbered: Vec<Numbered> = Vec::new();
    let keys = std::iter::once(&mut entity.primary).chain(&mut entity.lookups);
    let templates = keys.flat_map(|key| std::iter::once(&mut key.pk).chain(&mut key.sk));
    let indexes = entity.indexes.iter_mut().flat_map(IndexKey::parts_mut).flat_map(IndexPart::segments_mut);
    for segment in templates.flat_map(Template::segments_mut).chain(indexes) {
        give(segment, &params, &mut numbered);
    }
    let markers = entity.markers.iter_mut().map(|marker| &mut marker.key);
    let markers = markers.flat_map(|key| std::iter::once(&mut key.pk).chain(&mut key.sk));
    for segment in markers.flat_map(Template::segments_mut) {
        // Another rule reports fields that cannot be unique.
        let reported = segment.is_several() && !numbered.iter().any(|known| known.path == segment.path());
        if !reported {
            give(segment, &params, &mut numbered);
        }
    }
}

fn give(segment: &mut Segment, params: &[String], numbered: &mut Vec<Numbered>) {
    if segment.plain().is_none() && !segment.is_misplaced_option() && !mentions(&segment.field.ty, params) {
        segment.alias = alias(segment, numbered);
    }
}

fn alias(segment: &Segment, numbered: &mut Vec<Numbered>) -> Alias {
    let (path, spec, position) = (segment.path().to_owned(), segment.spec, segment.position);
    let same_path = |known: &&Numbered| known.path == path;
    let sparse = segment.sparse().is_some();
    let same = |known: &&Numbered| known.spec == spec && known.position == position && known.sparse == sparse;
    if let Some(known) = numbered.iter().filter(same_path).find(same) {
        return known.alias;
    }
    let after = numbered.iter().rfind(same_path).and_then(|known| known.alias.nth());
    let alias = Alias::Numbered { nth: numbered.len(), after };
    numbered.push(Numbered { path, spec, position, sparse, alias });
    alias
}

impl Alias {
    pub(crate) fn nth(self) -> Option<usize> {
        match self {
            Self::None => None,
            Self::Numbered { nth, .. } => Some(nth),
        }
    }
}

/// Returns `true` if a type contains one of these parameters.
pub(crate) fn mentions(ty: &Type, params: &[String]) -> bool {
    in_tokens(ty.to_token_stream(), params)
}

fn in_tokens(tokens: TokenStream, params: &[String]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => in_tokens(group.stream(), params),
        TokenTree::Ident(ident) => params.contains(&ident.to_string()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
