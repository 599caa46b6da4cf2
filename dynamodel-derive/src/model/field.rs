//! The fields of an entity.

use std::rc::Rc;

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, FieldsNamed, GenericArgument, Ident, Path, PathArguments, Type};

use crate::attr::{FieldWords, Unique};
use crate::ctxt::Ctxt;
use crate::rename::Rule;
use crate::{attr, serde};

pub(crate) struct Field {
    pub(crate) ident: Ident,
    /// The name without `r#`, as templates and messages have it.
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) stored: serde::Field,
    /// The word `in_key`, if it is there.
    pub(crate) in_key: Option<Path>,
    /// The word `ttl`, if it is there.
    pub(crate) ttl: Option<Path>,
    pub(crate) unique: Option<Unique>,
    /// What the library fills in, if it does.
    pub(crate) stamped: Option<attr::Stamped>,
}

/// A type that is known by its name alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Plain {
    Integer,
    /// `bool` or `char`.
    Copied,
    String,
    Float,
}

const INTEGERS: &[&str] =
    &["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"];

/// The fields of a struct; reports what is no struct with named fields.
pub(crate) fn resolve(ctxt: &Ctxt, input: &DeriveInput, expected: &str) -> Option<Vec<Rc<Field>>> {
    let rule = serde::container(ctxt, &input.attrs);
    let fields = named(&input.data);
    if fields.is_none() {
        ctxt.error(&input.ident, expected);
    }
    let fields = fields?.named.iter();
    Some(fields.filter_map(|field| Field::resolve(ctxt, field, rule).map(Rc::new)).collect())
}

/// The named fields of a struct.
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
        let FieldWords { in_key, ttl, unique, stamped } = attr::field(ctxt, field);
        Some(Self {
            stored: serde::field(ctxt, &field.attrs, &name, rule),
            in_key,
            ttl,
            unique,
            stamped,
            ty: field.ty.clone(),
            name,
            ident,
        })
    }

    pub(crate) fn plain(&self) -> Option<Plain> {
        plain(&self.ty)
    }
}

/// What a type's name says, if it is one of those that everyone knows.
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

/// Whether a type has several values, as its name says, so that it cannot be written into a key. Bytes are one.
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

/// What is in an `Option`.
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

/// The name without `r#`.
pub(crate) fn text_of(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// The field name that this text is, raw if need be.
pub(crate) fn ident_of(name: &str, span: Span) -> Option<Ident> {
    let parse = |text: &str| syn::parse_str::<Ident>(text).ok();
    let mut ident = parse(name).or_else(|| parse(&format!("r#{name}")))?;
    ident.set_span(span);
    Some(ident)
}
