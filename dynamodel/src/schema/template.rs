//! Parsed key templates, which writing, reading, ranges and checks share.

use crate::schema::shape::Native;
use crate::schema::shape::Shape;

/// One of the two key attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The partition key.
    Partition,
    /// The sort key.
    Sort,
}

impl Role {
    /// Its name in `#[key(..)]`.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::key::Role;
    ///
    /// assert_eq!(Role::Partition.word(), "pk");
    /// ```
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Partition => "pk",
            Self::Sort => "sk",
        }
    }

    /// The most bytes a key of this role may have.
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys>
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::key::Role;
    ///
    /// assert_eq!(Role::Sort.max_bytes(), 1024);
    /// ```
    #[must_use]
    pub const fn max_bytes(self) -> usize {
        match self {
            Self::Partition => 2048,
            Self::Sort => 1024,
        }
    }
}

/// A key template: `user-{user_id}` as an alternation of literals and segments.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// The entity it belongs to.
    pub entity: &'static str,
    /// The template as it was written.
    pub text: &'static str,
    /// The key attribute that it writes.
    pub role: Role,
    /// The text that no unescaped string segment may contain.
    pub delimiter: &'static str,
    /// Its parts, literals never adjacent to one another.
    pub parts: &'static [Part],
    /// `true` if a query without a literal or value is a range over the first bytes of the first segment, because another
    /// key of the entity is beside it in the index.
    pub bounded: bool,
}

/// A literal or a segment of a template.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// A text that every key has.
    Literal(&'static str),
    /// The place of a field.
    Segment(Segment),
}

/// The place of a field in a template.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// The field, with dots where it is nested.
    pub field: &'static str,
    /// The texts that it can be written as.
    pub shape: Shape,
    /// `true` if the field can be read back from the key.
    pub lossless: bool,
    /// `true` if greater values come first.
    pub descending: bool,
    /// The type, other than a string, of an attribute that this segment alone can fill.
    pub native: Native,
    /// The number of shards, if it is the shard of the item instead of a field.
    pub shards: Option<u16>,
    /// The texts of the values that the key's condition on the field allows; empty if it has none.
    pub only: &'static [&'static str],
}

impl Segment {
    /// The texts that the items under the key have here.
    pub(crate) const fn possible(&self) -> Shape {
        match self.only {
            [] => self.shape,
            only => Shape::OneOf(only),
        }
    }
}

impl Template {
    /// A template of a partition key, whose strings may not contain `#`.
    #[must_use]
    pub const fn pk(entity: &'static str, text: &'static str, parts: &'static [Part]) -> Self {
        Self { entity, text, role: Role::Partition, delimiter: "#", parts, bounded: false }
    }

    /// A template of a sort key, whose strings may not contain `#`.
    #[must_use]
    pub const fn sk(entity: &'static str, text: &'static str, parts: &'static [Part]) -> Self {
        Self { entity, text, role: Role::Sort, delimiter: "#", parts, bounded: false }
    }

    /// The number or binary type of the template's only segment, if nothing stands beside it.
    #[must_use]
    pub const fn native(&self) -> Native {
        match self.parts {
            [Part::Segment(segment)] => segment.native,
            _ => Native::None,
        }
    }

    /// The text that every key of this template starts with: a literal, or the only value of a field.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// assert_eq!(Comment::META.primary().pk.head(), "video-");
    /// ```
    #[must_use]
    pub const fn head(&self) -> &'static str {
        match self.parts {
            [Part::Literal(text) | Part::Segment(Segment { only: [text], .. }), ..] => text,
            _ => "",
        }
    }

    /// The least and the greatest first byte of every key, if the template is bounded and starts with a segment of ASCII.
    pub(crate) const fn first_bytes(&self) -> Option<(u8, u8)> {
        match self.parts {
            [Part::Segment(segment), ..] if self.bounded && self.head().is_empty() => {
                segment.shape.first_bytes()
            }
            _ => None,
        }
    }

    /// The segments, in order.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// let fields: Vec<_> = Comment::META.primary().pk.segments().map(|segment| segment.field).collect();
    /// assert_eq!(fields, ["video_id"]);
    /// ```
    pub fn segments(&self) -> impl Iterator<Item = &'static Segment> {
        self.parts.iter().filter_map(|part| match part {
            Part::Segment(segment) => Some(segment),
            Part::Literal(_) => None,
        })
    }

    /// The text of every key, if the template has no segment.
    pub(crate) const fn literal(&self) -> Option<&'static str> {
        match self.parts {
            [Part::Literal(literal)] => Some(literal),
            _ => None,
        }
    }

    /// The literal at this position among the parts; empty if there is none.
    pub(crate) fn literal_at(&self, at: usize) -> &'static str {
        match self.parts.get(at) {
            Some(Part::Literal(literal)) => literal,
            _ => "",
        }
    }
}
