//! `draft = "NewIssue"`, or `draft(name = "NewIssue", derive(Clone, Debug, Deserialize))`.

use syn::{Ident, Meta, Path};

use crate::ctxt::Ctxt;
use crate::meta::{self, Args};

/// The struct of the fields that are not managed.
#[derive(Clone)]
pub(crate) struct Draft {
    /// The word `draft`, which errors underline.
    pub(crate) word: Path,
    pub(crate) name: Ident,
    pub(crate) derives: Vec<Path>,
}

const NAME: &str = "a name for a struct";

/// Reads the argument; returns `None` after an error. `entity` is the name of the struct.
pub(super) fn parse(ctxt: &Ctxt, meta: &Meta, entity: &Ident) -> Option<Draft> {
    let word = meta.path().clone();
    match meta {
        Meta::NameValue(_) => Some(Draft { word, name: meta::rust(ctxt, meta, NAME)?, derives: Vec::new() }),
        Meta::List(_) => {
            let args = Args::new(ctxt, meta, "draft(...)", &["name", "derive"]);
            let Some(name) = args.get("name") else {
                ctxt.at(meta).error(needs_name(entity));
                return None;
            };
            let derives = args.get("derive").map_or_else(|| Some(Vec::new()), |meta| derives(ctxt, meta))?;
            Some(Draft { word, name: meta::rust(ctxt, name, NAME)?, derives })
        }
        Meta::Path(_) => {
            ctxt.at(meta).error(needs_name(entity));
            None
        }
    }
}

fn needs_name(entity: &Ident) -> String {
    format!(
        "a draft is a struct that needs a name: write `draft = \"New{entity}\"`, or \
         `draft(name = \"New{entity}\", derive(Clone, Debug, Deserialize))`"
    )
}

/// Returns the derives of `derive(Clone, Debug)`.
fn derives(ctxt: &Ctxt, meta: &Meta) -> Option<Vec<Path>> {
    let derives = meta::list(meta);
    if derives.is_none() {
        ctxt.at(meta).error("expected a list of derives, `derive(Clone, Debug, Deserialize)`");
    }
    derives
}
