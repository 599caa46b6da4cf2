//! Keys of all kinds of segments.

use crate::error::key::SegmentError;
use crate::key::spec::{Any, Desc, Plain, Sort, SortLast, Unix, Width};
use crate::key::{Closed, KeySegment, OrderedSegment, Seg, bare_argument};
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Role, Template};

const fn template(text: &'static str, parts: &'static [Part]) -> Template {
    Template { entity: "Test", text, role: Role::Sort, delimiter: "#", parts, bounded: false }
}

pub(super) static STRINGS: Template = template(
    "{a}#{b}",
    &[Part::segment::<String, Sort>("a"), Part::Literal("#"), Part::segment::<String, SortLast>("b")],
);
pub(super) static STRING: Template = template("{s}", &[Part::segment::<String, SortLast>("s")]);
pub(super) static ANY: Template =
    template("x#{s:any}", &[Part::Literal("x#"), Part::segment::<String, Any>("s")]);
pub(super) static NUMBERS: Template = template(
    "{t}#{id}",
    &[Part::segment::<u32, Sort>("t"), Part::Literal("#"), Part::segment::<u32, SortLast>("id")],
);
pub(super) static DESCENDING: Template = template(
    "x#{n:08:desc}#{s}",
    &[
        Part::Literal("x#"),
        Part::segment::<u32, Desc<Width<8>>>("n"),
        Part::Literal("#"),
        Part::segment::<String, SortLast>("s"),
    ],
);
pub(super) static LATEST: Template = template(
    "{n:desc}{m:desc}",
    &[Part::segment::<i8, Desc<Sort>>("n"), Part::segment::<i16, Desc<SortLast>>("m")],
);
pub(super) static ADJACENT: Template =
    template("{n}{m}", &[Part::segment::<u8, Sort>("n"), Part::segment::<i16, SortLast>("m")]);
pub(super) static TAILED: Template =
    template("v#{n}#tail", &[Part::Literal("v#"), Part::segment::<i8, Sort>("n"), Part::Literal("#tail")]);
pub(super) static CHARACTER: Template =
    template("{c}{s:any}", &[Part::segment::<char, Sort>("c"), Part::segment::<String, Any>("s")]);
pub(super) static STATES: Template = template(
    "{s}#{n}",
    &[Part::segment::<State, Sort>("s"), Part::Literal("#"), Part::segment::<u8, SortLast>("n")],
);
pub(super) static BYTES: Template =
    template("b{v}", &[Part::Literal("b"), Part::segment::<Vec<u8>, SortLast>("v")]);
pub(super) static PLAIN: Template = template(
    "p{n:plain}#{s}",
    &[
        Part::Literal("p"),
        Part::segment::<u32, Plain>("n"),
        Part::Literal("#"),
        Part::segment::<String, SortLast>("s"),
    ],
);
pub(super) static NUMBER: Template = template("{n}", &[Part::segment::<i32, SortLast>("n")]);
pub(super) static SECONDS: Template =
    template("{t:unix}", &[Part::segment::<jiff::Timestamp, Unix<Width<12>>>("t")]);

/// An enum of which one variant starts another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    Closed,
    Open,
    OpenLate,
}

impl State {
    pub(crate) const ALL: [Self; 3] = [Self::Closed, Self::Open, Self::OpenLate];
    const TEXTS: [&str; 3] = ["Closed", "Open", "OpenLate"];
}

impl<S> KeySegment<S> for State {
    type Arg<'a> = Self;
    const SHAPE: Shape = Shape::OneOf(&Self::TEXTS);

    fn as_arg(&self) -> Self {
        *self
    }

    fn encode(arg: &Self, out: &mut String) -> Result<(), SegmentError> {
        out.push_str(Self::TEXTS[*arg as usize]);
        Ok(())
    }

    fn decode(text: &str) -> Result<Self, SegmentError> {
        let found = Self::ALL.into_iter().zip(Self::TEXTS).find(|(_, known)| *known == text);
        found.map(|(state, _)| state).ok_or(SegmentError::Malformed("a state"))
    }
}
impl<S> OrderedSegment<S> for State {}
bare_argument!(State => State, Sized, |state| *state);

pub(crate) type One<T, S> = (Seg<T, S>, Closed);
pub(super) type Two<T, S, U, V> = (Seg<T, S>, (Seg<U, V>, Closed));
