//! Which fields an update may set, and what the compiler says of the others.

use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::fields::marker;
use super::index;
use crate::model::{
    Entity, Field, IndexKey, Settable, Time, groups, hangs_on_time, is_written_by_key, text_of,
};

/// The implementations for each field that has a path.
pub(super) fn rules(entity: &Entity) -> TokenStream {
    let fields = entity.fields.iter().filter(|field| field.in_key.is_none());
    let fields = fields.filter(|field| field.stored.attribute.is_some());
    let rules = fields.map(|field| rule(entity, field));
    let time = if hangs_on_time(entity) { Time::Untouched } else { Time::Raised };
    let groups = groups(entity, time);
    let groups = groups.iter().map(|fields| group(entity, fields));
    quote!(#(#rules)* #(#groups)*)
}

fn rule(entity: &Entity, field: &Rc<Field>) -> TokenStream {
    let settable = Settable::of(entity, field, Time::Raised);
    let hangs = matches!(settable, Settable::Touching { .. } | Settable::Carrying { .. });
    let by_key = if hangs && hangs_on_time(entity) {
        let untouched = Settable::of(entity, field, Time::Untouched);
        let raised = by_key(entity, field, &settable, Some(Time::Raised));
        let untouched = by_key(entity, field, &untouched, Some(Time::Untouched));
        quote!(#raised #untouched)
    } else {
        by_key(entity, field, &settable, None)
    };
    // What is refused for any update is refused by one trait.
    let of_loaded = match settable {
        Settable::Never | Settable::Stamped => TokenStream::new(),
        _ => {
            let (marker, params) = (marker(&field.ident), params(entity));
            let (_, own, where_clause) = entity.generics.split_for_impl();
            quote! {
                #[automatically_derived]
                impl<#params __How> __p::OfLoaded<__How> for #marker #own #where_clause {}
            }
        }
    };
    quote!(#by_key #of_loaded)
}

/// What an update by key may do to the field; `None`: whether or not it leaves the time of the last write.
///
/// `impl<__How, __Time> __p::ByKey<__How, __Time> for field_title {}`
fn by_key(entity: &Entity, field: &Rc<Field>, settable: &Settable, time: Option<Time>) -> TokenStream {
    if let Some(refusal) = refusal(entity, field, settable) {
        return refused(entity, field, &refusal, settable, time);
    }
    let (marker, params, Times { param, arg, .. }) = (marker(&field.ident), params(entity), Times::of(time));
    let (_, own, where_clause) = entity.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl<#params __How, #param> __p::ByKey<__How, #arg> for #marker #own #where_clause {}
    }
}

/// The updates that are spoken of.
struct Times {
    /// The parameter that stands for all of them.
    param: TokenStream,
    /// How the type of the update says it.
    arg: TokenStream,
    /// How the trait that refuses them is called.
    refusing: &'static str,
}

impl Times {
    fn of(time: Option<Time>) -> Self {
        let (param, arg, refusing) = match time {
            None => (quote!(__Time), quote!(__Time), "__Sets_"),
            Some(Time::Raised) => (TokenStream::new(), quote!(__p::Raised), "__Sets_"),
            Some(Time::Untouched) => (TokenStream::new(), quote!(__p::Untouched), "__SetsUntouched_"),
        };
        Self { param, arg, refusing }
    }
}

/// The struct's generic parameters, each with a comma behind it.
fn params(entity: &Entity) -> TokenStream {
    let params = entity.generics.params.iter();
    quote!(#(#params,)*)
}

/// What is said of a field that an update by key cannot set, or not like this.
struct Refusal {
    message: String,
    label: String,
    note: String,
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "..", label = "..", note = "..")]
/// pub trait __Sets_status {}
/// impl<__How: __Sets_status, __Time> __p::ByKey<__How, __Time> for field_status {}
/// ```
fn refused(
    entity: &Entity,
    field: &Field,
    refusal: &Refusal,
    settable: &Settable,
    time: Option<Time>,
) -> TokenStream {
    let (marker, params, Times { param, arg, refusing }) =
        (marker(&field.ident), params(entity), Times::of(time));
    let (_, own, where_clause) = entity.generics.split_for_impl();
    let how = format_ident!("{refusing}{}", text_of(&field.ident));
    let Refusal { message, label, note } = refusal;
    let alone = matches!(settable, Settable::Alone { .. }).then(|| quote!(impl #how for __p::WholeField {}));
    let loaded = matches!(settable, Settable::Never | Settable::Stamped).then(|| {
        quote! {
            impl<#params __How: #how> __p::OfLoaded<__How> for #marker #own #where_clause {}
        }
    });
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        pub trait #how {}

        #alone

        impl<#params __How: #how, #param> __p::ByKey<__How, #arg> for #marker #own #where_clause {}

        #loaded
    }
}

fn refusal(entity: &Entity, field: &Rc<Field>, settable: &Settable) -> Option<Refusal> {
    let (name, path) = (&field.name, path(entity, field));
    let value = snake(&entity.ident);
    let loaded = format!("update the loaded value: `{value}.update().set({path}, ..)`");
    Some(match settable {
        Settable::Freely => return None,
        Settable::Never => Refusal {
            message: format!("`{name}` is part of the primary key, which an update leaves as it is"),
            label: "part of the primary key".to_owned(),
            note: format!("an item gets another key by moving it: `{value}.move_to(&changed)`"),
        },
        Settable::Unique { markers } => Refusal {
            message: format!(
                "`{name}` is unique{}, and an update by key would leave the marker of the value before",
                if markers.contains(name) {
                    String::new()
                } else {
                    format!(" in `{}`", markers.join("`, `"))
                }
            ),
            label: "unique".to_owned(),
            note: format!("{loaded}, which releases the value before and claims the new one"),
        },
        Settable::Expires => Refusal {
            message: format!(
                "`{name}` is when the item expires, and an update by key would leave the markers of what is unique to \
                 expire as before"
            ),
            label: "markers expire with their item".to_owned(),
            note: format!("{loaded}, whose markers follow"),
        },
        Settable::Stamped => Refusal {
            message: format!("`{name}` is filled in by each write, so an update does not set it"),
            label: "filled in by the library".to_owned(),
            note: "leave it out; a `put` writes a whole item".to_owned(),
        },
        Settable::Carrying { field: other, lookups } => Refusal {
            message: format!(
                "each update changes `{other}`, which is copied by {}, and an update by key would leave the copy as it was",
                lookup_names(lookups)
            ),
            label: "a copy would be left as it was".to_owned(),
            note: format!(
                "{loaded}, whose copies follow, or let the lookup leave `{other}` out: `project(include(..))`{}",
                or_untouched(entity, field, other)
            ),
        },
        Settable::Raising { field: other, indexes } => Refusal {
            message: format!(
                "each update raises `{other}`, which makes the key of {}, and an update by key does not know what it was",
                index_names(indexes)
            ),
            label: "an index key would be left as it was".to_owned(),
            note: loaded,
        },
        Settable::Touching { field: other, indexes } => Refusal {
            message: format!(
                "each update changes `{other}`, which makes the key of {} together with fields that an update \
                 by key does not know",
                index_names(indexes)
            ),
            label: "an index key would be left as it was".to_owned(),
            note: format!("{loaded}{}", or_untouched(entity, field, other)),
        },
        Settable::Copied { lookups } => Refusal {
            message: format!(
                "`{name}` is copied by {}, and an update by key would leave the copy as it was",
                lookup_names(lookups)
            ),
            label: format!("copied by {}", lookup_names(lookups)),
            note: format!("{loaded}, whose copies follow"),
        },
        Settable::Alone { indexes } => Refusal {
            message: format!(
                "`{name}` makes the key of {}, which an update by key can write only if it knows the new value",
                index_names(indexes)
            ),
            label: "the new value depends on the stored one".to_owned(),
            note: format!("set the whole field, `.set({path}, ..)`, or {loaded}"),
        },
        Settable::Together { fields, indexes } => {
            let others: Vec<String> = others(fields, field);
            Refusal {
                message: format!(
                    "`{name}` makes the key of {} together with {}, so an update by key has to set all of them",
                    index_names(indexes),
                    listed(&others)
                ),
                label: format!("set without {}", listed(&others)),
                note: format!("set them together: `{}`, or {loaded}", set_all(entity, fields)),
            }
        }
        Settable::Loaded { indexes, unknown } => Refusal {
            message: if unknown == name {
                format!(
                    "`{name}` makes the key of {}, which an update by key cannot write",
                    index_names(indexes)
                )
            } else {
                format!(
                    "`{name}` makes the key of {} together with `{unknown}`, which an update by key neither knows from \
                     the primary key nor may set",
                    index_names(indexes)
                )
            },
            label: "an index key would be left as it was".to_owned(),
            note: loaded,
        },
    })
}

/// The remedy that is to leave the time of the last write, where it is one.
fn or_untouched(entity: &Entity, field: &Rc<Field>, time: &str) -> String {
    let settable = match Settable::of(entity, field, Time::Untouched) {
        Settable::Freely | Settable::Alone { .. } => format!(".set({}, ..)", path(entity, field)),
        Settable::Together { fields, .. } => set_all(entity, &fields),
        _ => return String::new(),
    };
    let update = &entity.functions.update;
    format!("; or leave `{time}` as it is: `{}::{update}(..).untouched(){settable}`", entity.ident)
}

/// `.set_all((Task::FIELDS.status, Task::FIELDS.due), (status, due))`
fn set_all(entity: &Entity, fields: &[Rc<Field>]) -> String {
    let paths: Vec<String> = fields.iter().map(|field| path(entity, field)).collect();
    let values: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    format!(".set_all(({}), ({}))", paths.join(", "), values.join(", "))
}

fn path(entity: &Entity, field: &Field) -> String {
    format!("{}::FIELDS.{}", entity.ident, field.ident)
}

fn others(fields: &[Rc<Field>], field: &Field) -> Vec<String> {
    let others = fields.iter().filter(|other| other.name != field.name);
    others.map(|other| format!("`{}`", other.name)).collect()
}

fn index_names(indexes: &[String]) -> String {
    let names: Vec<String> = indexes.iter().map(|name| format!("`{name}`")).collect();
    format!("{} {}", if names.len() == 1 { "the index" } else { "the indexes" }, listed(&names))
}

fn lookup_names(lookups: &[String]) -> String {
    let names: Vec<String> = lookups.iter().map(|name| format!("`{name}`")).collect();
    format!("{} {}", if names.len() == 1 { "the lookup" } else { "the lookups" }, listed(&names))
}

/// `a`, `b` and `c`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [names @ .., last] => format!("{} and {last}", names.join(", ")),
    }
}

/// `my_task` of `MyTask`: how a user may call a value.
fn snake(ident: &Ident) -> String {
    let mut name = String::new();
    for character in text_of(ident).chars() {
        if character.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(character.to_lowercase());
    }
    name
}

/// ```text
/// impl<__Time> __p::FieldGroup<Task, __Time> for (::dynamodel::Field<Task, __p::Root, field_status>, ..) {
///     type Values = (String, u32);
///     fn assigned(self, values: Self::Values) -> Result<Vec<__p::Assigned>, __p::Error> {
///         Ok(vec![__p::assigned::<field_status>(&values.0)?, ..])
///     }
/// }
/// ```
fn group(entity: &Entity, fields: &[Rc<Field>]) -> TokenStream {
    let (ident, krate) = (&entity.ident, &entity.krate);
    let markers: Vec<Ident> = fields.iter().map(|field| marker(&field.ident)).collect();
    let types = fields.iter().map(|field| &field.ty);
    let places = (0..fields.len()).map(syn::Index::from);
    let Times { param, arg, .. } = Times::of(hangs_on_time(entity).then_some(Time::Untouched));
    quote! {
        #[automatically_derived]
        impl<#param> __p::FieldGroup<#ident, #arg> for (#(#krate::Field<#ident, __p::Root, #markers>,)*) {
            type Values = (#(#types,)*);

            fn assigned(
                self,
                values: Self::Values,
            ) -> ::core::result::Result<::std::vec::Vec<__p::Assigned>, __p::Error> {
                ::core::result::Result::Ok(::std::vec![#(__p::assigned::<#markers>(&values.#places)?),*])
            }
        }
    }
}

/// The types that hold the fields of one index key, for [`index_key_of`].
///
/// ```text
/// struct __Key0 { status: String, due: u32, id: u64 }
/// impl __Key0 {
///     fn key(&self) -> Result<Option<__p::IndexEntry>, __p::KeyError> { Ok(Some(__p::IndexEntry::new(Some(pk), Some(sk))?)) }
/// }
/// ```
pub(super) fn parts(entity: &Entity) -> TokenStream {
    let ident = &entity.ident;
    let parts = written(entity).map(|(at, key)| {
        let (name, fields) = (parts_name(at), key.depends_on());
        let key = index::key(&quote!(#ident), at, key);
        let (names, types): (Vec<_>, Vec<_>) = fields.iter().map(|field| (&field.ident, &field.ty)).unzip();
        quote! {
            struct #name { #(#names: #types),* }

            impl #name {
                fn key(&self) -> ::core::result::Result<::core::option::Option<__p::IndexEntry>, __p::KeyError> {
                    ::core::result::Result::Ok(#key)
                }
            }
        }
    });
    quote!(#(#parts)*)
}

/// ```text
/// fn index_key_of(at: usize, attributes: &__p::Item) -> Result<Option<__p::IndexEntry>, __p::Error> {
///     Ok(match at {
///         0 => __Key0 { status: __p::part(attributes, "status")?, .. }.key()?,
///         _ => None,
///     })
/// }
/// ```
pub(super) fn index_key_of(entity: &Entity) -> TokenStream {
    let arms: Vec<TokenStream> = written(entity)
        .map(|(at, index)| {
            let name = parts_name(at);
            let fields = index.depends_on().into_iter().filter_map(|field| {
                let (ident, attribute) = (&field.ident, field.stored.attribute.as_ref()?);
                Some(quote!(#ident: __p::part(attributes, #attribute)?))
            });
            quote!(#at => #name { #(#fields),* }.key()?,)
        })
        .collect();
    if arms.is_empty() {
        return TokenStream::new();
    }
    quote! {
        fn index_key_of(
            at: usize,
            attributes: &__p::Item,
        ) -> ::core::result::Result<::core::option::Option<__p::IndexEntry>, __p::Error> {
            ::core::result::Result::Ok(match at {
                #(#arms)*
                _ => ::core::option::Option::None,
            })
        }
    }
}

fn written(entity: &Entity) -> impl Iterator<Item = (usize, &IndexKey)> {
    entity.indexes.iter().enumerate().filter(|(_, index)| is_written_by_key(entity, index))
}

fn parts_name(at: usize) -> Ident {
    format_ident!("__Key{at}")
}
