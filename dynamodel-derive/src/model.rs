//! An entity, resolved: its templates name fields that exist, its words mean something.

mod alias;
mod field;
mod index;
mod keyed;
mod marker;
mod settable;
mod shard;
mod template;
mod when;

use std::rc::Rc;

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, DeriveInput, GenericParam, Generics, Ident, LitStr, Path};

use crate::attr::{self, Attributes, Pattern, Written};
use crate::ctxt::Ctxt;
use crate::project::Project;
use crate::shards::Shards;
use crate::suggest;
pub(crate) use alias::mentions;
pub(crate) use field::{
    Field, Plain, check_storable, ident_of, named, optional, plain, resolve as fields, text_of,
};
use index::Context;
pub(crate) use index::{IndexKey, IndexPart, Listed};
pub(crate) use keyed::Standing;
pub(crate) use marker::Marker;
pub(crate) use settable::{Settable, Time, groups, hangs_on_time, is_written_by_key, meet};
pub(crate) use template::{Alias, Part, Position, Role, Segment, Template};
pub(crate) use when::{Both, When};

pub(crate) struct Entity {
    pub(crate) ident: Ident,
    /// As tokens of the expansion, so that lints take no generated function for the user's own.
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
}

/// The names of the generated functions.
pub(crate) struct Functions {
    pub(crate) key: Ident,
    pub(crate) decode_key: Ident,
    pub(crate) get: Ident,
    pub(crate) update: Ident,
    pub(crate) delete: Ident,
    pub(crate) scan: Ident,
}

/// The primary key or that of a lookup.
pub(crate) struct Key {
    /// Where it stands.
    pub(crate) attribute: Attribute,
    pub(crate) name: Option<Name>,
    pub(crate) pk: Template,
    pub(crate) sk: Option<Template>,
    /// The word `unique` of a lookup, if it is there.
    pub(crate) unique: Option<Path>,
    /// Over how many shards its partitions are spread.
    pub(crate) shards: Option<Shards>,
    /// What holds of the items that have a copy under this key; of a primary key, nothing.
    pub(crate) when: Vec<When>,
    /// What of the item is under this key.
    pub(crate) project: Project<Rc<Field>>,
}

/// The name of an access pattern.
pub(crate) struct Name {
    pub(crate) ident: Ident,
    pub(crate) literal: LitStr,
}

impl Entity {
    /// Resolves the attributes of a struct; `None` if too much is wrong to go on.
    pub(crate) fn resolve(ctxt: &Ctxt, input: &DeriveInput, attributes: &Attributes) -> Option<Self> {
        check_lifetimes(ctxt, &input.generics);
        let delimiter = delimiter(ctxt, attributes.entity.delimiter.as_ref());
        let pattern = primary(ctxt, input, attributes);
        let fields = fields(
            ctxt,
            input,
            "an entity is a struct with named fields: its fields are the attributes of an item",
        )?;
        let key = |pattern: &Pattern| Key::resolve(ctxt, &input.ident, pattern, &fields);
        let primary = pattern.and_then(key);
        let lookups = attributes.lookups.iter().filter_map(key).collect();
        let context = Context { entity: &input.ident, fields: &fields, primary: pattern };
        let indexes = attributes.indexes.iter();
        let indexes = indexes.filter_map(|index| IndexKey::resolve(ctxt, index, &context)).collect();
        check_type_name(ctxt, attributes.entity.type_name.as_ref());
        let type_name = attributes.entity.type_name.as_ref();
        let type_name = type_name.map_or_else(|| text_of(&input.ident), LitStr::value);
        let sorted = pattern.is_some_and(|pattern| pattern.sk.is_some());
        let owner = marker::Owner {
            ctxt,
            entity: &input.ident,
            type_name: &type_name,
            delimiter: &delimiter,
            sorted,
        };
        let markers = marker::resolve(&owner, &attributes.entity.unique, &fields);
        let mut entity = Self {
            ident: input.ident.clone(),
            vis: generated(input.vis.to_token_stream()),
            generics: input.generics.clone(),
            krate: krate(attributes.entity.krate.as_ref()),
            type_name,
            delimiter,
            functions: Functions::resolve(&attributes.entity.methods),
            primary: primary?,
            lookups,
            indexes,
            markers,
            fields,
        };
        alias::number(&mut entity);
        Some(entity)
    }

    /// The primary key, then those of the lookups.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.primary).chain(&self.lookups)
    }

    /// The names of the access patterns.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Name> {
        let keys = self.keys().filter_map(|key| key.name.as_ref());
        keys.chain(self.indexes.iter().map(|index| &index.name))
    }

    /// All templates: of the primary key, the lookups and the indexes.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Template> {
        let indexes = self.indexes.iter().flat_map(IndexKey::parts).filter_map(IndexPart::template);
        self.keys().flat_map(Key::templates).chain(indexes)
    }

    /// The fields of all keys, those in lists included, once for each place.
    pub(crate) fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.keys().flat_map(Key::segments).chain(self.indexes.iter().flat_map(IndexKey::segments))
    }

    /// The same without those that only a function of the user's can write.
    pub(crate) fn key_segments(&self) -> impl Iterator<Item = &Segment> {
        let listed = self.listed().filter(|listed| !listed.is_custom()).map(|listed| &listed.segment);
        self.templates().flat_map(Template::segments).chain(listed)
    }

    /// The pairs of keys of one index.
    pub(crate) fn shapes(&self) -> impl Iterator<Item = (&IndexKey, &IndexKey)> {
        self.indexes.iter().enumerate().flat_map(|(at, index)| {
            let earlier = self.indexes.iter().take(at);
            let same = earlier.filter(|earlier| earlier.index.value() == index.index.value());
            same.map(move |earlier| (earlier, index))
        })
    }

    /// The fields in lists.
    pub(crate) fn listed(&self) -> impl Iterator<Item = &Listed> {
        self.indexes.iter().flat_map(IndexKey::parts).flat_map(IndexPart::listed)
    }

    /// Whether further items are stored with a value: copies or markers.
    pub(crate) fn has_satellites(&self) -> bool {
        !self.lookups.is_empty() || !self.markers.is_empty()
    }

    /// The field that says when an item expires.
    pub(crate) fn ttl(&self) -> Option<&Field> {
        self.fields.iter().map(std::rc::Rc::as_ref).find(|field| field.ttl.is_some())
    }

    /// Whether `cargo check` can evaluate what depends on the types of the fields.
    pub(crate) fn is_concrete(&self) -> bool {
        self.generics.params.is_empty()
    }
}

impl Functions {
    pub(crate) fn resolve(renamed: &attr::Methods) -> Self {
        let name = |given: &Option<Ident>, name: &str| {
            given.clone().unwrap_or_else(|| Ident::new(name, Span::call_site()))
        };
        Self {
            key: name(&renamed.key, "key"),
            decode_key: name(&renamed.decode_key, "decode_key"),
            get: name(&renamed.get, "get"),
            update: name(&renamed.update, "update"),
            delete: name(&renamed.delete, "delete"),
            scan: name(&renamed.scan, "scan"),
        }
    }

    pub(crate) fn all(&self) -> [&Ident; 6] {
        [&self.key, &self.decode_key, &self.get, &self.update, &self.delete, &self.scan]
    }

    /// `scan_by_status`: the scan of the index of a pattern.
    pub(crate) fn index_scan(&self, pattern: &Ident) -> Ident {
        let (scan, pattern) = (text_of(&self.scan), text_of(pattern));
        Ident::new(&format!("{scan}_{pattern}"), Span::call_site())
    }
}

impl Key {
    fn resolve(
        ctxt: &Ctxt,
        entity: &Ident,
        pattern: &Pattern,
        fields: &[std::rc::Rc<Field>],
    ) -> Option<Self> {
        let shards = pattern.shards.as_ref();
        let template = |written: &Written, role| match written {
            Written::Template(literal) => {
                Template::resolve(ctxt, entity, literal, (role, role), fields, shards)
            }
            Written::Fields(list) => {
                let names: Vec<String> =
                    list.names.iter().map(|name| format!("{{{}}}", text_of(name))).collect();
                let message = format_args!(
                    "a list of fields is for the key of an index, `#[key(index = \"...\", ...)]`: this key is an \
                     attribute of its own, so write a template, `\"{}\"`",
                    names.join("#")
                );
                ctxt.error(&list.at, message);
                None
            }
        };
        let name = pattern.name.as_ref().map(|literal| Name::resolve(ctxt, literal));
        if pattern.complete && name.is_none() && pattern.attribute.path().is_ident("lookup") {
            ctxt.error(&pattern.attribute, "a lookup is called by its name: add `name = \"by_...\"`");
        }
        if pattern.complete && pattern.pk.is_none() {
            ctxt.error(
                &pattern.attribute,
                "a key needs the template of its partition key: add `pk = \"...\"`",
            );
        }
        let pk = pattern.pk.as_ref()?;
        let pk = template(pk, Role::Partition);
        let sk = pattern.sk.as_ref().map(|literal| template(literal, Role::Sort));
        let when = When::resolve_all(ctxt, entity, &pattern.when, fields);
        let (sk, name) = (lift(sk)?, lift(name)?);
        let project = projected(ctxt, entity, pattern, fields);
        let (attribute, shards) = (pattern.attribute.clone(), shards.cloned());
        let key = Self {
            attribute,
            name,
            pk: pk?,
            sk,
            shards,
            when: when?,
            project,
            unique: pattern.unique.clone(),
        };
        Some(if key.is_lookup() { key.sparse() } else { key })
    }

    /// The same key where an item may do without it.
    fn sparse(mut self) -> Self {
        self.pk = self.pk.sparse();
        self.sk = self.sk.map(Template::sparse);
        self
    }

    pub(crate) fn is_lookup(&self) -> bool {
        self.attribute.path().is_ident("lookup")
    }

    /// Both templates.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Template> {
        std::iter::once(&self.pk).chain(&self.sk)
    }

    /// The segments of both templates.
    pub(crate) fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.templates().flat_map(Template::segments)
    }
}

/// What a lookup copies, or what is read of an index: all, unless it says otherwise.
fn projected(ctxt: &Ctxt, entity: &Ident, pattern: &Pattern, fields: &[Rc<Field>]) -> Project<Rc<Field>> {
    let named = match &pattern.project {
        None | Some((_, Project::All)) => return Project::All,
        Some((_, Project::KeysOnly)) => return Project::KeysOnly,
        Some((_, Project::Include(named))) => named,
    };
    let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let field = |ident: &Ident| {
        let name = text_of(ident);
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            let instead = suggest::instead(&name, "fields", &known);
            ctxt.error(ident, format_args!("`{entity}` has no field `{name}` to include; {instead}"));
            return None;
        };
        if field.stored.attribute.is_none() {
            let message = format_args!(
                "`{name}` is not an attribute of its own, so it cannot be included alone: write `project(all)`, or \
                 remove it"
            );
            ctxt.error(ident, message);
        }
        Some(Rc::clone(field))
    };
    Project::Include(named.iter().filter_map(field).collect())
}

impl Name {
    fn resolve(ctxt: &Ctxt, literal: &LitStr) -> Option<Self> {
        let ident = literal.parse::<Ident>().ok();
        if ident.is_none() {
            let name = literal.value();
            ctxt.error(
                literal,
                format_args!("`{name}` cannot name a function: write a name such as `by_owner`"),
            );
        }
        ident.map(|ident| Self { ident, literal: literal.clone() })
    }
}

/// These tokens, where they are, but as part of the expansion.
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

/// The path of the runtime crate.
pub(crate) fn krate(given: Option<&Path>) -> Path {
    given.cloned().unwrap_or_else(|| syn::parse_quote!(::dynamodel))
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
        let message = "an entity has one primary key, the first `#[key(...)]`. For another access pattern write \
                       `#[key(index = \"...\", name = \"by_...\", ...)]` for an index of the table, or \
                       `#[lookup(name = \"by_...\", ...)]` for a copy under another key; if no two items have the same \
                       one, `#[lookup(unique, name = \"by_...\", ...)]`";
        ctxt.error(&further.attribute, message);
    }
    if attributes.keys.is_empty() {
        let message = "an entity needs a key: write `#[key(pk = \"...\", sk = \"...\")]` on the struct";
        ctxt.error(&input.ident, message);
    }
    for (word, _) in attributes.keys.iter().filter_map(|key| key.project.as_ref()) {
        let message = "the item itself has all attributes; `project(...)` says what an index \
                       (`#[key(index = \"...\", ...)]`) or a lookup holds of it";
        ctxt.error(word, message);
    }
    attributes.keys.first()
}

fn delimiter(ctxt: &Ctxt, given: Option<&LitStr>) -> String {
    let Some(literal) = given else { return "#".to_owned() };
    let text = literal.value();
    let fits = |character: char| character.is_ascii_punctuation() && !"%{}".contains(character);
    if text.is_empty() || !text.chars().all(fits) {
        let message = "a delimiter is one or more ASCII punctuation characters, except `%`, `{` and `}`: write, for \
                       example, `#`, `|` or `::`";
        ctxt.error(literal, message);
    }
    text
}

// #[entity(type_name = "")]
fn check_type_name(ctxt: &Ctxt, given: Option<&LitStr>) {
    if let Some(literal) = given.filter(|literal| literal.value().is_empty()) {
        ctxt.error(
            literal,
            "an empty type name does not say which entity an item is: give it a name, or remove this",
        );
    }
}

// struct Borrowed<'a> { id: &'a str }
fn check_lifetimes(ctxt: &Ctxt, generics: &Generics) {
    for param in &generics.params {
        if let GenericParam::Lifetime(lifetime) = param {
            ctxt.error(
                lifetime,
                "an entity owns its data, as the response that it is read from does not outlive it: write `String` in \
                 place of `&str`, and `Vec<T>` in place of `&[T]`",
            );
        }
    }
}
