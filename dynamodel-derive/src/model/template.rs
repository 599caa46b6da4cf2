//! A template whose placeholders are resolved to fields.

use std::rc::Rc;

use syn::{Ident, LitStr, Type};

use super::field::{Field, Plain, Scope, ident_of, is_known_segment, is_public, is_several, optional, plain};
use super::shard;
use crate::shards::Shards;
use crate::spec::{self, Form, Spec, Text, Time, Unit};
use crate::template::{self, Placeholder};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Role {
    Partition,
    Sort,
}

pub(crate) struct Template {
    pub(crate) literal: LitStr,
    pub(crate) role: Role,
    pub(crate) parts: Vec<Part>,
}

pub(crate) enum Part {
    Literal(String),
    Segment(Segment),
    /// The shard number, and the number of shards.
    Shard(u16),
}

/// A segment: the place of a field.
pub(crate) struct Segment {
    /// The text of the placeholder.
    pub(crate) text: String,
    pub(crate) field: Rc<Field>,
    /// The names after the dots.
    pub(crate) nested: Vec<Ident>,
    pub(crate) spec: Spec,
    pub(crate) position: Position,
    /// `true` in a list of fields, `false` in a template.
    pub(crate) is_listed: bool,
    /// `true` if an item may lack this key.
    pub(crate) may_be_absent: bool,
    /// The alias by which the expansion refers to its format.
    pub(crate) alias: Alias,
}

/// The alias of a segment's format, by which the compiler checks that the type supports the format.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Alias {
    /// The derive knows the type, or the bounds of a type parameter check it.
    None,
    /// The `nth` alias, which is checked unless the alias `after` of the same field failed.
    Numbered { nth: usize, after: Option<usize> },
}

/// The position of a segment, which determines its format unless the placeholder has a spec.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Position {
    Partition,
    Sort,
    SortLast,
    /// In a marker without a template.
    Marker,
}

impl Template {
    /// Resolves a template for the key `role`.
    pub(super) fn resolve(
        scope: Scope<'_>,
        literal: &LitStr,
        role: Role,
        shards: Option<&Shards>,
    ) -> Option<Self> {
        let report = |error: String| scope.ctxt.at(literal).error(error);
        let parsed = template::parse(&literal.value());
        let parsed = parsed.map_err(|errors| errors.into_iter().for_each(report)).ok()?;
        let last = parsed.len();
        let parts = parsed.into_iter().zip(1..).map(|(part, nth)| match part {
            template::Part::Literal(text) => Ok(Part::Literal(text)),
            template::Part::Placeholder(placeholder) => {
                let position = Position::new(role, nth == last);
                let shard = shard::resolve(scope, &placeholder, role, shards);
                shard.unwrap_or_else(|| Segment::resolve(scope, placeholder, position).map(Part::Segment))
            }
        });
        let (parts, errors): (Vec<_>, Vec<_>) = parts.partition(Result::is_ok);
        errors.into_iter().filter_map(Result::err).for_each(report);
        let parts: Vec<Part> = parts.into_iter().filter_map(Result::ok).collect();
        (parts.len() == last).then(|| Self { literal: literal.clone(), role, parts })
    }

    /// Returns the template of a marker: a literal, then the fields.
    pub(crate) fn from_fields(literal: LitStr, head: String, delimiter: &str, fields: &[Rc<Field>]) -> Self {
        let mut parts = vec![Part::Literal(head)];
        for (position, field) in fields.iter().enumerate() {
            if position > 0 {
                parts.push(Part::Literal(delimiter.to_owned()));
            }
            parts.push(Part::Segment(Segment {
                text: field.name.clone(),
                field: Rc::clone(field),
                nested: Vec::new(),
                spec: Spec::Position,
                position: Position::Marker,
                may_be_absent: true,
                is_listed: false,
                alias: Alias::None,
            }));
        }
        Self { literal, role: Role::Partition, parts }
    }

    /// Returns a template that is a literal.
    pub(crate) fn from_literal(literal: LitStr, role: Role) -> Self {
        let parts = vec![Part::Literal(literal.value())];
        Self { literal, role, parts }
    }

    /// Makes a template whose key an item may lack.
    pub(crate) fn sparse(mut self) -> Self {
        self.segments_mut().for_each(|segment| segment.may_be_absent = true);
        self
    }

    pub(crate) fn segments_mut(&mut self) -> impl Iterator<Item = &mut Segment> {
        self.parts.iter_mut().filter_map(|part| match part {
            Part::Segment(segment) => Some(segment),
            Part::Literal(_) | Part::Shard(_) => None,
        })
    }

    pub(crate) fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.parts.iter().filter_map(|part| match part {
            Part::Segment(segment) => Some(segment),
            Part::Literal(_) | Part::Shard(_) => None,
        })
    }
}

impl Position {
    fn new(role: Role, last: bool) -> Self {
        match role {
            Role::Partition => Self::Partition,
            Role::Sort if last => Self::SortLast,
            Role::Sort => Self::Sort,
        }
    }
}

/// Describes the placeholder specs that a type supports.
fn takes(plain: Option<Plain>) -> &'static str {
    match plain {
        Some(Plain::Integer) => {
            "an integer takes `plain` or `desc`, or a width such as `08` with or without them"
        }
        Some(Plain::String) => "a string takes `escaped` or `any`, and `lower` or `upper`",
        Some(Plain::Copied) => "`bool` and `char` do not take a spec",
        Some(Plain::Float) | None => spec::ALL,
    }
}

fn of_field(field: &Field, nested: &[String]) -> Option<Plain> {
    plain(optional(&field.ty).unwrap_or(&field.ty)).filter(|_| nested.is_empty())
}

impl Segment {
    /// Returns `true` if the type may be less visible than the entity.
    pub(crate) fn has_private_type(&self) -> bool {
        let ty = &self.field.ty;
        self.field.is_private && !is_public(ty) && !is_known_segment(ty)
    }

    fn resolve(scope: Scope<'_>, placeholder: Placeholder, position: Position) -> Result<Self, String> {
        let shown = format!("{{{}}}", placeholder.text);
        let (first, nested) = match placeholder.path.split_first() {
            Some((first, nested)) => (first.as_str(), nested),
            None => ("", [].as_slice()),
        };
        let field = scope.fields.iter().find(|field| field.name == first).ok_or_else(|| {
            let (entity, instead) = (scope.entity, scope.suggest(first));
            format!("`{entity}` has no field `{first}`, as in `{shown}`; {instead}")
        })?;
        let ident = |name: &String| {
            ident_of(name, field.ident.span())
                .ok_or_else(|| format!("`{name}` in `{shown}` is not a field name"))
        };
        Ok(Self {
            nested: nested.iter().map(ident).collect::<Result<_, _>>()?,
            spec: spec::parse(&placeholder.words, takes(of_field(field, nested)))
                .map_err(|error| format!("in `{shown}`: {error}"))?,
            field: Rc::clone(field),
            text: placeholder.text,
            position,
            is_listed: false,
            may_be_absent: false,
            alias: Alias::None,
        })
    }

    /// Returns the placeholder without its spec.
    pub(crate) fn path(&self) -> &str {
        self.text.split(':').next().unwrap_or_default()
    }

    /// Returns `true` if functions take a date for the segment.
    pub(crate) fn is_date(&self) -> bool {
        matches!(self.spec, Spec::Date(_)) && self.plain().is_none()
    }

    /// Returns `true` if the text of this segment determines the text of `needed`.
    pub(crate) fn holds(&self, needed: &Self) -> bool {
        self.path() == needed.path() && (!self.spec.is_lossy() || self.spec == needed.spec)
    }

    /// Returns `true` if the stored field can be restored from the key.
    pub(crate) fn restores_field(&self) -> bool {
        self.nested.is_empty()
            && !self.spec.is_lossy()
            && self.field.stored.custom.is_none()
            && self.field.stored.kept_out.is_none()
    }

    /// Returns the type inside an optional field of a key that an item may lack. The segment may be nested in it.
    /// Without a value, the item has no such key.
    pub(crate) fn sparse(&self) -> Option<&Type> {
        optional(&self.field.ty).filter(|_| self.may_be_absent)
    }

    /// Returns `true` for an optional field in a key that each item must have.
    pub(crate) fn is_misplaced_option(&self) -> bool {
        !self.may_be_absent && optional(&self.field.ty).is_some()
    }

    /// Returns `true` if the field is a collection.
    pub(crate) fn is_several(&self) -> bool {
        self.nested.is_empty() && is_several(self.sparse().unwrap_or(&self.field.ty))
    }

    /// Returns the type that the field's type name identifies.
    pub(crate) fn plain(&self) -> Option<Plain> {
        let plain = self.sparse().map_or_else(|| self.field.plain(), plain);
        plain.filter(|_| self.nested.is_empty())
    }

    /// Returns the supported specs if a known type does not support this one.
    pub(crate) fn misfit(&self) -> Option<&'static str> {
        let plain = self.plain()?;
        let fits = match plain {
            Plain::Integer => {
                matches!(self.spec, Spec::Position | Spec::Plain | Spec::Number(_) | Spec::PlainNumber { .. })
            }
            Plain::String => matches!(self.spec, Spec::Position | Spec::Text(_)),
            Plain::Copied => self.spec == Spec::Position,
            Plain::Float => return None,
        };
        (!fits).then_some(takes(Some(plain)))
    }

    /// Returns `true` for a time whose fraction has as few digits as it needs.
    fn is_short(&self) -> bool {
        matches!(self.spec, Spec::Time(Time { unit: Unit::Short, .. }))
    }

    /// Returns `true` if the derive cannot prove where the segment ends.
    pub(crate) fn has_open_end(&self) -> bool {
        let number_without_width = match self.spec {
            Spec::Plain => true,
            Spec::Position => self.position == Position::Partition,
            _ => false,
        };
        match self.plain() {
            Some(Plain::Integer) => number_without_width,
            Some(Plain::String) => true,
            _ => {
                matches!(self.spec, Spec::Display | Spec::Text(Text { form: Form::Escaped, .. }))
                    || self.is_short()
            }
        }
    }
}
