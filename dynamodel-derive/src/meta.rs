//! Arguments of attributes. Each must be known, and may be given once.

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitInt, LitStr, Meta, Path, Token};

use crate::ctxt::Ctxt;
use crate::suggest;

/// The arguments of the attributes with one name.
pub(crate) struct Args<'c> {
    ctxt: &'c Ctxt,
    list: Vec<(String, Meta)>,
}

/// The arguments that may be given several times, and their attributes.
const REPEATED: &[(&str, &str)] =
    &[("#[entity(...)]", "unique"), ("#[entity(...)]", "unread_index"), ("#[table(...)]", "shared")];

impl<'c> Args<'c> {
    /// Reads the arguments of every `#[name(word, word = "value")]`, and reports those that are not `valid`.
    pub(crate) fn of_attributes(
        ctxt: &'c Ctxt,
        attributes: &[Attribute],
        name: &str,
        valid: &[&str],
    ) -> Self {
        let mut args = Self { ctxt, list: Vec::new() };
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
            args.read(&attribute.meta, &format!("#[{name}(...)]"), valid);
        }
        args
    }

    /// Reads the arguments in the parentheses of `meta`.
    pub(crate) fn new(ctxt: &'c Ctxt, meta: &Meta, shown: &str, valid: &[&str]) -> Self {
        let mut args = Self { ctxt, list: Vec::new() };
        args.read(meta, shown, valid);
        args
    }

    fn read(&mut self, meta: &Meta, shown: &str, valid: &[&str]) {
        let Meta::List(list) = meta else {
            let words = valid.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            self.ctxt.at(meta).error(format_args!("expected arguments in parentheses, `{shown}`: {words}"));
            return;
        };
        match list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) {
            Ok(list) => list.into_iter().for_each(|meta| self.add(meta, shown, valid)),
            Err(error) => self.ctxt.push(error),
        }
    }

    fn add(&mut self, meta: Meta, shown: &str, valid: &[&str]) {
        let word = name_of(meta.path());
        if !valid.contains(&word.as_str()) {
            self.ctxt.at(meta.path()).error(unknown(&word, shown, valid));
        } else if self.get(&word).is_some() && !REPEATED.contains(&(shown, word.as_str())) {
            self.ctxt.at(meta.path()).error(format_args!("`{word}` is given twice in `{shown}`: remove one"));
        } else {
            self.list.push((word, meta));
        }
    }

    /// Returns an argument.
    pub(crate) fn get(&self, word: &str) -> Option<&Meta> {
        self.all(word).next()
    }

    /// Returns an argument that may be given several times.
    pub(crate) fn all(&self, word: &str) -> impl Iterator<Item = &Meta> {
        self.list.iter().filter(move |(name, _)| name == word).map(|(_, meta)| meta)
    }

    /// Returns the string of `word = "..."`.
    pub(crate) fn string(&self, word: &str) -> Option<LitStr> {
        string(self.ctxt, self.get(word)?)
    }

    /// Parses the string of `word = "..."` as Rust: a path or an identifier.
    pub(crate) fn rust<T: syn::parse::Parse>(&self, word: &str, what: &str) -> Option<T> {
        rust(self.ctxt, self.get(word)?, what)
    }

    /// Returns an argument without a value.
    pub(crate) fn flag(&self, word: &str) -> Option<Path> {
        let meta = self.get(word)?;
        flag(self.ctxt, meta);
        Some(meta.path().clone())
    }

    /// Returns all arguments.
    pub(crate) fn into_list(self) -> Vec<(String, Meta)> {
        self.list
    }
}

/// Returns the message for an unknown argument, which may belong to another attribute.
pub(crate) fn unknown(word: &str, shown: &str, valid: &[&str]) -> String {
    let place =
        PLACES.iter().find(|(words, _)| words.contains(&word) && suggest::nearest(word, valid).is_none());
    match place {
        Some((_, place)) => format!("`{word}` must be {place}"),
        None => {
            format!("unknown argument `{word}` in `{shown}`; {}", suggest::instead(word, "arguments", valid))
        }
    }
}

/// The right place of arguments that are in another attribute.
const PLACES: &[(&[&str], &str)] = &[
    (
        &["in_key", "ttl", "null", "model_version", "version", "created_at", "updated_at"],
        "in the `#[entity(...)]` of a field",
    ),
    (
        &["delimiter", "type_name", "methods", "draft", "unread_index"],
        "in the `#[entity(...)]` of the struct",
    ),
    (&["unique"], "in the `#[entity(...)]` of a field or of the struct, or in `#[lookup(...)]`"),
    (&["shards", "when"], "in `#[key(...)]` or `#[lookup(...)]`, beside `pk`"),
    (&["pk", "sk"], "in the `#[key(...)]` or a `#[lookup(...)]` of the struct"),
    (&["index"], "in `#[key(...)]`, whose `name` is the function that reads the index"),
    (&["project", "name"], "in `#[key(...)]` or `#[lookup(...)]`"),
    (&["local", "copies"], "in the `#[index(...)]` of the table"),
    (
        &[
            "type_attribute",
            "untyped",
            "ttl_attribute",
            "revision_attribute",
            "owner_attribute",
            "shared",
            "pk_type",
            "sk_type",
        ],
        "in the `#[table(...)]` of the table",
    ),
    (&["scope"], "in `unique(...)`"),
];

/// Returns the list of `word(a, b)`.
pub(crate) fn list<T: syn::parse::Parse>(meta: &Meta) -> Option<Vec<T>> {
    let Meta::List(list) = meta else { return None };
    let list = list.parse_args_with(Punctuated::<T, Token![,]>::parse_terminated).ok()?;
    Some(list.into_iter().collect())
}

/// Returns the value of `word = value`, without the groups that macros add.
pub(crate) fn value(meta: &Meta) -> Option<&Expr> {
    let Meta::NameValue(pair) = meta else { return None };
    let mut value = &pair.value;
    while let Expr::Group(group) = value {
        value = &group.expr;
    }
    Some(value)
}

/// Returns the name of `word = name`.
pub(crate) fn ident(meta: &Meta) -> Option<&Ident> {
    match value(meta)? {
        Expr::Path(path) => path.path.get_ident(),
        _ => None,
    }
}

/// Returns the string of `word = "..."`, if it is one.
pub(crate) fn text(meta: &Meta) -> Option<LitStr> {
    literal(value(meta)?)
}

/// Returns the string of `word = "..."`, or reports another value.
pub(crate) fn string(ctxt: &Ctxt, meta: &Meta) -> Option<LitStr> {
    let text = text(meta);
    if text.is_none() {
        let word = name_of(meta.path());
        ctxt.at(meta).error(format_args!("expected a string, `{word} = \"...\"`"));
    }
    text
}

/// Returns the integer of `word = 8`.
pub(crate) fn integer(meta: &Meta) -> Option<LitInt> {
    match value(meta)? {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => Some(number.clone()),
        _ => None,
    }
}

/// Parses the string of `word = "..."` as Rust: a path or an identifier.
pub(crate) fn rust<T: syn::parse::Parse>(ctxt: &Ctxt, meta: &Meta, what: &str) -> Option<T> {
    let text = string(ctxt, meta)?;
    let parsed = text.parse().ok();
    if parsed.is_none() {
        ctxt.at(&text).error(format_args!("`{}` is not {what}", text.value()));
    }
    parsed
}

/// Requires an argument without a value.
pub(crate) fn flag(ctxt: &Ctxt, meta: &Meta) {
    if !matches!(meta, Meta::Path(_)) {
        let word = name_of(meta.path());
        ctxt.at(meta).error(format_args!("`{word}` does not take a value: write it alone"));
    }
}

/// Returns a string literal, also one that a macro passes on.
pub(crate) fn literal(value: &Expr) -> Option<LitStr> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.clone()),
        Expr::Group(group) => literal(&group.expr),
        _ => None,
    }
}

/// Returns the path of an attribute as written.
pub(crate) fn name_of(path: &Path) -> String {
    let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    names.join("::")
}
