//! The draft of an entity: the struct of its fields that are not managed.

use syn::{Attribute, DeriveInput, Ident, Meta, Path, parse_quote};

use crate::attr;
use crate::model::{Field, named};
use crate::serde;

pub(crate) struct Draft {
    /// The word `draft`, which errors underline.
    pub(crate) word: Path,
    pub(crate) name: Ident,
    pub(crate) derives: Vec<Path>,
    /// The serde attributes of the struct.
    pub(crate) attributes: Vec<Attribute>,
    /// The fields, with their documentation and serde attributes.
    pub(crate) fields: Vec<syn::Field>,
}

impl Draft {
    pub(super) fn resolve(
        input: &DeriveInput,
        draft: &attr::Draft,
        managed: impl Fn(&Ident) -> bool,
    ) -> Self {
        let attr::Draft { word, name, derives } = draft.clone();
        let has = |wanted: &[&str]| derives.iter().any(|path| is_named(path, wanted));
        let is_serde = has(&["Serialize", "Deserialize"]);
        let container = serde::metas(&input.attrs);
        // A default of the entity is no default of the draft.
        let container = container.iter().filter(|meta| !meta.path().is_ident("default"));
        let attributes = container.filter(|_| is_serde).map(as_attribute).collect();
        let fields = named(&input.data).into_iter().flat_map(|fields| &fields.named);
        let fields = fields.filter(|field| field.ident.as_ref().is_some_and(|ident| !managed(ident)));
        let fields = fields.map(|field| drafted(field, is_serde)).collect();
        Self { word, name, derives, attributes, fields }
    }
}

/// Returns `true` if a field is set by the library.
pub(super) fn is_managed(fields: &[std::rc::Rc<Field>], ident: &Ident) -> bool {
    fields.iter().any(|field| field.ident == *ident && field.managed.is_some())
}

fn is_named(path: &Path, wanted: &[&str]) -> bool {
    path.segments.last().is_some_and(|last| wanted.iter().any(|name| last.ident == name))
}

fn as_attribute(meta: &Meta) -> Attribute {
    parse_quote!(#[serde(#meta)])
}

/// Returns a field with the attributes that the draft has too.
fn drafted(field: &syn::Field, is_serde: bool) -> syn::Field {
    let is_kept = |attribute: &&Attribute| {
        attribute.path().is_ident("doc") || (is_serde && attribute.path().is_ident("serde"))
    };
    let attrs = field.attrs.iter().filter(is_kept).cloned().collect();
    syn::Field { attrs, ..field.clone() }
}
