//! `#[key(...)]` and `#[lookup(...)]`.

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprArray, ExprLit, Ident, Lit, LitStr, Meta, Path, Token, UnOp};

use crate::ctxt::Ctxt;
use crate::project::{self, Project};
use crate::shards::Shards;
use crate::words;

/// `#[key(...)]` or `#[lookup(...)]`.
#[derive(Clone)]
pub(crate) struct Pattern {
    /// Where it stands.
    pub(crate) attribute: Attribute,
    /// Whether everything in it was understood, so that what is missing is missing.
    pub(crate) complete: bool,
    pub(crate) name: Option<LitStr>,
    pub(crate) pk: Option<Written>,
    pub(crate) sk: Option<Written>,
    /// The index whose key it is.
    pub(crate) index: Option<LitStr>,
    pub(crate) shards: Option<Shards>,
    pub(crate) when: Vec<When>,
    /// What of the item is there, and where that is said.
    pub(crate) project: Option<(Path, Project<Ident>)>,
    /// The word `unique`, if it is there.
    pub(crate) unique: Option<Path>,
}

/// A partition or sort key as it is written.
#[derive(Clone)]
pub(crate) enum Written {
    /// `"user-{user_id}"`
    Template(LitStr),
    /// `[round, bracket]`
    Fields(Fields),
}

/// `[round, bracket]`
#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) at: ExprArray,
    pub(crate) names: Vec<Ident>,
}

/// `status = Status::Open` in `when(...)`.
#[derive(Clone)]
pub(crate) struct When {
    pub(crate) field: Ident,
    pub(crate) test: Test,
}

/// What the field has to be.
#[derive(Clone)]
pub(crate) enum Test {
    Some,
    None,
    /// A literal, or the path of a variant or constant.
    Value(Expr),
}

pub(super) fn parse(ctxt: &Ctxt, attribute: &Attribute, valid: &[&str]) -> Pattern {
    let (pattern, complete) = ctxt.is_clean_after(|| parts(ctxt, attribute, valid));
    Pattern { complete, ..pattern }
}

fn parts(ctxt: &Ctxt, attribute: &Attribute, valid: &[&str]) -> Pattern {
    let mut pattern = Pattern {
        attribute: attribute.clone(),
        complete: false,
        name: None,
        pk: None,
        sk: None,
        index: None,
        shards: None,
        when: Vec::new(),
        project: None,
        unique: None,
    };
    for (word, meta) in words::of_attribute(ctxt, attribute, valid) {
        match word.as_str() {
            "pk" => pattern.pk = written(ctxt, &meta),
            "sk" => pattern.sk = written(ctxt, &meta),
            "index" => pattern.index = words::string(ctxt, &meta),
            "shards" => pattern.shards = Some(Shards::parse(ctxt, &meta)),
            "when" => pattern.when = when(ctxt, &meta),
            "unique" => {
                words::flag(ctxt, &meta);
                pattern.unique = Some(meta.path().clone());
            }
            "project" => {
                let project = project::parse(ctxt, &meta);
                pattern.project = project.map(|project| (meta.path().clone(), project));
            }
            _ => pattern.name = words::string(ctxt, &meta),
        }
    }
    pattern
}

fn written(ctxt: &Ctxt, meta: &Meta) -> Option<Written> {
    match meta {
        Meta::NameValue(pair) => match &pair.value {
            Expr::Array(array) => fields(ctxt, array).map(Written::Fields),
            _ => words::string(ctxt, meta).map(Written::Template),
        },
        _ => words::string(ctxt, meta).map(Written::Template),
    }
}

fn fields(ctxt: &Ctxt, array: &ExprArray) -> Option<Fields> {
    let mut names = Vec::new();
    for element in &array.elems {
        let name = match element {
            Expr::Path(path) => path.path.get_ident(),
            _ => None,
        };
        if name.is_none() {
            let message = "a list names fields of the struct, each alone, as in `[a, b]`: write this as a template in \
                           place of the list, as in `\"{a}#{b}\"`";
            ctxt.error(element, message);
        }
        names.extend(name.cloned());
    }
    (names.len() == array.elems.len()).then(|| Fields { at: array.clone(), names })
}

fn when(ctxt: &Ctxt, meta: &Meta) -> Vec<When> {
    let list = match meta {
        Meta::List(list) => list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok(),
        _ => None,
    };
    let Some(list) = list.filter(|list| !list.is_empty()) else {
        let message = "`when` needs what fields have to be: a value, `some` or `none`, as in `when(a = Kind::X, b = none)`";
        ctxt.error(meta, message);
        return Vec::new();
    };
    list.iter().filter_map(|meta| one(ctxt, meta)).collect()
}

fn one(ctxt: &Ctxt, meta: &Meta) -> Option<When> {
    let (field, value) = match meta {
        Meta::NameValue(pair) => (pair.path.get_ident(), Some(&pair.value)),
        _ => (None, None),
    };
    let found = field.zip(value.and_then(test));
    if found.is_none() {
        let message = "expected a field and what it has to be: a literal, the path of a variant or constant, \
                       `some` or `none`, as in `a = Kind::X`";
        ctxt.error(meta, message);
    }
    found.map(|(field, test)| When { field: field.clone(), test })
}

fn test(value: &Expr) -> Option<Test> {
    match value {
        Expr::Group(group) => test(&group.expr),
        Expr::Path(path) if path.path.is_ident("some") => Some(Test::Some),
        Expr::Path(path) if path.path.is_ident("none") => Some(Test::None),
        Expr::Path(_) | Expr::Lit(_) => Some(Test::Value(value.clone())),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) && is_number(&unary.expr) => {
            Some(Test::Value(value.clone()))
        }
        _ => None,
    }
}

fn is_number(value: &Expr) -> bool {
    matches!(value, Expr::Lit(ExprLit { lit: Lit::Int(_), .. }))
}
