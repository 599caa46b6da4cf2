//! The metadata of an entity.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote};

use std::rc::Rc;

use super::{fields as paths, index, managed, only, segment};
use crate::model::{
    Entity, Field, IndexKey, IndexPart, Key, Marker, OmitsNone, Part, Role, Segment, Template, text_of,
};
use crate::project::Project;

/// ```text
/// &__s::EntityMeta {
///     name: "Video", type_name: "Video",
///     keys: &[__s::KeyMeta { .. }],
///     indexes: &[__s::IndexKeyMeta { .. }],
///     fields: &__s::FieldMeta::all(["video_id", ..], &[(3, __s::FieldMeta { .. })]),
///     ..__s::EntityMeta::EMPTY
/// }
/// ```
pub(super) fn entity(entity: &Entity) -> TokenStream {
    let (name, type_name, fields) = (text_of(&entity.ident), &entity.type_name, fields(entity));
    let keys = entity.keys().map(|key| key_meta(entity, key));
    let markers = list("markers", entity.markers.iter().map(|marker| marker_meta(entity, marker)));
    let indexes = list("indexes", entity.indexes.iter().map(|index| index_meta(entity, index)));
    let unread = list("unread", entity.unread.iter().map(quote::ToTokens::to_token_stream));
    let is_flattened = |word: &syn::Path| word.is_ident("flatten");
    let flattens = entity.fields.iter().any(|field| field.stored.kept_out.as_ref().is_some_and(is_flattened));
    let model = option_of_model(entity);
    let flattens = flattens.then(|| quote!(flattens: true,));
    let checked = (!entity.is_concrete()).then(|| quote!(checked: false,));
    quote! {
        &__s::EntityMeta {
            name: #name,
            type_name: #type_name,
            keys: &[#(#keys),*],
            #markers
            #indexes
            fields: &#fields,
            #unread
            #flattens
            #model
            #checked
            ..__s::EntityMeta::EMPTY
        }
    }
}

/// `name: &[values],`; nothing without values.
pub(super) fn list(name: &str, values: impl Iterator<Item = TokenStream>) -> TokenStream {
    let (name, values): (_, Vec<TokenStream>) = (Ident::new(name, Span::call_site()), values.collect());
    if values.is_empty() { TokenStream::new() } else { quote!(#name: &[#(#values),*],) }
}

/// ```text
/// __s::KeyMeta {
///     pattern: Some("by_creator"), sk: Some(__k::Template::sk(..)),
///     ..__s::KeyMeta::new("Video.by_creator", __k::Template::pk(..))
/// }
/// ```
fn key_meta(entity: &Entity, key: &Key) -> TokenStream {
    let name = key.name.as_ref().map(|name| text_of(&name.ident));
    let lookup = name.as_ref().filter(|_| key.is_lookup());
    let type_value = match lookup {
        Some(name) => format!("{}.{name}", entity.type_name),
        None => entity.type_name.clone(),
    };
    under(entity, key, name, &type_value)
}

fn under(entity: &Entity, key: &Key, pattern: Option<String>, type_value: &str) -> TokenStream {
    // Copies have no index keys.
    let stored = |field: &Field| !entity.is_in_primary_only(field);
    let (pk, sk) = (template(entity, &key.pk), key.sk.as_ref().map(|sk| template(entity, sk)));
    let unique = key.unique.as_ref().map(|_| quote!(unique: true,));
    let when = list("when", key.when.iter().map(|when| when.field.name.to_token_stream()));
    meta(type_value, &pk, sk, pattern, &projected_fields(&key.project, stored), &quote!(#unique #when))
}

fn meta(
    type_value: &str,
    pk: &TokenStream,
    sk: Option<TokenStream>,
    pattern: Option<String>,
    project: &TokenStream,
    further: &TokenStream,
) -> TokenStream {
    let pattern = pattern.map(|name| quote!(pattern: ::core::option::Option::Some(#name),));
    let sk = sk.map(|sk| quote!(sk: ::core::option::Option::Some(#sk),));
    let others = quote!(#pattern #sk #project #further);
    let new = quote!(__s::KeyMeta::new(#type_value, #pk));
    if others.is_empty() { new } else { quote!(__s::KeyMeta { #others ..#new }) }
}

/// `__s::MarkerMeta { name: "email", key: __s::KeyMeta::new("User.unique.email", ..) }`
fn marker_meta(entity: &Entity, marker: &Marker) -> TokenStream {
    let (name, type_value) = (&marker.name, format!("{}.unique.{}", entity.type_name, marker.stored));
    let key = under(entity, &marker.key, None, &type_value);
    quote!(__s::MarkerMeta { name: #name, key: #key })
}

/// `__s::IndexKeyMeta { .. }`
fn index_meta(entity: &Entity, key: &IndexKey) -> TokenStream {
    let has_others = entity
        .shapes()
        .any(|(earlier, later)| [earlier, later].iter().any(|shape| std::ptr::eq(*shape, key)));
    let part = |part: &IndexPart, role| match part {
        IndexPart::Template(found) => shape_template(entity, key, found, has_others),
        IndexPart::Fields(_) => index::listed_template(entity, part, role),
    };
    let bounded = |sk: &IndexPart, template| {
        let starts_open = sk.template().is_some_and(|sk| matches!(sk.parts.first(), Some(Part::Segment(_))));
        if has_others && starts_open {
            quote!(__k::Template { bounded: true, ..#template })
        } else {
            template
        }
    };
    let sk = key.sk.as_ref().map(|sk| bounded(sk, part(sk, Role::Sort)));
    let pk = part(&key.pk, Role::Partition);
    let project = projected_fields(&key.project, |field| field.in_key.is_none());
    let name = Some(text_of(&key.name.ident));
    let meta = meta(&entity.type_name, &pk, sk, name, &project, &TokenStream::new());
    index::meta(key, &meta)
}

/// `project: __s::Projected::KeysOnly,`; nothing if all fields are projected.
fn projected_fields(project: &Project<Rc<Field>>, is_stored: impl Fn(&Field) -> bool) -> TokenStream {
    if project.is_all() {
        return TokenStream::new();
    }
    let project = projected(project, |field| field.stored.attribute.clone().filter(|_| is_stored(field)));
    quote!(project: #project,)
}

/// ```text
/// __k::Template::pk("Video", "video-{video_id}", &[__k::Part::Literal("video-"), __k::Part::segment::<u64, __k::spec::Partition>("video_id")])
/// ```
fn template(entity: &Entity, template: &Template) -> TokenStream {
    template_of(entity, template, segment::place)
}

/// The template of an index key. Beside other keys of the index, the condition limits the texts of its fields.
fn shape_template(entity: &Entity, key: &IndexKey, template: &Template, has_others: bool) -> TokenStream {
    template_of(entity, template, |segment| {
        let place = segment::place(segment);
        let texts = has_others.then(|| only::texts(key, segment)).flatten();
        let only = texts.map(|texts| quote!(.only(#texts)));
        quote!(#place #only)
    })
}

fn template_of(entity: &Entity, template: &Template, place: impl Fn(&Segment) -> TokenStream) -> TokenStream {
    let (name, text, delimiter) = (text_of(&entity.ident), template.literal.value(), &entity.delimiter);
    let role = segment::role_name(template.role);
    let parts = template.parts.iter().map(|part| match part {
        Part::Literal(text) => quote!(__k::Part::Literal(#text)),
        Part::Segment(segment) => place(segment),
        Part::Shard(count) => quote!(__k::Part::shard::<#count>()),
    });
    let template = quote!(__k::Template::#role(#name, #text, &[#(#parts),*]));
    if delimiter == "#" { template } else { quote!(__k::Template { delimiter: #delimiter, ..#template }) }
}

/// `model: Some(__s::ModelMeta { attribute: "__edb_v__", knows: |value| __p::is_read_as::<Version>(value) }),`
fn option_of_model(entity: &Entity) -> Option<TokenStream> {
    let field = entity.fields.iter().find(|field| field.model_version.is_some())?;
    let (ty, attribute) = (&field.ty, field.stored.attribute.as_ref()?);
    let knows = quote!(|value| __p::is_read_as::<#ty>(value));
    let model = quote!(__s::ModelMeta { attribute: #attribute, knows: #knows });
    let model = option(Some(model));
    Some(quote!(model: #model,))
}

/// `__s::FieldMeta::all(["video_id", "title"], &[(1, __s::FieldMeta { ttl: true, ..__s::FieldMeta::plain("title") })])`
fn fields(entity: &Entity) -> TokenStream {
    let stored = || entity.fields.iter().filter_map(|field| Some((field, field.stored.attribute.as_ref()?)));
    let names = stored().map(|(field, _)| &field.name);
    let others = stored().enumerate().filter_map(|(position, (field, attribute))| {
        let meta = field_meta(entity, field, attribute)?;
        Some(quote!((#position, #meta)))
    });
    quote!(__s::FieldMeta::all([#(#names),*], &[#(#others),*]))
}

/// `__s::FieldMeta { attribute: "videoId", ..__s::FieldMeta::plain("video_id") }`; `None` for a plain field.
fn field_meta(entity: &Entity, field: &Field, attribute: &String) -> Option<TokenStream> {
    let name = &field.name;
    let attribute = (attribute != name).then(|| quote!(attribute: #attribute,));
    let aliases: Vec<&String> = field.stored.aliases.iter().map(|alias| &alias.name).collect();
    let aliases = (!aliases.is_empty()).then(|| quote!(aliases: &[#(#aliases),*],));
    let in_key = field.in_key.as_ref().map(|_| quote!(in_key: true,));
    let in_index = entity.index_of(field);
    let in_index = in_index.map(|at| quote!(in_index: ::core::option::Option::Some(#at),));
    let ttl = field.ttl.as_ref().map(|_| quote!(ttl: true,));
    let omits_none = match field.omits_none() {
        OmitsNone::Never => None,
        OmitsNone::Always => Some(quote!(omits_none: true,)),
        OmitsNone::ByForm => {
            let reads_absence = paths::reads_absence(entity, field);
            Some(quote!(omits_none: #reads_absence,))
        }
    };
    let custom = field.stored.custom.as_ref().map(|_| quote!(custom: true,));
    let managed = field.managed.as_ref().map(|managed| {
        let kind = managed::kind(managed.kind);
        quote!(managed: ::core::option::Option::Some(__s::ManagedField::#kind),)
    });
    let facts: TokenStream = [attribute, aliases, in_key, in_index, ttl, omits_none, custom, managed]
        .into_iter()
        .flatten()
        .collect();
    (!facts.is_empty()).then(|| quote!(__s::FieldMeta { #facts ..__s::FieldMeta::plain(#name) }))
}

/// `__s::Projected::Include(&["title", "views"])`.
pub(crate) fn projected<N>(project: &Project<N>, attribute: impl Fn(&N) -> Option<String>) -> TokenStream {
    match project {
        Project::All => quote!(__s::Projected::All),
        Project::KeysOnly => quote!(__s::Projected::KeysOnly),
        Project::Include(names) => {
            let attributes = names.iter().filter_map(attribute);
            quote!(__s::Projected::Include(&[#(#attributes),*]))
        }
    }
}

/// `::core::option::Option::Some(value)`.
pub(crate) fn option(value: Option<TokenStream>) -> TokenStream {
    let none = || quote!(::core::option::Option::None);
    value.map_or_else(none, |value| quote!(::core::option::Option::Some(#value)))
}
