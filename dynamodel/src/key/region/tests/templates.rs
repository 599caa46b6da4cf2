//! Keys of all kinds of segments.

use crate::__private::{literal, segment};
use crate::error::key::SegmentError;
use crate::key::spec::{Any, Desc, Plain, Sort, SortLast, Unix, Width};
use crate::key::{Closed, KeySegment, OrderedSegment, Seg, bare_argument};
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Role, Template};

const fn template(text: &'static str, parts: &'static [Part]) -> Template {
    Template { entity: "Test", text, role: Role::Sort, delimiter: "#", parts }
}

pub(super) static STRINGS: Template =
    template("{a}#{b}", &[segment::<String, Sort>("a"), literal("#"), segment::<String, SortLast>("b")]);
pub(super) static STRING: Template = template("{s}", &[segment::<String, SortLast>("s")]);
pub(super) static ANY: Template = template("x#{s:any}", &[literal("x#"), segment::<String, Any>("s")]);
pub(super) static NUMBERS: Template =
    template("{t}#{id}", &[segment::<u32, Sort>("t"), literal("#"), segment::<u32, SortLast>("id")]);
pub(super) static DESCENDING: Template = template(
    "x#{n:08:desc}#{s}",
    &[literal("x#"), segment::<u32, Desc<Width<8>>>("n"), literal("#"), segment::<String, SortLast>("s")],
);
pub(super) static LATEST: Template =
    template("{n:desc}{m:desc}", &[segment::<i8, Desc<Sort>>("n"), segment::<i16, Desc<SortLast>>("m")]);
pub(super) static ADJACENT: Template =
    template("{n}{m}", &[segment::<u8, Sort>("n"), segment::<i16, SortLast>("m")]);
pub(super) static TAILED: Template =
    template("v#{n}#tail", &[literal("v#"), segment::<i8, Sort>("n"), literal("#tail")]);
pub(super) static CHARACTER: Template =
    template("{c}{s:any}", &[segment::<char, Sort>("c"), segment::<String, Any>("s")]);
pub(super) static STATES: Template =
    template("{s}#{n}", &[segment::<State, Sort>("s"), literal("#"), segment::<u8, SortLast>("n")]);
pub(super) static BYTES: Template = template("b{v}", &[literal("b"), segment::<Vec<u8>, SortLast>("v")]);
pub(super) static PLAIN: Template = template(
    "p{n:plain}#{s}",
    &[literal("p"), segment::<u32, Plain>("n"), literal("#"), segment::<String, SortLast>("s")],
);
pub(super) static NUMBER: Template = template("{n}", &[segment::<i32, SortLast>("n")]);
pub(super) static SECONDS: Template =
    template("{t:unix}", &[segment::<jiff::Timestamp, Unix<Width<12>>>("t")]);

/// An enum of which one variant starts another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    Closed,
    Open,
    OpenLate,
}

impl State {
    pub(super) const ALL: [Self; 3] = [Self::Closed, Self::Open, Self::OpenLate];
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
bare_argument!(State => State, Sized, Sized, |state| *state);

pub(super) type One<T, S> = (Seg<T, S>, Closed);
pub(super) type Two<T, S, U, V> = (Seg<T, S>, (Seg<U, V>, Closed));
