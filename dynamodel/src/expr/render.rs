//! The only writer of expression text.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Expr, Path};

/// What the placeholders of names and of values stand for.
pub(crate) type Names = HashMap<String, String>;
pub(crate) type Values = HashMap<String, AttributeValue>;

/// Writes expressions with every name and value behind a placeholder, so that reserved words and
/// names with dots need no care.
#[derive(Debug, Default)]
pub(crate) struct Renderer {
    names: Vec<&'static str>,
    values: Vec<AttributeValue>,
}

impl Renderer {
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
                let (path, least, most) = (self.path(path), self.value(least), self.value(most));
                format!("{path} BETWEEN {least} AND {most}")
            }
            Expr::BeginsWith(path, prefix) => self.function("begins_with", path, prefix),
            Expr::Contains(path, part) => self.function("contains", path, part),
            Expr::In(path, values) => {
                let path = self.path(path);
                let values: Vec<_> = values.iter().map(|value| self.value(value)).collect();
                format!("{path} IN ({})", values.join(", "))
            }
            Expr::Not(inner) => format!("NOT ({})", self.render(inner)),
            Expr::And(all) => self.joined(all, " AND "),
            Expr::Or(any) => self.joined(any, " OR "),
        }
    }

    /// The text that names these attributes, to be read.
    pub(crate) fn projection(&mut self, names: &[&'static str]) -> String {
        let names: Vec<_> = names.iter().map(|name| self.name(name)).collect();
        names.join(", ")
    }

    /// A text that only expressions which say the same have, in every program.
    pub(crate) fn fingerprint(expr: &Expr) -> String {
        let mut renderer = Self::default();
        let text = renderer.render(expr);
        let values: Vec<_> = renderer.values.iter().map(crate::item::stable).collect();
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

    fn path(&mut self, path: &Path) -> String {
        let names: Vec<_> = path.0.iter().map(|name| self.name(name)).collect();
        names.join(".")
    }

    /// The placeholder of a name; the same name has one.
    fn name(&mut self, name: &'static str) -> String {
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

    /// The names and values behind the placeholders, `None` where there are none: `DynamoDB` refuses
    /// an empty map.
    pub(crate) fn finish(self) -> (Option<Names>, Option<Values>) {
        let names = self.names.into_iter().enumerate();
        let names: HashMap<_, _> = names.map(|(at, name)| (format!("#n{at}"), name.to_owned())).collect();
        let values = self.values.into_iter().enumerate();
        let values: HashMap<_, _> = values.map(|(at, value)| (format!(":v{at}"), value)).collect();
        ((!names.is_empty()).then_some(names), (!values.is_empty()).then_some(values))
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
        let mut renderer = Renderer::default();
        let text = renderer.render(&both);
        assert_eq!(text, "(attribute_not_exists(#n0) OR #n1 = :v0) AND NOT (attribute_exists(#n0))");
        let (names, values) = renderer.finish();
        assert_eq!(names.map(|names| names.len()), Some(2));
        assert_eq!(values, Some(HashMap::from([(":v0".to_owned(), s("x"))])));
    }
}
