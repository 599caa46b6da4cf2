//! The forms of `unique`: `unique`, `unique(a, b)`, `unique(scope = a)`, `unique(pk = "...", sk = "...")`.

use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Meta, Token};

use crate::ctxt::Ctxt;
use crate::meta;

const WORDS: &[&str] = &["scope", "pk", "sk"];

/// One of these forms.
#[derive(Clone)]
pub(crate) struct Unique {
    /// The attribute that errors underline.
    pub(crate) at: Meta,
    /// The listed fields.
    pub(crate) fields: Vec<Ident>,
    /// The field within whose values the marked field is unique.
    pub(crate) scope: Option<Ident>,
    pub(crate) pk: Option<LitStr>,
    pub(crate) sk: Option<LitStr>,
}

/// Reads the argument; returns `None` after an error.
pub(super) fn parse(ctxt: &Ctxt, meta: &Meta) -> Option<Unique> {
    let unique = Unique { at: meta.clone(), fields: Vec::new(), scope: None, pk: None, sk: None };
    let list = match meta {
        Meta::Path(_) => return Some(unique),
        Meta::List(list) => list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated),
        Meta::NameValue(_) => {
            ctxt.at(meta).error(
                "`unique` does not take a value: write it alone on a field, or list the fields on the struct, \
                 `unique(a, b)`",
            );
            return None;
        }
    };
    let (unique, complete) = ctxt.is_clean_after(|| match list {
        Ok(list) => list.iter().fold(unique, |unique, part| unique.with(ctxt, part)),
        Err(error) => {
            ctxt.push(error);
            unique
        }
    });
    complete.then_some(unique)
}

impl Unique {
    fn with(mut self, ctxt: &Ctxt, part: &Meta) -> Self {
        let word = meta::name_of(part.path());
        match (part, word.as_str()) {
            (Meta::Path(path), _) => match path.get_ident() {
                Some(field) if self.fields.contains(field) => {
                    ctxt.at(part)
                        .error(format_args!("`{field}` is given twice in `unique(...)`: remove one"));
                }
                Some(field) => self.fields.push(field.clone()),
                None => ctxt.at(part).error("expected the name of a field, as in `unique(a, b)`"),
            },
            (Meta::NameValue(_), word) if WORDS.contains(&word) => self.say(ctxt, word, part),
            _ => {
                ctxt.at(part.path()).error(meta::unknown(&word, "unique(...)", WORDS));
            }
        }
        self
    }

    fn say(&mut self, ctxt: &Ctxt, word: &str, part: &Meta) {
        let twice = match word {
            "scope" => self.scope.is_some(),
            "pk" => self.pk.is_some(),
            _ => self.sk.is_some(),
        };
        if twice {
            ctxt.at(part.path()).error(format_args!("`{word}` is given twice in `unique(...)`: remove one"));
        }
        match word {
            "scope" => self.scope = scope(ctxt, part),
            "pk" => self.pk = meta::string(ctxt, part),
            _ => self.sk = meta::string(ctxt, part),
        }
    }
}

fn scope(ctxt: &Ctxt, part: &Meta) -> Option<Ident> {
    let field = meta::ident(part).cloned();
    if field.is_none() {
        ctxt.at(part).error("expected the name of a field, without quotes, as in `scope = tenant`");
    }
    field
}
