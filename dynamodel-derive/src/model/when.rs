//! Under which condition a key is there.

use std::rc::Rc;

use quote::ToTokens;
use syn::{Expr, ExprLit, Ident, Lit};

use super::field::{Plain, optional, plain};
use super::{Field, IndexKey, Segment};
use crate::attr::{self, Test};
use crate::ctxt::Ctxt;

/// `status = Status::Open`.
pub(crate) struct When {
    /// The field as it is named there.
    pub(crate) name: Ident,
    pub(crate) field: Rc<Field>,
    pub(crate) test: Test,
}

/// Whether two conditions can hold of one item.
pub(crate) enum Both<'m> {
    /// Never.
    Never,
    /// Unless these two values differ, each a literal or a path.
    Unless(Vec<(&'m Expr, &'m Expr)>),
}

impl When {
    pub(super) fn resolve_all(
        ctxt: &Ctxt,
        entity: &Ident,
        given: &[attr::When],
        fields: &[Rc<Field>],
    ) -> Option<Vec<Self>> {
        let all: Vec<Self> =
            given.iter().filter_map(|when| Self::resolve(ctxt, entity, when, fields)).collect();
        (all.len() == given.len()).then_some(all)
    }

    /// Returns `true` if it holds of no item without a value in the field.
    pub(crate) fn requires_value(&self) -> bool {
        match self.test {
            Test::Some => true,
            Test::None => false,
            Test::Value(_) => self.is_of_option(),
        }
    }

    fn resolve(ctxt: &Ctxt, entity: &Ident, given: &attr::When, fields: &[Rc<Field>]) -> Option<Self> {
        let field = super::index::find(ctxt, entity, &given.field, fields)?;
        let inner = optional(&field.ty);
        match &given.test {
            Test::Some | Test::None if inner.is_none() => {
                let message = format_args!(
                    "`{0}` is not an `Option`, so it is always there: compare it with a value, or make `{0}` an `Option`",
                    field.name
                );
                ctxt.error(&given.field, message);
                return None;
            }
            Test::Value(_) if plain(inner.unwrap_or(&field.ty)) == Some(Plain::Float) => {
                let message = format_args!(
                    "`{}` is a float, which is hardly ever equal to a value: compare another field",
                    field.name
                );
                ctxt.error(&given.field, message);
                return None;
            }
            _ => {}
        }
        Some(Self { name: given.field.clone(), field, test: given.test.clone() })
    }

    /// Whether the field is optional, and a value stands for that in it.
    pub(crate) fn is_of_option(&self) -> bool {
        optional(&self.field.ty).is_some()
    }
}

impl IndexKey {
    /// Whether this key and another one can be there for one item.
    pub(crate) fn with<'m>(&'m self, other: &'m Self) -> Both<'m> {
        let mut unproven = Vec::new();
        for (name, test) in tests(&self.when, self.segments()) {
            let others = tests(&other.when, other.segments());
            for (_, other) in others.into_iter().filter(|(other, _)| *other == name) {
                match (test, other) {
                    (Tested::None, Tested::Some | Tested::Value(_))
                    | (Tested::Some | Tested::Value(_), Tested::None) => return Both::Never,
                    (Tested::Value(one), Tested::Value(other)) => match differ(one, other) {
                        Some(true) => return Both::Never,
                        Some(false) => {}
                        None => unproven.push((one, other)),
                    },
                    _ => {}
                }
            }
        }
        Both::Unless(unproven)
    }
}

#[derive(Clone, Copy)]
enum Tested<'m> {
    Some,
    None,
    Value(&'m Expr),
}

/// What has to hold of which fields: an optional component has to be there.
fn tests<'m>(when: &'m [When], segments: impl Iterator<Item = &'m Segment>) -> Vec<(&'m str, Tested<'m>)> {
    let stated = when.iter().map(|when| {
        let test = match &when.test {
            Test::Some => Tested::Some,
            Test::None => Tested::None,
            Test::Value(value) => Tested::Value(value),
        };
        (when.field.name.as_str(), test)
    });
    let needed = segments.filter(|segment| segment.sparse().is_some());
    let needed = needed.map(|segment| (segment.field.name.as_str(), Tested::Some));
    stated.chain(needed).collect()
}

/// Whether two values differ, as far as their text tells.
fn differ(one: &Expr, other: &Expr) -> Option<bool> {
    if one.to_token_stream().to_string() == other.to_token_stream().to_string() {
        return Some(false);
    }
    Some(literal(one)? != literal(other)?)
}

/// A literal by its value, however it is written.
fn literal(value: &Expr) -> Option<String> {
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
