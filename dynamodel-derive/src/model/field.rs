//! The fields of an entity.

use std::rc::Rc;

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{
    Data, DeriveInput, Fields, FieldsNamed, GenericArgument, Ident, Path, PathArguments, Type, Visibility,
};

use crate::attr::{FieldAttrs, Unique};
use crate::ctxt::Ctxt;
use crate::rename::Rule;
use crate::{attr, serde, suggest};

pub(crate) struct Field {
    pub(crate) ident: Ident,
    /// The name without `r#`.
    pub(crate) name: String,
    pub(crate) ty: Type,
    /// `true` for a field without `pub`, whose type may be private too.
    pub(crate) is_private: bool,
    pub(crate) stored: serde::Field,
    /// The argument `in_key`.
    pub(crate) in_key: Option<Path>,
    /// The argument `ttl`.
    pub(crate) ttl: Option<Path>,
    /// The argument `null`.
    pub(crate) null: Option<Path>,
    /// The argument `model_version`.
    pub(crate) model_version: Option<Path>,
    pub(crate) unique: Option<Unique>,
    /// The kind of a managed field.
    pub(crate) managed: Option<attr::ManagedField>,
}

/// A type that its name identifies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Plain {
    Integer,
    /// `bool` or `char`.
    Copied,
    String,
    Float,
}

/// When the item has no attribute for `None`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum OmitsNone {
    Never,
    Always,
    /// As the form of the field's module says.
    ByForm,
}

const INTEGERS: &[&str] =
    &["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"];

/// Returns the fields of a struct, and reports a type without named fields.
pub(crate) fn resolve(ctxt: &Ctxt, input: &DeriveInput, expected: &str) -> Option<Vec<Rc<Field>>> {
    let rule = serde::container(ctxt, &input.attrs);
    let fields = named(&input.data);
    if fields.is_none() {
        ctxt.at(&input.ident).error(expected);
    }
    let fields = fields?.named.iter();
    Some(fields.filter_map(|field| Field::resolve(ctxt, field, rule).map(Rc::new)).collect())
}

/// Returns fields, each once, in the order of their first occurrence.
pub(crate) fn distinct<'f>(fields: impl Iterator<Item = &'f Rc<Field>>) -> Vec<&'f Rc<Field>> {
    let mut distinct: Vec<&Rc<Field>> = Vec::new();
    for field in fields {
        if !distinct.iter().any(|known| known.name == field.name) {
            distinct.push(field);
        }
    }
    distinct
}

/// The struct whose keys are resolved.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    pub(super) ctxt: &'s Ctxt,
    pub(super) entity: &'s Ident,
    pub(super) fields: &'s [Rc<Field>],
}

impl Scope<'_> {
    /// Returns the field with this name, or reports an error.
    pub(super) fn find(self, name: &Ident) -> Option<Rc<Field>> {
        let text = text_of(name);
        let field = self.fields.iter().find(|field| field.name == text).cloned();
        if field.is_none() {
            let instead = self.suggest(&text);
            self.ctxt.at(name).error(format_args!("`{}` has no field `{text}`; {instead}", self.entity));
        }
        field
    }

    /// Returns the end of a message about an unknown field.
    pub(super) fn suggest(self, name: &str) -> String {
        let names: Vec<&str> = self.fields.iter().map(|field| field.name.as_str()).collect();
        suggest::instead(name, "fields", &names)
    }
}

/// Returns the named fields of a struct.
pub(crate) fn named(data: &Data) -> Option<&FieldsNamed> {
    match data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Some(fields),
            Fields::Unnamed(_) | Fields::Unit => None,
        },
        Data::Enum(_) | Data::Union(_) => None,
    }
}

impl Field {
    fn resolve(ctxt: &Ctxt, field: &syn::Field, rule: Rule) -> Option<Self> {
        let ident = field.ident.clone()?;
        let name = text_of(&ident);
        let FieldAttrs { in_key, ttl, null, model_version, unique, managed } = attr::field(ctxt, field);
        Some(Self {
            stored: serde::field(ctxt, &field.attrs, &name, rule),
            in_key,
            ttl,
            null,
            model_version,
            unique,
            managed,
            is_private: matches!(field.vis, Visibility::Inherited),
            ty: field.ty.clone(),
            name,
            ident,
        })
    }

    /// Returns whether the item has no attribute for `None`. A serde function reads a missing attribute only with a default,
    /// unless its form does.
    pub(crate) fn omits_none(&self) -> OmitsNone {
        let is_stored = self.stored.attribute.is_some() && self.in_key.is_none() && self.ttl.is_none();
        match &self.stored {
            _ if !is_stored || self.null.is_some() || optional(&self.ty).is_none() => OmitsNone::Never,
            stored if stored.custom.is_none() || stored.has_default => OmitsNone::Always,
            stored if stored.module.is_some() => OmitsNone::ByForm,
            _ => OmitsNone::Never,
        }
    }

    pub(crate) fn plain(&self) -> Option<Plain> {
        plain(&self.ty)
    }
}

/// Returns the type that the name identifies.
pub(crate) fn plain(ty: &Type) -> Option<Plain> {
    let path = match ty {
        Type::Group(group) => return plain(&group.elem),
        Type::Paren(paren) => return plain(&paren.elem),
        Type::Path(path) if path.qself.is_none() => &path.path,
        _ => return None,
    };
    let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    match names.join("::").as_str() {
        name if INTEGERS.contains(&name) => Some(Plain::Integer),
        "bool" | "char" => Some(Plain::Copied),
        "f32" | "f64" => Some(Plain::Float),
        "String" | "std::string::String" | "alloc::string::String" => Some(Plain::String),
        _ => None,
    }
}

/// Returns `true` if the names in the type are those of the standard library, so that the type is public.
pub(crate) fn is_public(ty: &Type) -> bool {
    const NAMES: &[&str] =
        &["Option", "Vec", "Box", "HashMap", "HashSet", "BTreeMap", "BTreeSet", "str", "SystemTime"];
    let path = match ty {
        Type::Path(path) if path.qself.is_none() => &path.path,
        _ => return false,
    };
    let (Some(segment), 1) = (path.segments.first(), path.segments.len()) else { return false };
    let is_argument =
        |argument: &GenericArgument| matches!(argument, GenericArgument::Type(ty) if is_public(ty));
    let arguments = match &segment.arguments {
        PathArguments::None => true,
        PathArguments::AngleBracketed(arguments) => arguments.args.iter().all(is_argument),
        PathArguments::Parenthesized(_) => false,
    };
    arguments && (plain(ty).is_some() || NAMES.iter().any(|name| segment.ident == name))
}

/// Returns `true` for the name of a public type of another crate that is a key segment.
pub(crate) fn is_known_segment(ty: &Type) -> bool {
    const NAMES: &[&str] = &[
        "Timestamp",
        "Date",
        "DateTime",
        "NaiveDate",
        "NaiveDateTime",
        "OffsetDateTime",
        "PrimitiveDateTime",
        "UtcDateTime",
        "Uuid",
        "Ulid",
        "Decimal",
    ];
    let Type::Path(path) = optional(ty).unwrap_or(ty) else { return false };
    path.path.segments.last().is_some_and(|last| NAMES.iter().any(|name| last.ident == name))
}

/// Returns `true` for a collection, which cannot be part of a key. Bytes are one value.
pub(crate) fn is_several(ty: &Type) -> bool {
    const SEVERAL: &[&str] = &["Vec", "VecDeque", "HashSet", "BTreeSet", "HashMap", "BTreeMap"];
    let Type::Path(path) = ty else { return false };
    let Some(last) = path.path.segments.last().filter(|last| SEVERAL.iter().any(|name| last.ident == name))
    else {
        return false;
    };
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return false };
    !matches!(arguments.args.first(), Some(GenericArgument::Type(Type::Path(item))) if item.path.is_ident("u8"))
}

/// Returns the type inside an `Option`.
pub(crate) fn optional(ty: &Type) -> Option<&Type> {
    let last = match ty {
        Type::Group(group) => return optional(&group.elem),
        Type::Paren(paren) => return optional(&paren.elem),
        Type::Path(path) => path.path.segments.last()?,
        _ => return None,
    };
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) if last.ident == "Option" => match arguments.args.first()? {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the name without `r#`.
pub(crate) fn text_of(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Returns the text as an identifier, raw if necessary.
pub(crate) fn ident_of(name: &str, span: Span) -> Option<Ident> {
    let parse = |text: &str| syn::parse_str::<Ident>(text).ok();
    let mut ident = parse(name).or_else(|| parse(&format!("r#{name}")))?;
    ident.set_span(span);
    Some(ident)
}
