//! The syntax of `#[collection(...)]` and `#[pattern(...)]`.

use syn::{Attribute, DeriveInput, LitStr, Path};

use crate::ctxt::Ctxt;
use crate::meta::{self, Args};

/// The attributes of the enum or struct.
pub(super) struct Attributes {
    pub(super) name: Option<LitStr>,
    pub(super) pk: Option<LitStr>,
    /// The argument `rev`.
    pub(super) rev: Option<Path>,
    pub(super) krate: Option<Path>,
    /// `true` if all arguments were read, so that missing ones can be reported.
    pub(super) complete: bool,
}

const WORDS: &[&str] = &["name", "pk", "rev", "crate"];
const FIELD: &[&str] = &["parent", "children"];

/// The role of a field of a struct, with its argument.
pub(super) enum Role {
    Parent(Path),
    Children(Path),
}

impl Attributes {
    pub(super) fn parse(ctxt: &Ctxt, input: &DeriveInput) -> Self {
        let (attributes, complete) = ctxt.is_clean_after(|| {
            let args = Args::of_attributes(ctxt, &input.attrs, "collection", WORDS);
            Self {
                name: args.string("name"),
                pk: args.string("pk"),
                rev: args.flag("rev"),
                krate: args.rust("crate", "a path to the crate `dynamodel`"),
                complete: false,
            }
        });
        Self { complete, ..attributes }
    }
}

/// Returns the type in `#[pattern(IssueByOwner)]`.
pub(super) fn pattern(ctxt: &Ctxt, attributes: &[Attribute]) -> Option<Path> {
    let mut found: Option<Path> = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("pattern")) {
        match attribute.parse_args::<Path>() {
            Ok(_) if found.is_some() => {
                ctxt.at(attribute)
                    .error("`#[pattern(...)]` is given twice: remove one, or add a variant for it");
            }
            Ok(path) => found = Some(path),
            Err(_) => {
                ctxt.at(attribute)
                    .error("expected the type of one access pattern: `#[pattern(IssueByOwner)]`");
            }
        }
    }
    found
}

/// Returns the role in `#[collection(parent)]`.
pub(super) fn role(ctxt: &Ctxt, attributes: &[Attribute]) -> Option<Role> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("collection")) {
        for (word, meta) in Args::new(ctxt, &attribute.meta, "#[collection(...)]", FIELD).into_list() {
            meta::flag(ctxt, &meta);
            let path = meta.path().clone();
            if found.is_some() {
                ctxt.at(&path).error("a field cannot be both `parent` and `children`: remove one");
            }
            found = Some(if word == "parent" { Role::Parent(path) } else { Role::Children(path) });
        }
    }
    found
}
