//! `#[key(...)]` and `#[lookup(...)]`.

use syn::{Attribute, BinOp, Expr, ExprArray, ExprLit, Ident, Lit, LitStr, Meta, Path, UnOp};

use crate::attr::PatternName;
use crate::ctxt::Ctxt;
use crate::meta::{self, Args};
use crate::project::{self, Project};
use crate::shards::Shards;

/// `#[key(...)]` or `#[lookup(...)]`.
#[derive(Clone)]
pub(crate) struct Pattern {
    /// The attribute that errors underline.
    pub(crate) attribute: Attribute,
    /// `true` if all arguments were read, so that missing ones can be reported.
    pub(crate) complete: bool,
    pub(crate) name: Option<PatternName>,
    pub(crate) pk: Option<Written>,
    pub(crate) sk: Option<Written>,
    /// The name of the index.
    pub(crate) index: Option<LitStr>,
    pub(crate) shards: Option<Shards>,
    pub(crate) when: Vec<When>,
    /// The argument `project`, and the fields that are stored under the key.
    pub(crate) project: Option<(Path, Project<Ident>)>,
    /// The argument `unique`.
    pub(crate) unique: Option<Path>,
}

/// A partition or sort key.
#[derive(Clone)]
pub(crate) enum Written {
    /// `"user-{user_id}"`
    Template(LitStr),
    /// `[round, bracket]`
    Fields(Fields),
}

/// `[round, bracket]`, or `[category, "ORDER#{id}"]`
#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) at: ExprArray,
    pub(crate) names: Vec<Ident>,
    /// The template of the table's own key attribute, which is last.
    pub(crate) base: Option<LitStr>,
}

/// `status = Status::Open` in `when(...)`.
#[derive(Clone)]
pub(crate) struct When {
    pub(crate) field: Ident,
    pub(crate) test: Test,
}

/// The required value of a field.
#[derive(Clone)]
pub(crate) enum Test {
    Some,
    None,
    /// One of these values. Each is a literal, or the path of a variant or constant.
    Is(Vec<Expr>),
    /// None of these values.
    IsNot(Vec<Expr>),
}

pub(super) fn parse(ctxt: &Ctxt, attribute: &Attribute, shown: &str, valid: &[&str]) -> Pattern {
    let (pattern, complete) = ctxt.is_clean_after(|| {
        let args = Args::new(ctxt, &attribute.meta, shown, valid);
        let project = args.get("project");
        Pattern {
            attribute: attribute.clone(),
            complete: false,
            name: args.get("name").and_then(|meta| PatternName::parse(ctxt, meta)),
            pk: args.get("pk").and_then(|meta| written(ctxt, meta)),
            sk: args.get("sk").and_then(|meta| sort_key(ctxt, &args, meta)),
            index: args.string("index"),
            shards: args.get("shards").map(|meta| Shards::parse(ctxt, meta)),
            when: args.get("when").map_or_else(Vec::new, |meta| when(ctxt, meta)),
            project: project.and_then(|meta| Some((meta.path().clone(), project::parse(ctxt, meta)?))),
            unique: args.flag("unique"),
        }
    });
    Pattern { complete, ..pattern }
}

fn written(ctxt: &Ctxt, meta: &Meta) -> Option<Written> {
    match meta::value(meta) {
        Some(Expr::Array(array)) => fields(ctxt, array).map(Written::Fields),
        Some(Expr::Path(path)) => {
            ctxt.at(path).error(format_args!(
                "expected a string, `{} = \"...\"`, because a derive cannot read the constant `{}`; entities with one \
                 template can be in a `macro_rules!` that takes it as a `literal`",
                meta::name_of(meta.path()),
                meta::name_of(&path.path)
            ));
            None
        }
        _ => meta::string(ctxt, meta).map(Written::Template),
    }
}

/// The sort key, whose template `pk` is that of the partition key.
fn sort_key(ctxt: &Ctxt, args: &Args<'_>, meta: &Meta) -> Option<Written> {
    if meta::ident(meta).is_none_or(|word| word != "pk") {
        return written(ctxt, meta);
    }
    let template = args.get("pk").and_then(meta::text);
    if template.is_none() {
        ctxt.at(meta)
            .error("`sk = pk` repeats the template of the partition key: write it as `pk = \"...\"`");
    }
    template.map(Written::Template)
}

fn fields(ctxt: &Ctxt, array: &ExprArray) -> Option<Fields> {
    let base = array.elems.last().and_then(meta::literal).filter(|_| array.elems.len() > 1);
    let mut names = Vec::new();
    let listed = array.elems.len() - usize::from(base.is_some());
    for element in array.elems.iter().take(listed) {
        let name = match element {
            Expr::Path(path) => path.path.get_ident(),
            _ => None,
        };
        if name.is_none() {
            ctxt.at(element).error(not_a_field(array.elems.len()));
        }
        names.extend(name.cloned());
    }
    (names.len() == listed).then(|| Fields { at: array.clone(), names, base })
}

fn not_a_field(count: usize) -> &'static str {
    if count > 1 {
        "a list contains field names, as in `[a, b]`. Only its last entry can be a template, that of the table's own key: \
         move it to the end, or write one template in place of the list, as in `\"{a}#{b}\"`"
    } else {
        "a list contains field names, as in `[a, b]`: write the template without the brackets, as in `\"{a}#{b}\"`"
    }
}

fn when(ctxt: &Ctxt, meta: &Meta) -> Vec<When> {
    let Some(list) = meta::list::<Expr>(meta).filter(|list| !list.is_empty()) else {
        ctxt.at(meta).error(
            "`when` needs the required values of fields: a value, `some` or `none`, as in `when(a = Kind::X, b = \
             none)`; `a = Kind::X | Kind::Y` allows several, and `a != Kind::X` all others",
        );
        return Vec::new();
    };
    list.iter().filter_map(|written| one(ctxt, written)).collect()
}

fn one(ctxt: &Ctxt, written: &Expr) -> Option<When> {
    let (field, test) = match written {
        Expr::Assign(pair) => (field(&pair.left), test(&pair.right)),
        Expr::Binary(pair) if matches!(pair.op, BinOp::Ne(_)) => {
            (field(&pair.left), values(&pair.right).map(Test::IsNot))
        }
        _ => (None, None),
    };
    let found = field.zip(test);
    if found.is_none() {
        ctxt.at(written).error(
            "expected a field and its required value: a literal, the path of a variant or constant, `some` or \
             `none`, as in `a = Kind::X`; several values are `a = Kind::X | Kind::Y`, and all others `a != Kind::X`",
        );
    }
    found.map(|(field, test)| When { field: field.clone(), test })
}

fn field(written: &Expr) -> Option<&Ident> {
    match written {
        Expr::Path(path) => path.path.get_ident(),
        _ => None,
    }
}

fn test(value: &Expr) -> Option<Test> {
    match value {
        Expr::Group(group) => test(&group.expr),
        Expr::Path(path) if path.path.is_ident("some") => Some(Test::Some),
        Expr::Path(path) if path.path.is_ident("none") => Some(Test::None),
        _ => values(value).map(Test::Is),
    }
}

/// The values of `A | B`.
fn values(value: &Expr) -> Option<Vec<Expr>> {
    match value {
        Expr::Group(group) => values(&group.expr),
        Expr::Paren(paren) => values(&paren.expr),
        Expr::Binary(pair) if matches!(pair.op, BinOp::BitOr(_)) => {
            Some([values(&pair.left)?, values(&pair.right)?].concat())
        }
        Expr::Path(path) if !path.path.is_ident("some") && !path.path.is_ident("none") => {
            Some(vec![value.clone()])
        }
        Expr::Lit(_) => Some(vec![value.clone()]),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) && is_number(&unary.expr) => {
            Some(vec![value.clone()])
        }
        _ => None,
    }
}

fn is_number(value: &Expr) -> bool {
    matches!(value, Expr::Lit(ExprLit { lit: Lit::Int(_), .. }))
}
