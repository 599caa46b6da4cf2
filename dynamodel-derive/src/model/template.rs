//! A template whose placeholders are the entity's fields.

use std::rc::Rc;

use syn::{Ident, LitStr, Type};

use super::field::{Field, Plain, ident_of, is_several, optional, plain};
use super::shard;
use crate::ctxt::Ctxt;
use crate::shards::Shards;
use crate::spec::{self, Form, Spec, Text};
use crate::suggest;
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
    /// The number of one of so many shards.
    Shard(u16),
}

/// The place of a field.
pub(crate) struct Segment {
    /// The placeholder's text.
    pub(crate) text: String,
    pub(crate) field: Rc<Field>,
    /// The fields of nested structs behind it.
    pub(crate) nested: Vec<Ident>,
    pub(crate) spec: Spec,
    pub(crate) position: Position,
    /// Whether it stands in a list of fields, not in a template.
    pub(crate) is_listed: bool,
    /// Whether an item may do without this key.
    pub(crate) may_be_absent: bool,
    /// By what name the expansion refers to it.
    pub(crate) alias: Alias,
}

/// Whether the compiler has to be asked if a segment's type fits its words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Alias {
    /// The derive knows that it does, or a generic parameter says so.
    None,
    /// The `nth` to be asked for, unless the field failed as `after`.
    Numbered { nth: usize, after: Option<usize> },
}

/// Where a segment stands, which is how it is written if no word says otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Position {
    Partition,
    Sort,
    SortLast,
    /// In a marker whose template nobody wrote.
    Marker,
}

impl Template {
    /// `role` is the key that it is for, `form` the one by whose rules it is written.
    pub(crate) fn resolve(
        ctxt: &Ctxt,
        entity: &Ident,
        literal: &LitStr,
        (role, form): (Role, Role),
        fields: &[Rc<Field>],
        shards: Option<&Shards>,
    ) -> Option<Self> {
        let parsed = template::parse(&literal.value());
        let parsed =
            parsed.map_err(|errors| errors.iter().for_each(|error| ctxt.error(literal, error))).ok()?;
        let last = parsed.len();
        let parts = parsed.into_iter().zip(1..).map(|(part, nth)| match part {
            template::Part::Literal(text) => Ok(Part::Literal(text)),
            template::Part::Placeholder(placeholder) => {
                let position = Position::of(form, nth == last);
                let shard = shard::resolve(entity, &placeholder, role, fields, shards);
                shard.unwrap_or_else(|| {
                    Segment::resolve(entity, placeholder, position, fields).map(Part::Segment)
                })
            }
        });
        let (parts, errors): (Vec<_>, Vec<_>) = parts.partition(Result::is_ok);
        errors.into_iter().filter_map(Result::err).for_each(|error| ctxt.error(literal, error));
        let parts: Vec<Part> = parts.into_iter().filter_map(Result::ok).collect();
        (parts.len() == last).then(|| Self { literal: literal.clone(), role, parts })
    }

    /// The template of a marker: this text, then each of these fields.
    pub(crate) fn of_fields(literal: LitStr, head: String, delimiter: &str, fields: &[Rc<Field>]) -> Self {
        let mut parts = vec![Part::Literal(head)];
        for (at, field) in fields.iter().enumerate() {
            if at > 0 {
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

    /// The template that is this text alone.
    pub(crate) fn of_text(literal: LitStr, role: Role) -> Self {
        let parts = vec![Part::Literal(literal.value())];
        Self { literal, role, parts }
    }

    /// The same template where an item may do without its key.
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
    fn of(role: Role, last: bool) -> Self {
        match role {
            Role::Partition => Self::Partition,
            Role::Sort if last => Self::SortLast,
            Role::Sort => Self::Sort,
        }
    }
}

/// The words that the derive knows to fit a type.
fn takes(plain: Option<Plain>) -> &'static str {
    match plain {
        Some(Plain::Integer) => "an integer takes `plain`, or a width such as `08` and `desc`",
        Some(Plain::String) => "a string takes `escaped` or `any`, and `lower` or `upper`",
        Some(Plain::Copied) => "`bool` and `char` take no word",
        Some(Plain::Float) | None => spec::ALL,
    }
}

fn of_field(field: &Field, nested: &[String]) -> Option<Plain> {
    plain(optional(&field.ty).unwrap_or(&field.ty)).filter(|_| nested.is_empty())
}

impl Segment {
    fn resolve(
        entity: &Ident,
        placeholder: Placeholder,
        position: Position,
        fields: &[Rc<Field>],
    ) -> Result<Self, String> {
        let shown = format!("{{{}}}", placeholder.text);
        let (first, nested) = match placeholder.path.split_first() {
            Some((first, nested)) => (first.as_str(), nested),
            None => ("", [].as_slice()),
        };
        let field = fields.iter().find(|field| field.name == first).ok_or_else(|| {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            let instead = suggest::instead(first, "fields", &names);
            format!("`{entity}` has no field `{first}`, which `{shown}` names; {instead}")
        })?;
        let ident = |name: &String| {
            ident_of(name, field.ident.span())
                .ok_or_else(|| format!("`{name}` in `{shown}` cannot name a field"))
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

    /// The field as the template names it, without words.
    pub(crate) fn path(&self) -> &str {
        self.text.split(':').next().unwrap_or_default()
    }

    pub(crate) fn is_date(&self) -> bool {
        self.spec == Spec::Date && self.plain().is_none()
    }

    /// Whether what `needed` writes can be told from what this writes.
    pub(crate) fn holds(&self, needed: &Self) -> bool {
        self.path() == needed.path() && (!self.spec.is_lossy() || self.spec == needed.spec)
    }

    /// Whether the whole field can be read back, as its serializer writes it.
    pub(crate) fn gives_back_field(&self) -> bool {
        self.nested.is_empty()
            && !self.spec.is_lossy()
            && self.field.stored.custom.is_none()
            && self.field.stored.kept_out.is_none()
    }

    /// What is in the `Option`, where the template is that of an index: without a value the item is
    /// not in it.
    pub(crate) fn sparse(&self) -> Option<&Type> {
        optional(&self.field.ty).filter(|_| self.may_be_absent && self.nested.is_empty())
    }

    /// Whether the field is optional where a key is always there.
    pub(crate) fn is_misplaced_option(&self) -> bool {
        !self.may_be_absent && self.nested.is_empty() && optional(&self.field.ty).is_some()
    }

    /// Whether it names a whole field of several values.
    pub(crate) fn is_several(&self) -> bool {
        self.nested.is_empty() && is_several(self.sparse().unwrap_or(&self.field.ty))
    }

    /// What the type's name says, if the derive can see the type.
    pub(crate) fn plain(&self) -> Option<Plain> {
        let plain = self.sparse().map_or_else(|| self.field.plain(), plain);
        plain.filter(|_| self.nested.is_empty())
    }

    /// What a type that the derive knows takes instead, if it cannot be written so.
    pub(crate) fn misfit(&self) -> Option<&'static str> {
        let plain = self.plain()?;
        let fits = match plain {
            Plain::Integer => matches!(self.spec, Spec::Position | Spec::Plain | Spec::Number(_)),
            Plain::String => matches!(self.spec, Spec::Position | Spec::Text(_)),
            Plain::Copied => self.spec == Spec::Position,
            Plain::Float => return None,
        };
        (!fits).then_some(takes(Some(plain)))
    }

    /// Whether, for all the derive can see, the reader could not tell where this segment ends.
    pub(crate) fn has_open_end(&self) -> bool {
        let number_without_width = match self.spec {
            Spec::Plain => true,
            Spec::Position => self.position == Position::Partition,
            _ => false,
        };
        match self.plain() {
            Some(Plain::Integer) => number_without_width,
            Some(Plain::String) => true,
            _ => matches!(self.spec, Spec::Text(Text { form: Form::Escaped, .. })),
        }
    }
}
