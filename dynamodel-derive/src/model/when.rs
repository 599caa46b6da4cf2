//! The condition of a key.

use std::rc::Rc;

use quote::ToTokens;
use syn::{Expr, ExprLit, Ident, Lit};

use super::field::{Plain, Scope, optional, plain};
use super::{Field, IndexKey, Segment};
use crate::attr::{self, Test};

/// `status = Status::Open`.
pub(crate) struct When {
    /// The name of the field in the condition.
    pub(crate) name: Ident,
    pub(crate) field: Rc<Field>,
    pub(crate) test: Test,
}

/// The relation of two conditions.
pub(crate) enum Both<'m> {
    /// No item satisfies both.
    Never,
    /// An item can satisfy both, unless the compiler finds that one of these pairs has no common value.
    Unless(Vec<Values<'m>>),
}

/// The values of one field in two conditions. Each is a literal or a path.
pub(crate) struct Values<'m> {
    pub(crate) one: &'m [Expr],
    pub(crate) other: &'m [Expr],
    /// `true` if the second condition excludes its values.
    pub(crate) excluded: bool,
    /// `true` if the field is a string.
    pub(crate) is_text: bool,
}

impl Values<'_> {
    /// Returns `true` if the texts show that no value satisfies both conditions, `false` if they show one that does.
    fn are_exclusive(&self) -> Option<bool> {
        let known: Vec<_> = self.one.iter().map(|value| self.is_excluded(value)).collect();
        if known.contains(&Some(false)) {
            return Some(false);
        }
        known.iter().all(Option::is_some).then_some(true)
    }

    /// Returns `true` if the second condition excludes this value of the first one.
    fn is_excluded(&self, value: &Expr) -> Option<bool> {
        let differ: Vec<_> = self.other.iter().map(|other| differ(value, other)).collect();
        if differ.contains(&Some(false)) {
            return Some(self.excluded);
        }
        differ.iter().all(Option::is_some).then_some(!self.excluded)
    }
}

impl When {
    pub(super) fn resolve_all(scope: Scope<'_>, given: &[attr::When]) -> Option<Vec<Self>> {
        let all: Vec<Self> = given.iter().filter_map(|when| Self::resolve(scope, when)).collect();
        (all.len() == given.len()).then_some(all)
    }

    /// Returns `true` if no item without a value in the field satisfies the condition.
    pub(crate) fn requires_value(&self) -> bool {
        match self.test {
            Test::Some => true,
            Test::None | Test::IsNot(_) => false,
            Test::Is(_) => self.is_of_option(),
        }
    }

    fn resolve(scope: Scope<'_>, given: &attr::When) -> Option<Self> {
        let field = scope.find(&given.field)?;
        let inner = optional(&field.ty);
        match &given.test {
            Test::Some | Test::None if inner.is_none() => {
                scope.ctxt.at(&given.field).error(format_args!(
                    "`{0}` is not an `Option`, so each item has it: compare it with a value, or make `{0}` an `Option`",
                    field.name
                ));
                return None;
            }
            Test::Is(_) | Test::IsNot(_) if plain(inner.unwrap_or(&field.ty)) == Some(Plain::Float) => {
                scope.ctxt.at(&given.field).error(format_args!(
                    "`{}` is a float, which is rarely equal to a literal: compare another field",
                    field.name
                ));
                return None;
            }
            _ => {}
        }
        Some(Self { name: given.field.clone(), field, test: given.test.clone() })
    }

    /// Returns `true` if the field is optional.
    pub(crate) fn is_of_option(&self) -> bool {
        optional(&self.field.ty).is_some()
    }
}

impl IndexKey {
    /// Returns the relation of this key's condition to that of another key.
    pub(crate) fn with<'m>(&'m self, other: &'m Self) -> Both<'m> {
        let mut unproven = Vec::new();
        for (name, test) in tests(&self.when, self.segments()) {
            let others = tests(&other.when, other.segments());
            for (_, other) in others.into_iter().filter(|(other, _)| *other == name) {
                let is_text = self.is_text(name);
                let values = match (test, other) {
                    (Tested::None, Tested::Some | Tested::Is(_))
                    | (Tested::Some | Tested::Is(_), Tested::None) => {
                        return Both::Never;
                    }
                    (Tested::Is(one), Tested::Is(other)) => Values { one, other, excluded: false, is_text },
                    (Tested::Is(one), Tested::IsNot(other)) | (Tested::IsNot(other), Tested::Is(one)) => {
                        Values { one, other, excluded: true, is_text }
                    }
                    _ => continue,
                };
                match values.are_exclusive() {
                    Some(true) => return Both::Never,
                    Some(false) => {}
                    None => unproven.push(values),
                }
            }
        }
        Both::Unless(unproven)
    }

    /// Returns `true` if the field of this name, which a condition compares, is a string.
    fn is_text(&self, name: &str) -> bool {
        let when = self.when.iter().find(|when| when.field.name == name);
        when.is_some_and(|when| {
            let ty = &when.field.ty;
            plain(optional(ty).unwrap_or(ty)) == Some(Plain::String)
        })
    }
}

#[derive(Clone, Copy)]
enum Tested<'m> {
    Some,
    None,
    Is(&'m [Expr]),
    IsNot(&'m [Expr]),
}

/// Returns the tests of a key's fields: those of its conditions, and `some` for each optional segment.
fn tests<'m>(when: &'m [When], segments: impl Iterator<Item = &'m Segment>) -> Vec<(&'m str, Tested<'m>)> {
    let stated = when.iter().map(|when| {
        let test = match &when.test {
            Test::Some => Tested::Some,
            Test::None => Tested::None,
            Test::Is(values) => Tested::Is(values),
            Test::IsNot(values) => Tested::IsNot(values),
        };
        (when.field.name.as_str(), test)
    });
    let needed = segments.filter(|segment| segment.sparse().is_some());
    let needed = needed.map(|segment| (segment.field.name.as_str(), Tested::Some));
    stated.chain(needed).collect()
}

/// Compares two values by their text; `None` if the text does not decide.
fn differ(one: &Expr, other: &Expr) -> Option<bool> {
    if one.to_token_stream().to_string() == other.to_token_stream().to_string() {
        return Some(false);
    }
    Some(literal(one)? != literal(other)?)
}

/// Returns a literal's value as text.
pub(crate) fn literal(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit { lit, .. }) => Some(match lit {
            Lit::Str(text) => text.value(),
            Lit::Int(number) => number.base10_digits().to_owned(),
            Lit::Bool(value) => value.value.to_string(),
            Lit::Char(value) => value.value().to_string(),
            other => other.to_token_stream().to_string(),
        }),
        Expr::Unary(unary) => literal(&unary.expr).map(|digits| format!("-{digits}")),
        Expr::Group(group) => literal(&group.expr),
        _ => None,
    }
}
