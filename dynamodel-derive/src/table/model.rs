//! A resolved table.

use std::collections::HashMap;

use proc_macro2::Span;
use quote::ToTokens;
use syn::{
    DataEnum, DeriveInput, Fields, GenericArgument, Ident, LitStr, Path, PathArguments, Type, Visibility,
};

use super::attr::{Attributes, Kind, Shared, SortKey};
use super::index;
use crate::ctxt::Ctxt;
use crate::model;
use crate::project::Project;
use crate::suggest;

/// The default attribute of the revision.
const REVISION: &str = "_revision";

/// The default attribute of the owner of a marker.
const OWNER: &str = "_owner";

/// A resolved table.
pub(super) struct Table {
    pub(super) ident: Ident,
    pub(super) vis: Visibility,
    pub(super) krate: Path,
    pub(super) name: String,
    pub(super) pk: KeyAttribute,
    pub(super) sk: Option<KeyAttribute>,
    pub(super) type_attribute: Option<String>,
    /// `true` if the key decides the type of an item without the type attribute.
    pub(super) untyped_by_key: bool,
    pub(super) revision_attribute: String,
    pub(super) owner_attribute: String,
    pub(super) ttl_attribute: Option<String>,
    /// The variants, each with another entity.
    pub(super) variants: Vec<Variant>,
    /// Groups of variants, by their positions.
    pub(super) shared: Vec<Vec<usize>>,
    pub(super) indexes: Vec<Index>,
}

/// A secondary index.
pub(super) struct Index {
    pub(super) name: String,
    pub(super) pk: Vec<IndexAttribute>,
    pub(super) sk: Vec<IndexAttribute>,
    pub(super) local: bool,
    pub(super) copies: bool,
    /// The projection; `None` if the entities determine it.
    pub(super) project: Option<Project<String>>,
}

/// A key attribute of an index.
pub(super) struct IndexAttribute {
    pub(super) name: String,
    /// The type; `None` if the entities determine it.
    pub(super) kind: Option<Kind>,
}

#[derive(Clone)]
pub(super) struct KeyAttribute {
    pub(super) name: String,
    pub(super) kind: Kind,
}

pub(super) struct Variant {
    pub(super) ident: Ident,
    /// The entity, without the box.
    pub(super) entity: Type,
    pub(super) boxed: bool,
}

impl Table {
    pub(super) fn resolve(
        ctxt: &Ctxt,
        input: &DeriveInput,
        data: &DataEnum,
        attributes: &Attributes,
    ) -> Self {
        let text = |text: &Option<syn::LitStr>| text.as_ref().map(syn::LitStr::value);
        let kind = |word: &Option<super::attr::KeyType>| word.as_ref().map_or(Kind::String, |word| word.kind);
        let sk = match &attributes.sk {
            SortKey::Default => Some("sk".to_owned()),
            SortKey::Named(name) => Some(name.value()),
            SortKey::None => None,
        };
        let pk = KeyAttribute {
            name: text(&attributes.pk).unwrap_or_else(|| "pk".to_owned()),
            kind: kind(&attributes.pk_type),
        };
        let sk = sk.map(|name| KeyAttribute { name, kind: kind(&attributes.sk_type) });
        let kinds = Kinds::new(&pk, sk.as_ref(), &attributes.indexes);
        let indexes = attributes.indexes.iter();
        let indexes = indexes.filter_map(|index| Index::resolve(ctxt, index, &pk, &kinds)).collect();
        Self {
            ident: input.ident.clone(),
            vis: input.vis.clone(),
            krate: attributes.krate.clone().unwrap_or_else(|| syn::parse_quote!(::dynamodel)),
            name: name(ctxt, input, attributes),
            pk,
            sk,
            type_attribute: text(&attributes.type_attribute),
            untyped_by_key: attributes.untyped.is_some(),
            revision_attribute: text(&attributes.revision_attribute).unwrap_or_else(|| REVISION.to_owned()),
            owner_attribute: text(&attributes.owner_attribute).unwrap_or_else(|| OWNER.to_owned()),
            ttl_attribute: text(&attributes.ttl_attribute),
            variants: variants(ctxt, input, data),
            shared: shared(ctxt, data, &attributes.shared),
            indexes,
        }
    }
}

impl Index {
    fn resolve(ctxt: &Ctxt, given: &index::Index, table_pk: &KeyAttribute, kinds: &Kinds) -> Option<Self> {
        let attributes = |names: &[LitStr]| -> Vec<IndexAttribute> {
            let attribute = |name: String| IndexAttribute { kind: kinds.get(&name), name };
            names.iter().map(|name| attribute(name.value())).collect()
        };
        if !given.complete {
            return None;
        }
        let Some(name) = &given.name else {
            ctxt.at(&given.at).error("an index needs a name: add `name = \"...\"`");
            return None;
        };
        let pk = match (&given.local, given.pk.first()) {
            (None, Some(_)) => attributes(&given.pk),
            (None, None) => {
                ctxt.at(&given.at).error(
                    "an index needs a partition key attribute: add `pk = \"...\"`, or `local` to use the table's",
                );
                return None;
            }
            (Some(_), Some(pk)) => {
                ctxt.at(pk)
                    .error("a local index has the table's partition key: remove `pk`, or remove `local`");
                return None;
            }
            (Some(local), None) if given.sk.is_empty() => {
                ctxt.at(local).error("a local index needs a sort key of its own: add `sk = \"...\"`");
                return None;
            }
            (Some(_), None) => {
                vec![IndexAttribute { name: table_pk.name.clone(), kind: Some(table_pk.kind) }]
            }
        };
        Some(Self {
            name: name.value(),
            pk,
            sk: attributes(&given.sk),
            local: given.local.is_some(),
            copies: given.copies,
            project: given.project.as_ref().map(projected),
        })
    }
}

fn projected(given: &Project<LitStr>) -> Project<String> {
    match given {
        Project::All => Project::All,
        Project::KeysOnly => Project::KeysOnly,
        Project::Include(names) => Project::Include(names.iter().map(LitStr::value).collect()),
    }
}

/// The specified types of key attributes. An attribute has one type in all indexes.
struct Kinds(HashMap<String, Kind>);

impl Kinds {
    fn new(pk: &KeyAttribute, sk: Option<&KeyAttribute>, indexes: &[index::Index]) -> Self {
        let mut kinds = HashMap::new();
        for index in indexes {
            for (names, types) in [(&index.pk, &index.pk_type), (&index.sk, &index.sk_type)] {
                let types = types.iter().flat_map(|types| &types.kinds);
                kinds.extend(names.iter().map(LitStr::value).zip(types.copied()));
            }
        }
        kinds.extend(std::iter::once(pk).chain(sk).map(|base| (base.name.clone(), base.kind)));
        Self(kinds)
    }

    fn get(&self, name: &str) -> Option<Kind> {
        self.0.get(name).copied()
    }
}

impl Variant {
    /// The span of errors about the whole variant.
    pub(super) fn span(&self) -> Span {
        self.ident.span()
    }
}

fn name(ctxt: &Ctxt, input: &DeriveInput, attributes: &Attributes) -> String {
    if let Some(name) = &attributes.name {
        return name.value();
    }
    if !attributes.unread {
        let (at, message) = match &attributes.at {
            Some(at) => (at.to_token_stream(), "add `name = \"...\"`"),
            None => (input.ident.to_token_stream(), "write `#[table(name = \"...\")]` on the enum"),
        };
        ctxt.at(at).error(format_args!("a table needs the name of its DynamoDB table: {message}"));
    }
    String::new()
}

fn variants(ctxt: &Ctxt, input: &DeriveInput, data: &DataEnum) -> Vec<Variant> {
    if data.variants.is_empty() {
        ctxt.at(&input.ident)
            .error("a table must have at least one entity: add a variant such as `User(User)`");
    }
    let mut variants: Vec<Variant> = Vec::new();
    for written in &data.variants {
        let Some(variant) = variant(ctxt, written) else { continue };
        let earlier = variants.iter().find(|earlier| same_type(&earlier.entity, &variant.entity));
        match earlier {
            Some(earlier) => ctxt.at(&variant.entity).error(format_args!(
                    "`{}` and `{}` have the same entity, and an entity can be in one variant only: remove one, or write \
                     another struct for the other kind of item",
                    earlier.ident, variant.ident
                )),
            None => variants.push(variant),
        }
    }
    variants
}

fn variant(ctxt: &Ctxt, written: &syn::Variant) -> Option<Variant> {
    let ident = &written.ident;
    let field = match &written.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first(),
        _ => None,
    };
    let Some(field) = field else {
        ctxt.at(written).error(no_entity("a table", ident, &written.fields));
        return None;
    };
    let ty = ungrouped(&field.ty);
    if is_wrapped(ctxt, ident, ty) {
        return None;
    }
    let unboxed = in_box(ty);
    let entity = unboxed.unwrap_or(ty).clone();
    Some(Variant { ident: ident.clone(), entity, boxed: unboxed.is_some() })
}

/// Reports an entity in another wrapper than a `Box`: `User(Option<User>)`.
pub(crate) fn is_wrapped(ctxt: &Ctxt, ident: &Ident, ty: &Type) -> bool {
    let wrapped = ["Option", "Vec", "Arc", "Rc"].iter().find_map(|name| in_wrapper(ty, name));
    if let Some(entity) = wrapped {
        let entity = entity.to_token_stream().to_string().replace(' ', "");
        ctxt.at(ty).error(format_args!(
            "a variant must hold an entity or a `Box` of one: write `{ident}({entity})`"
        ));
    }
    wrapped.is_some()
}

/// Returns the message for a variant that is not one entity, with a suggestion from its fields.
pub(crate) fn no_entity(what: &str, ident: &Ident, fields: &Fields) -> String {
    let mut entities: Vec<String> = Vec::new();
    for field in fields.iter().filter(|field| model::plain(&field.ty).is_none()) {
        let entity = field.ty.to_token_stream().to_string().replace(' ', "");
        if !entities.contains(&entity) {
            entities.push(entity);
        }
    }
    let one = format!("a variant of {what} must hold one entity and nothing else");
    match entities.as_slice() {
        [] if fields.is_empty() => format!(
            "`{ident}` must hold an entity: add one, as in `Issue(Issue)` for an entity `Issue`, or remove the variant"
        ),
        [] => format!("{one}: move these fields into an entity `{ident}`, and write `{ident}({ident})`"),
        [entity] => format!("{one}: write `{ident}({entity})`"),
        several => {
            let each: Vec<String> = several.iter().map(|entity| format!("`{entity}({entity})`")).collect();
            format!("{one}: write one for each, {}", each.join(" and "))
        }
    }
}

/// Returns a type without the group that a macro adds.
pub(crate) fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        Type::Paren(paren) => ungrouped(&paren.elem),
        ty => ty,
    }
}

/// The `E` of `Box<E>`.
pub(crate) fn in_box(ty: &Type) -> Option<&Type> {
    in_wrapper(ty, "Box")
}

fn in_wrapper<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) if arguments.args.len() == 1 => Some(ungrouped(ty)),
        _ => None,
    }
}

fn same_type(a: &Type, b: &Type) -> bool {
    a.to_token_stream().to_string() == b.to_token_stream().to_string()
}

/// Returns the groups as positions among the variants. Positions are right only if all variants are valid.
fn shared(ctxt: &Ctxt, data: &DataEnum, groups: &[Shared]) -> Vec<Vec<usize>> {
    let names: Vec<String> = data.variants.iter().map(|variant| variant.ident.to_string()).collect();
    let mut taken: Vec<usize> = Vec::new();
    let mut all = Vec::new();
    for group in groups {
        if group.members.len() < 2 {
            ctxt.at(&group.at)
                .error("`shared` needs at least two variants: name another one, or remove `shared`");
        }
        let mut places = Vec::new();
        for member in &group.members {
            match names.iter().position(|name| member == name) {
                Some(place) if taken.contains(&place) => ctxt.at(member).error(format_args!(
                        "`{member}` is given twice in `shared`: remove one, or write all entities that share keys in one group"
                    )),
                Some(place) => {
                    taken.push(place);
                    places.push(place);
                }
                None => {
                    let instead = suggest::instead(&member.to_string(), "variants", &names);
                    ctxt.at(member).error(format_args!("the table has no variant `{member}`; {instead}"));
                }
            }
        }
        all.push(places);
    }
    all
}
