//! The only writer of expression text.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Expr, Name};

/// Writes expressions with every name and value behind a placeholder, so that reserved words and
/// names with dots need no care.
#[derive(Debug, Default)]
pub(crate) struct Renderer {
    names: Vec<Name>,
    values: Vec<AttributeValue>,
}

impl Renderer {
    /// The text of an expression.
    pub(crate) fn render(&mut self, expr: &Expr) -> String {
        match expr {
            Expr::Exists(name) => format!("attribute_exists({})", self.name(name)),
            Expr::NotExists(name) => format!("attribute_not_exists({})", self.name(name)),
            Expr::Equal(name, value) => self.comparison(name, "=", value),
            Expr::AtLeast(name, value) => self.comparison(name, ">=", value),
            Expr::AtMost(name, value) => self.comparison(name, "<=", value),
            Expr::Between(name, least, most) => {
                let (name, least, most) = (self.name(name), self.value(least), self.value(most));
                format!("{name} BETWEEN {least} AND {most}")
            }
            Expr::BeginsWith(name, prefix) => {
                format!("begins_with({}, {})", self.name(name), self.value(prefix))
            }
            Expr::In(name, values) => {
                let name = self.name(name);
                let values: Vec<_> = values.iter().map(|value| self.value(value)).collect();
                format!("{name} IN ({})", values.join(", "))
            }
            Expr::Not(inner) => format!("NOT ({})", self.render(inner)),
            Expr::And(all) => self.joined(all, " AND "),
            Expr::Or(any) => self.joined(any, " OR "),
        }
    }

    fn comparison(&mut self, name: Name, operator: &str, value: &AttributeValue) -> String {
        format!("{} {operator} {}", self.name(name), self.value(value))
    }

    fn joined(&mut self, parts: &[Expr], operator: &str) -> String {
        let mut part = |expr: &Expr| match expr {
            Expr::And(_) | Expr::Or(_) => format!("({})", self.render(expr)),
            _ => self.render(expr),
        };
        parts.iter().map(&mut part).collect::<Vec<_>>().join(operator)
    }

    /// The placeholder of a name; the same name has one.
    fn name(&mut self, name: Name) -> String {
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
    pub(crate) fn finish(self) -> (Option<HashMap<String, String>>, Option<HashMap<String, AttributeValue>>) {
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
        let either = Expr::Or(vec![Expr::NotExists("a"), Expr::Equal("b", s("x"))]);
        let both = Expr::And(vec![either, Expr::Not(Box::new(Expr::Exists("a")))]);
        let mut renderer = Renderer::default();
        let text = renderer.render(&both);
        assert_eq!(text, "(attribute_not_exists(#n0) OR #n1 = :v0) AND NOT (attribute_exists(#n0))");
        let (names, values) = renderer.finish();
        assert_eq!(names.map(|names| names.len()), Some(2));
        assert_eq!(values, Some(HashMap::from([(":v0".to_owned(), s("x"))])));
    }
}
