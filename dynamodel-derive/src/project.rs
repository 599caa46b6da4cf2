//! `project(all | keys_only | include(..))`: the attributes of an index or of the copies of a lookup.

use syn::Meta;
use syn::parse::Parse;
use syn::{Ident, LitStr};

use crate::ctxt::Ctxt;
use crate::meta::{self, Args};

/// The attributes that are stored in addition to the keys.
#[derive(Clone)]
pub(crate) enum Project<N> {
    All,
    KeysOnly,
    Include(Vec<N>),
}

impl<N> Project<N> {
    pub(crate) fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }

    /// Returns the named attributes.
    pub(crate) fn included(&self) -> &[N] {
        match self {
            Self::All | Self::KeysOnly => &[],
            Self::Include(names) => names,
        }
    }
}

/// The names in `include(..)`: fields of an entity, attributes of a table.
pub(crate) trait Name: Parse {
    const EXPECTED: &str;
    fn text(&self) -> String;
}

impl Name for Ident {
    const EXPECTED: &str = "expected the names of fields: `include(title, views)`";

    fn text(&self) -> String {
        crate::model::text_of(self)
    }
}

impl Name for LitStr {
    const EXPECTED: &str = "expected the names of attributes: `include(\"title\", \"views\")`";

    fn text(&self) -> String {
        self.value()
    }
}

const WORDS: &[&str] = &["all", "keys_only", "include"];

/// Returns the argument of `project(...)`, and reports anything else.
pub(crate) fn parse<N: Name + quote::ToTokens>(ctxt: &Ctxt, meta: &Meta) -> Option<Project<N>> {
    let (args, clean) = ctxt.is_clean_after(|| Args::new(ctxt, meta, "project(...)", WORDS).into_list());
    match args.as_slice() {
        [(word, meta)] => match word.as_str() {
            "include" => include(ctxt, meta).map(Project::Include),
            word => {
                meta::flag(ctxt, meta);
                Some(if word == "all" { Project::All } else { Project::KeysOnly })
            }
        },
        _ if !clean => None,
        _ => {
            ctxt.at(meta)
                .error("expected one of `project(all)`, `project(keys_only)` and `project(include(...))`");
            None
        }
    }
}

fn include<N: Name + quote::ToTokens>(ctxt: &Ctxt, meta: &Meta) -> Option<Vec<N>> {
    let Some(names) = meta::list::<N>(meta) else {
        ctxt.at(meta).error(N::EXPECTED);
        return None;
    };
    if names.is_empty() {
        ctxt.at(meta)
            .error("`include(...)` must not be empty: write `project(keys_only)`, or name an attribute");
    }
    let mut taken: Vec<String> = Vec::new();
    for name in &names {
        let text = name.text();
        if taken.contains(&text) {
            ctxt.at(name).error(format_args!("`{text}` is given twice in `include(...)`: remove one"));
        }
        taken.push(text);
    }
    Some(names)
}
