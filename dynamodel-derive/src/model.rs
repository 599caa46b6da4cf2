//! A resolved entity.

mod alias;
mod draft;
mod field;
mod in_key;
mod index;
mod inverted;
mod key;
mod keyed;
mod marker;
mod settable;
mod shard;
mod template;
mod when;

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{DeriveInput, GenericParam, Generics, Ident, LitStr, Path};

use crate::attr::{Attributes, Functions, Pattern};
use crate::ctxt::Ctxt;
pub(crate) use alias::mentions;
pub(crate) use draft::Draft;
use field::Scope;
pub(crate) use field::{
    Field, OmitsNone, Plain, distinct, ident_of, is_public, named, optional, plain, resolve as fields,
    text_of,
};
pub(crate) use in_key::Unfit;
use index::Context;
pub(crate) use index::{IndexKey, IndexPart, Listed};
pub(crate) use key::{Key, Name, pattern_type};
pub(crate) use keyed::Standing;
pub(crate) use marker::Marker;
pub(crate) use settable::{Settable, groups, in_primary, is_removable, is_written_by_key, meet};
pub(crate) use template::{Alias, Part, Position, Role, Segment, Template};
pub(crate) use when::{Both, Values, When, literal};

pub(crate) struct Entity {
    pub(crate) ident: Ident,
    /// The visibility with spans of the expansion, so that lints ignore generated functions.
    pub(crate) vis: TokenStream,
    pub(crate) generics: Generics,
    pub(crate) krate: Path,
    pub(crate) type_name: String,
    pub(crate) delimiter: String,
    pub(crate) functions: Functions,
    pub(crate) primary: Key,
    pub(crate) lookups: Vec<Key>,
    pub(crate) indexes: Vec<IndexKey>,
    pub(crate) markers: Vec<Marker>,
    pub(crate) fields: Vec<std::rc::Rc<Field>>,
    pub(crate) draft: Option<Draft>,
    /// The indexes that the entity is not read from, although they hold its items.
    pub(crate) unread: Vec<LitStr>,
}

impl Entity {
    /// Resolves the attributes of a struct; returns `None` if errors prevent further checks.
    pub(crate) fn resolve(ctxt: &Ctxt, input: &DeriveInput, attributes: &Attributes) -> Option<Self> {
        check_lifetimes(ctxt, &input.generics);
        let delimiter = delimiter(ctxt, attributes.entity.delimiter.as_ref());
        let pattern = primary(ctxt, input, attributes);
        let fields = fields(
            ctxt,
            input,
            "an entity must be a struct with named fields, which are the attributes of an item",
        )?;
        let scope = Scope { ctxt, entity: &input.ident, fields: &fields };
        let key = |pattern: &Pattern| Key::resolve(scope, pattern);
        let primary = pattern.and_then(key);
        let lookups = attributes.lookups.iter().filter_map(key).collect();
        let context = Context { scope, primary: pattern };
        let indexes = attributes.indexes.iter();
        let indexes = indexes.filter_map(|index| IndexKey::resolve(index, &context)).collect();
        check_type_name(ctxt, attributes.entity.type_name.as_ref());
        let type_name = attributes.entity.type_name.as_ref();
        let type_name = type_name.map_or_else(|| text_of(&input.ident), LitStr::value);
        let sorted = pattern.is_some_and(|pattern| pattern.sk.is_some());
        let owner = marker::Owner { scope, type_name: &type_name, delimiter: &delimiter, sorted };
        let markers = marker::resolve(&owner, &attributes.entity.unique);
        let is_managed = |ident: &Ident| draft::is_managed(&fields, ident);
        let draft = attributes.entity.draft.as_ref();
        let draft = draft.map(|draft| Draft::resolve(input, draft, is_managed));
        let mut entity = Self {
            ident: input.ident.clone(),
            vis: generated(input.vis.to_token_stream()),
            generics: input.generics.clone(),
            krate: krate(attributes.entity.krate.as_ref()),
            type_name,
            delimiter,
            functions: attributes.entity.functions.clone(),
            primary: primary?,
            lookups,
            indexes,
            markers,
            draft,
            unread: attributes.entity.unread.clone(),
            fields,
        };
        alias::number(&mut entity);
        Some(entity)
    }

    /// Returns the primary key, then the keys of the lookups.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.primary).chain(&self.lookups)
    }

    /// Returns the names of the access patterns.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Name> {
        let keys = self.keys().filter_map(|key| key.name.as_ref());
        keys.chain(self.indexes.iter().map(|index| &index.name))
    }

    /// Returns the templates of the primary key, the lookups and the indexes.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Template> {
        let indexes = self.indexes.iter().flat_map(IndexKey::parts).filter_map(IndexPart::template);
        self.keys().flat_map(Key::templates).chain(indexes)
    }

    /// Returns the segments of all keys, including listed fields.
    pub(crate) fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.keys().flat_map(Key::segments).chain(self.indexes.iter().flat_map(IndexKey::segments))
    }

    /// Returns the segments of all keys, without listed fields that a serde function writes.
    pub(crate) fn key_segments(&self) -> impl Iterator<Item = &Segment> {
        let listed = self.listed().filter(|listed| !listed.is_custom()).map(|listed| &listed.segment);
        self.templates().flat_map(Template::segments).chain(listed)
    }

    /// Returns the pairs of keys of one index.
    pub(crate) fn shapes(&self) -> impl Iterator<Item = (&IndexKey, &IndexKey)> {
        self.indexes.iter().enumerate().flat_map(|(position, index)| {
            let earlier = self.indexes.iter().take(position);
            let same = earlier.filter(|earlier| earlier.index.value() == index.index.value());
            same.map(move |earlier| (earlier, index))
        })
    }

    /// Returns the listed fields.
    pub(crate) fn listed(&self) -> impl Iterator<Item = &Listed> {
        self.indexes.iter().flat_map(IndexKey::parts).flat_map(IndexPart::listed)
    }

    /// Returns `true` if copies or markers are stored with an item.
    pub(crate) fn has_satellites(&self) -> bool {
        !self.lookups.is_empty() || !self.markers.is_empty()
    }

    /// Returns the TTL field.
    pub(crate) fn ttl(&self) -> Option<&Field> {
        self.fields.iter().map(std::rc::Rc::as_ref).find(|field| field.ttl.is_some())
    }

    /// Returns `true` for an entity without generic parameters, whose types `cargo check` can evaluate.
    pub(crate) fn is_concrete(&self) -> bool {
        self.generics.params.is_empty()
    }
}

impl Functions {
    pub(crate) fn all(&self) -> [&Ident; 6] {
        [&self.key, &self.decode_key, &self.get, &self.update, &self.delete, &self.scan]
    }

    /// `scan_by_status`: the scan of the index of a pattern.
    pub(crate) fn index_scan(&self, pattern: &Ident) -> Ident {
        let (scan, pattern) = (text_of(&self.scan), text_of(pattern));
        Ident::new(&format!("{scan}_{pattern}"), Span::call_site())
    }
}

/// Marks tokens as part of the expansion.
fn generated(tokens: TokenStream) -> TokenStream {
    let each = |mut token: TokenTree| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), generated(group.stream())).into();
        }
        token.set_span(Span::call_site());
        token
    };
    tokens.into_iter().map(each).collect()
}

/// Returns the path of the runtime crate.
pub(crate) fn krate(given: Option<&Path>) -> Path {
    given.cloned().unwrap_or_else(|| syn::parse_quote!(::dynamodel))
}

/// The names by which an expansion refers to the runtime: its public modules, and the interface of the derives.
pub(crate) fn imports(krate: &Path) -> TokenStream {
    quote! {
        #[allow(unused_imports)]
        use #krate::{Error as __Error, __private as __p, expr as __e, key as __k, op as __o, schema as __s};
    }
}

/// `Some(None)` has failed, `None` was not there.
#[expect(clippy::option_option, reason = "both kinds of absence meet here, and only here")]
fn lift<T>(found: Option<Option<T>>) -> Option<Option<T>> {
    match found {
        Some(None) => None,
        Some(Some(value)) => Some(Some(value)),
        None => Some(None),
    }
}

fn primary<'a>(ctxt: &Ctxt, input: &DeriveInput, attributes: &'a Attributes) -> Option<&'a Pattern> {
    for further in attributes.keys.iter().skip(1) {
        ctxt.at(&further.attribute).error(
            "an entity has one primary key, the first `#[key(...)]`. For another access pattern, write \
             `#[key(index = \"...\", name = \"by_...\", ...)]` for an index of the table, or \
             `#[lookup(name = \"by_...\", ...)]` for a copy under a second key, or \
             `#[lookup(unique, name = \"by_...\", ...)]` for a unique second key",
        );
    }
    if attributes.keys.is_empty() {
        ctxt.at(&input.ident)
            .error("an entity needs a key: write `#[key(pk = \"...\", sk = \"...\")]` on the struct");
    }
    for (word, _) in attributes.keys.iter().filter_map(|key| key.project.as_ref()) {
        ctxt.at(word).error(
            "the item itself has all attributes: `project(...)` is for the key of an index \
             (`#[key(index = \"...\", ...)]`) or a lookup",
        );
    }
    attributes.keys.first()
}

fn delimiter(ctxt: &Ctxt, given: Option<&LitStr>) -> String {
    let Some(literal) = given else { return "#".to_owned() };
    let text = literal.value();
    let fits = |character: char| character.is_ascii_punctuation() && !"%{}".contains(character);
    if text.is_empty() || !text.chars().all(fits) {
        ctxt.at(literal).error(
            "a delimiter must be one or more ASCII punctuation characters, except `%`, `{` and `}`: write, \
             for example, `#`, `|` or `::`",
        );
    }
    text
}

// #[entity(type_name = "")]
fn check_type_name(ctxt: &Ctxt, given: Option<&LitStr>) {
    if let Some(literal) = given.filter(|literal| literal.value().is_empty()) {
        ctxt.at(literal).error(
            "a type name must not be empty, because it identifies the entity of an item: write a name, or remove \
             this",
        );
    }
}

// struct Borrowed<'a> { id: &'a str }
fn check_lifetimes(ctxt: &Ctxt, generics: &Generics) {
    for param in &generics.params {
        if let GenericParam::Lifetime(lifetime) = param {
            ctxt.at(lifetime).error(
                "an entity must own its data, because it outlives the response: write `String` in place of `&str`, \
                 and `Vec<T>` in place of `&[T]`",
            );
        }
    }
}
