//! The renderer of expressions.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use aws_sdk_dynamodb::types::AttributeValue;

use super::projected::disjoint;
use super::{Action, Expr, Path, ProjectedPath, Source, Step};

/// The names and values behind placeholders.
pub(crate) type Names = HashMap<String, String>;
pub(crate) type Values = HashMap<String, AttributeValue>;

/// Writes expressions with a placeholder for every name and value, so that reserved words and names with dots are safe.
#[derive(Debug)]
pub(crate) struct Renderer {
    scope: Scope,
    names: Vec<Cow<'static, str>>,
    values: Vec<AttributeValue>,
}

/// The facts of a request that expressions depend on.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scope {
    /// The table's TTL attribute.
    pub(crate) ttl: Option<&'static str>,
    /// The time of the request, in seconds since 1970.
    pub(crate) now: i64,
}

impl Renderer {
    pub(crate) fn new(scope: Scope) -> Self {
        Self { scope, names: Vec::new(), values: Vec::new() }
    }

    /// The text of an expression.
    pub(crate) fn render(&mut self, expr: &Expr) -> String {
        match expr {
            Expr::Exists(path) => format!("attribute_exists({})", self.path(path)),
            Expr::NotExists(path) => format!("attribute_not_exists({})", self.path(path)),
            Expr::Compare(path, how, value) => {
                format!("{} {} {}", self.path(path), how.operator(), self.value(value))
            }
            Expr::Size(path, how, value) => {
                format!("size({}) {} {}", self.path(path), how.operator(), self.value(value))
            }
            Expr::Between(path, least, most) => {
                format!("{} BETWEEN {} AND {}", self.path(path), self.value(least), self.value(most))
            }
            Expr::BeginsWith(path, prefix) => self.function("begins_with", path, prefix),
            Expr::Contains(path, part) => self.function("contains", path, part),
            Expr::In(path, values) => {
                let path = self.path(path);
                let values: Vec<_> = values.iter().map(|value| self.value(value)).collect();
                format!("{path} IN ({})", values.join(", "))
            }
            Expr::Expired(attribute) => {
                let now = AttributeValue::N(self.scope.now.to_string());
                format!("{} <= {}", self.name(Cow::Borrowed(*attribute)), self.value(&now))
            }
            Expr::Not(inner) => format!("NOT ({})", self.render(inner)),
            Expr::And(all) => self.joined(all, " AND "),
            Expr::Or(any) => self.joined(any, " OR "),
        }
    }

    /// The projection expression of these paths.
    pub(crate) fn projection(&mut self, paths: &[ProjectedPath]) -> String {
        let text = |path| match path {
            ProjectedPath::Attribute(name) => self.name(Cow::Borrowed(name)),
            ProjectedPath::Part(..) => self.path(&path.path()),
        };
        disjoint(paths).map(text).collect::<Vec<_>>().join(", ")
    }

    /// A text that identifies an expression across programs.
    pub(crate) fn fingerprint(expr: &Expr) -> String {
        let mut renderer = Self::new(Scope::default());
        let text = renderer.render(expr);
        let values: Vec<_> = renderer.values.iter().map(crate::codec::same::stable).collect();
        format!("{text} {:?} {values:?}", renderer.names)
    }

    fn function(&mut self, name: &str, path: &Path, value: &AttributeValue) -> String {
        format!("{name}({}, {})", self.path(path), self.value(value))
    }

    fn joined(&mut self, parts: &[Expr], operator: &str) -> String {
        let mut part = |expr: &Expr| match expr {
            Expr::And(_) | Expr::Or(_) => format!("({})", self.render(expr)),
            _ => self.render(expr),
        };
        parts.iter().map(&mut part).collect::<Vec<_>>().join(operator)
    }

    /// The text of an update expression.
    pub(crate) fn render_update(&mut self, actions: &[Action]) -> String {
        let clauses = ["SET", "REMOVE", "ADD", "DELETE"].map(|clause| {
            let actions = actions.iter().filter(|action| clause_of(action) == clause);
            let actions: Vec<_> = actions.map(|action| self.action(action)).collect();
            (!actions.is_empty()).then(|| format!("{clause} {}", actions.join(", ")))
        });
        clauses.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn action(&mut self, action: &Action) -> String {
        match action {
            Action::Set(path, source) => format!("{} = {}", self.path(path), self.source(source)),
            Action::Remove(path) => self.path(path),
            Action::Add(path, value) | Action::Delete(path, value) => {
                format!("{} {}", self.path(path), self.value(value))
            }
        }
    }

    fn source(&mut self, source: &Source) -> String {
        match source {
            Source::Value(value) => self.value(value),
            Source::Path(path) => self.path(path),
            Source::IfNotExists(path, value) => self.function("if_not_exists", path, value),
            Source::Append(first, second) => {
                format!("list_append({}, {})", self.source(first), self.source(second))
            }
            Source::Plus(source, value) => format!("{} + {}", self.source(source), self.value(value)),
            Source::Minus(source, value) => format!("{} - {}", self.source(source), self.value(value)),
        }
    }

    fn path(&mut self, path: &Path) -> String {
        let mut text = String::new();
        for (at, step) in path.0.iter().enumerate() {
            match step {
                Step::Name(name) => {
                    text += if at == 0 { "" } else { "." };
                    text += &self.name(name.clone().into());
                }
                Step::Ttl(name) => {
                    let stored = self.scope.ttl.map_or_else(|| name.clone().into(), Cow::Borrowed);
                    text += &self.name(stored);
                }
                Step::Element(nth) => {
                    // Writing to a string does not fail.
                    let _ = write!(text, "[{nth}]");
                }
            }
        }
        text
    }

    /// The placeholder of a name. Equal names share one.
    fn name(&mut self, name: Cow<'static, str>) -> String {
        let known = self.names.iter().position(|other| *other == name);
        let at = known.unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        });
        format!("#n{at}")
    }

    fn value(&mut self, value: &AttributeValue) -> String {
        self.values.push(value.clone());
        format!(":v{}", self.values.len() - 1)
    }

    /// The names and values behind the placeholders; `None` if there are none, because `DynamoDB` refuses an empty map.
    pub(crate) fn finish(self) -> (Option<Names>, Option<Values>) {
        let names = self.names.into_iter().enumerate();
        let names: HashMap<_, _> = names.map(|(at, name)| (format!("#n{at}"), name.into_owned())).collect();
        let values = self.values.into_iter().enumerate();
        let values: HashMap<_, _> = values.map(|(at, value)| (format!(":v{at}"), value)).collect();
        ((!names.is_empty()).then_some(names), (!values.is_empty()).then_some(values))
    }
}

fn clause_of(action: &Action) -> &'static str {
    match action {
        Action::Set(..) => "SET",
        Action::Remove(_) => "REMOVE",
        Action::Add(..) => "ADD",
        Action::Delete(..) => "DELETE",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s(text: &str) -> AttributeValue {
        AttributeValue::S(text.to_owned())
    }

    #[test]
    fn alternatives_inside_a_conjunction_are_in_parentheses() {
        let either = Expr::Or(vec![Expr::absent("a"), Expr::equal("b", s("x"))]);
        let both = Expr::And(vec![either, Expr::Not(Box::new(Expr::Exists("a".into())))]);
        let mut renderer = Renderer::new(Scope::default());
        let text = renderer.render(&both);
        assert_eq!(text, "(attribute_not_exists(#n0) OR #n1 = :v0) AND NOT (attribute_exists(#n0))");
        let (names, values) = renderer.finish();
        assert_eq!(names.map(|names| names.len()), Some(2));
        assert_eq!(values, Some(HashMap::from([(":v0".to_owned(), s("x"))])));
    }

    #[test]
    fn an_update_has_each_clause_once() {
        let n = |text: &str| AttributeValue::N(text.to_owned());
        let list = || AttributeValue::L(vec![s("x")]);
        let appended = Source::Append(
            Box::new(Source::IfNotExists("tags".into(), AttributeValue::L(Vec::new()))),
            Box::new(Source::Value(list())),
        );
        let nested = Path::from_names(["stats", "views"]);
        let actions = [
            Action::Add("count".into(), n("1")),
            Action::set(Path::from("tags").element(2), s("y")),
            Action::Remove("old".into()),
            Action::Set("tags".into(), appended),
            Action::Set(nested.clone(), Source::Plus(Box::new(Source::Path(nested)), n("2"))),
            Action::Delete("names".into(), AttributeValue::Ss(vec!["a".to_owned()])),
        ];
        let mut renderer = Renderer::new(Scope::default());
        assert_eq!(
            renderer.render_update(&actions),
            "SET #n0[2] = :v0, #n0 = list_append(if_not_exists(#n0, :v1), :v2), #n1.#n2 = #n1.#n2 + :v3 \
             REMOVE #n3 ADD #n4 :v4 DELETE #n5 :v5"
        );
    }
}
