//! A resolved collection.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    Data, DataEnum, DeriveInput, Field, Fields, GenericArgument, Ident, Path, PathArguments, Token, Type,
    Visibility,
};

use super::attr::{self, Attributes, Role};
use super::partition::Partition;
use crate::ctxt::Ctxt;
use crate::meta;
use crate::model::{self, krate, optional};
use crate::rename;
use crate::table::model::{in_box, is_wrapped, no_entity, ungrouped};

pub(super) struct Collection {
    pub(super) ident: Ident,
    pub(super) vis: Visibility,
    pub(super) krate: Path,
    /// `None` for an enum that is only part of a struct.
    pub(super) partition: Option<Partition>,
    pub(super) content: Content,
}

pub(super) enum Content {
    Variants(Vec<Variant>),
    Group(Box<Group>),
}

/// An entity, or an enum of several in a struct, that is read into one type.
pub(super) struct Part {
    /// The type without the box.
    pub(super) ty: Type,
    pub(super) boxed: bool,
    /// The type of the access pattern; `None` for the primary key.
    pub(super) pattern: Option<Path>,
}

pub(super) struct Variant {
    pub(super) ident: Ident,
    pub(super) part: Part,
}

pub(super) struct Group {
    pub(super) rev: bool,
    pub(super) parent: Ident,
    pub(super) parent_part: Part,
    pub(super) optional: bool,
    pub(super) children: Ident,
    pub(super) children_part: Part,
}

impl Collection {
    /// Resolves a collection; returns `None` if errors prevent further checks.
    pub(super) fn resolve(ctxt: &Ctxt, input: &DeriveInput, attributes: &Attributes) -> Option<Self> {
        if !input.generics.params.is_empty() {
            ctxt.at(&input.generics).error(
                "a collection cannot have generic parameters, because the proof of its access patterns needs all \
                 types: write a concrete type, such as `Order(Envelope<Order>)`",
            );
            return None;
        }
        let partition = Partition::resolve(ctxt, input, attributes);
        let content = match &input.data {
            Data::Enum(data) => {
                if let Some(rev) = &attributes.rev {
                    ctxt.at(rev).error(
                        "an enum can be read in both directions: remove `rev`, and call `.rev()` on the query",
                    );
                }
                Content::Variants(variants(ctxt, input, data))
            }
            Data::Struct(data) => Content::Group(Box::new(group(ctxt, input, &data.fields, attributes)?)),
            Data::Union(_) => {
                ctxt.at(&input.ident).error(
                    "a collection must be an enum of entities, or a struct with a parent and its children",
                );
                return None;
            }
        };
        Some(Self {
            ident: input.ident.clone(),
            vis: input.vis.clone(),
            krate: krate(attributes.krate.as_ref()),
            partition,
            content,
        })
    }

    pub(super) fn name(&self) -> String {
        model::text_of(&self.ident)
    }
}

impl Part {
    fn new(ctxt: &Ctxt, ty: &Type, pattern: Option<Path>) -> Self {
        let unboxed = in_box(ungrouped(ty));
        let part = Self { ty: unboxed.unwrap_or(ungrouped(ty)).clone(), boxed: unboxed.is_some(), pattern };
        part.check_pattern(ctxt);
        part
    }

    // #[pattern(by_owner)] Issue(Issue)
    fn check_pattern(&self, ctxt: &Ctxt) {
        let Some(pattern) = &self.pattern else { return };
        let Some(text) = pattern.segments.last().map(|last| model::text_of(&last.ident)) else { return };
        if text.starts_with(char::is_uppercase) {
            return;
        }
        let Type::Path(ty) = &self.ty else { return };
        let mut path = ty.path.clone();
        if let Some(last) = path.segments.last_mut() {
            last.ident =
                Ident::new(&(model::text_of(&last.ident) + &rename::pascal(&text)), last.ident.span());
        }
        let path = path.to_token_stream().to_string().replace(' ', "");
        ctxt.at(pattern)
            .error(format_args!("an access pattern is selected by its type: write `#[pattern({path})]`"));
    }

    fn is_same(&self, other: &Self) -> bool {
        let pattern = |part: &Self| part.pattern.to_token_stream().to_string();
        pattern(self) == pattern(other)
            && self.ty.to_token_stream().to_string() == other.ty.to_token_stream().to_string()
    }
}

fn variants(ctxt: &Ctxt, input: &DeriveInput, data: &DataEnum) -> Vec<Variant> {
    if data.variants.is_empty() {
        ctxt.at(&input.ident)
            .error("a collection must have at least one entity: add a variant such as `Issue(Issue)`");
    }
    let mut all: Vec<Variant> = Vec::new();
    for written in &data.variants {
        let Some(variant) = variant(ctxt, written) else { continue };
        match all.iter().find(|earlier| earlier.part.is_same(&variant.part)) {
            Some(earlier) => {
                let earlier = &earlier.ident;
                ctxt.at(&written.fields).error(format_args!(
                    "`{earlier}` and `{}` have the same access pattern, so an item could be either: select another pattern, \
                     `#[pattern(...)]`, or remove one of the variants",
                    variant.ident
                ));
            }
            None => all.push(variant),
        }
    }
    all
}

fn variant(ctxt: &Ctxt, written: &syn::Variant) -> Option<Variant> {
    let (ident, pattern) = (&written.ident, attr::pattern(ctxt, &written.attrs));
    let field = match &written.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first(),
        _ => None,
    };
    if let Some(field) = field {
        if is_wrapped(ctxt, ident, ungrouped(&field.ty)) {
            return None;
        }
        return Some(Variant { ident: ident.clone(), part: Part::new(ctxt, &field.ty, pattern) });
    }
    ctxt.at(written).error(no_entity("a collection", ident, &written.fields));
    None
}

// pub struct RepositoryWithIssues {
//     #[collection(parent)]
//     pub repository: Option<Repository>,
//     #[collection(children)]
//     pub issues: Vec<Issue>,
// }
fn group(ctxt: &Ctxt, input: &DeriveInput, fields: &Fields, attributes: &Attributes) -> Option<Group> {
    let Fields::Named(named) = fields else {
        ctxt.at(&input.ident).error(
            "a collection struct must have named fields: a `#[collection(parent)]` and its \
                       `#[collection(children)]`",
        );
        return None;
    };
    let (mut parent, mut children) = (None, None);
    let before = fields_clean(ctxt, &named.named, &mut parent, &mut children);
    let (parent, children) = match (parent, children) {
        (Some(parent), Some(children)) if before => (parent, children),
        (parent, children) => {
            if before {
                missing(ctxt, input, parent.is_some(), children.is_some());
            }
            return None;
        }
    };
    let parent_ty = optional(&parent.ty);
    let Some(child) = in_vec(ungrouped(&children.ty)) else {
        ctxt.at(&children.ty).error("children must be a `Vec` of an entity or of a collection's enum");
        return None;
    };
    Some(Group {
        rev: attributes.rev.is_some(),
        parent: parent.ident.clone()?,
        optional: parent_ty.is_some(),
        parent_part: Part::new(ctxt, parent_ty.unwrap_or(&parent.ty), attr::pattern(ctxt, &parent.attrs)),
        children: children.ident.clone()?,
        children_part: Part::new(ctxt, child, attr::pattern(ctxt, &children.attrs)),
    })
}

/// Returns `true` if each field has a role, and no role is given twice.
fn fields_clean<'f>(
    ctxt: &Ctxt,
    fields: &'f Punctuated<Field, Token![,]>,
    parent: &mut Option<&'f Field>,
    children: &mut Option<&'f Field>,
) -> bool {
    let mut clean = true;
    for field in fields {
        let (role, read) = ctxt.is_clean_after(|| attr::role(ctxt, &field.attrs));
        let (place, path) = match role {
            Some(Role::Parent(path)) => (&mut *parent, path),
            Some(Role::Children(path)) => (&mut *children, path),
            None => {
                if read {
                    let message = "a field of a collection must be its `#[collection(parent)]` or its \
                                   `#[collection(children)]`: add one of these, or remove the field";
                    ctxt.at(field.ident.as_ref()).error(message);
                }
                clean = false;
                continue;
            }
        };
        if place.replace(field).is_some() {
            let word = meta::name_of(&path);
            ctxt.at(path).error(format_args!(
                "`{word}` is given twice: remove one, or read several entities into an enum with `#[derive(Collection)]`"
            ));
            clean = false;
        }
        clean &= read;
    }
    clean
}

fn missing(ctxt: &Ctxt, input: &DeriveInput, parent: bool, children: bool) {
    ctxt.at(&input.ident).error(match (parent, children) {
        (true, _) => {
            "a parent needs its children: add a field such as `#[collection(children)] issues: Vec<Issue>`"
        }
        (_, true) => {
            "children need their parent: add a field such as `#[collection(parent)] repository: Repository`, or query an \
             access pattern of the children to read them alone"
        }
        _ => "a collection struct needs a `#[collection(parent)]` and its `#[collection(children)]`",
    });
}

/// Returns the `C` of `Vec<C>`.
fn in_vec(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Vec")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) if arguments.args.len() == 1 => Some(ungrouped(ty)),
        _ => None,
    }
}
