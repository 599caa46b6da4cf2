//! Law 5: a range selects the keys whose values are in it and no others, whatever the values are,
//! and whatever else lies in the partition.

use std::fmt::Debug;
use std::ops::Bound;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseResult;

use super::{Interval, Region, SortCondition, successor};
use crate::__private::{literal, segment};
use crate::key::spec::{Any, Desc, Plain, Sort, SortLast, Unix, Width};
use crate::key::{
    KeyEdge, KeyError, KeyPrefix, KeySegment, KeyValue, KeyWriter, OrderedSegment, Part, Role, Seg,
    SegmentError, Shape, Template, bare_argument,
};

const fn template(text: &'static str, parts: &'static [Part]) -> Template {
    Template { entity: "Test", text, role: Role::Sort, delimiter: "#", parts }
}

/// What a string may be made of to be mistaken for something else.
const AWKWARD: &[&str] = &[
    "",
    "a",
    "b",
    "ab",
    "p1",
    "0",
    "#",
    "##",
    "-",
    "--",
    "x",
    "x#",
    "#tail",
    "%",
    "%23",
    "~",
    ":",
    "/",
    "\0",
    "\u{7F}",
    "\u{80}",
    "é",
    "\u{D7FF}",
    "\u{E000}",
    "\u{FFFF}",
    "\u{10FFFF}",
];

fn hostile() -> impl Strategy<Value = String> {
    let tokens = prop::collection::vec(select(AWKWARD), 0..4).prop_map(|tokens| tokens.concat());
    let long = (select(AWKWARD), 1..2000_usize)
        .prop_map(|(token, size)| token.repeat(size.checked_div(token.len()).unwrap_or_default()));
    prop_oneof![8 => tokens, 3 => any::<String>(), 1 => long]
}

/// A string that the template takes.
fn accepted() -> impl Strategy<Value = String> {
    hostile().prop_map(|text| match text.replace('#', "") {
        text if text.is_empty() || text.len() > 900 => "a".to_owned(),
        text => text,
    })
}

fn number() -> impl Strategy<Value = u32> {
    prop_oneof![0..4_u32, 8..12_u32, Just(99_999_998), Just(99_999_999), 0..100_000_000_u32]
}

impl Interval {
    /// Whether the query with this condition returns the item with this key.
    fn selects(&self, key: &str) -> bool {
        let inside = match &self.condition {
            SortCondition::All => true,
            SortCondition::Nothing => false,
            SortCondition::Equal(value) => key == value.text,
            SortCondition::BeginsWith(prefix) => key.starts_with(prefix),
            SortCondition::Between(least, most) => (least.text.as_str()..=&most.text).contains(&key),
            SortCondition::AtLeast(least) => key >= least.text.as_str(),
            SortCondition::AtMost(most) => key <= most.text.as_str(),
            SortCondition::Beyond(_) | SortCondition::Below(_) => panic!("only lists of fields need these"),
        };
        inside && self.excluded.iter().all(|dropped| dropped.text != key)
    }
}

type Bounds<E> = (Bound<E>, Bound<E>);

/// The region of one of the ways to write a range from `a` to `b`, and its bounds.
fn ranged<Open, E: KeyEdge<Open> + Clone>(
    writer: &KeyWriter,
    way: usize,
    a: E,
    b: E,
) -> (Result<Region, KeyError>, Bounds<E>) {
    let bound = |way: usize, edge: E| match way {
        0 => Bound::Included(edge),
        1 => Bound::Excluded(edge),
        _ => Bound::Unbounded,
    };
    let (low, high) = (Bound::Included(a.clone()), Bound::Excluded(b.clone()));
    let until = Bound::Included(b.clone());
    match way {
        0 => (Region::range(writer, a..b), (low, high)),
        1 => (Region::range(writer, a..), (low, Bound::Unbounded)),
        2 => (Region::range(writer, ..b), (Bound::Unbounded, high)),
        3 => (Region::range(writer, ..=b), (Bound::Unbounded, until)),
        4 => (Region::range(writer, a..=b), (low, until)),
        way => {
            let bounds = (bound(way % 3, a), bound(way / 3 % 3, b));
            (Region::range(writer, bounds.clone()), bounds)
        }
    }
}

fn inside<E: Ord>(value: &E, (start, end): &Bounds<E>) -> bool {
    let above = match start {
        Bound::Included(start) => value >= start,
        Bound::Excluded(start) => value > start,
        Bound::Unbounded => true,
    };
    let below = match end {
        Bound::Included(end) => value <= end,
        Bound::Excluded(end) => value < end,
        Bound::Unbounded => true,
    };
    above && below
}

fn runs_forward(interval: &Interval) -> TestCaseResult {
    if let SortCondition::Between(least, most) = &interval.condition {
        prop_assert!(least.text < most.text, "{interval:?}");
    }
    Ok(())
}

/// How a case chooses its range and what else is in the partition.
#[derive(Clone, Debug)]
struct Choice {
    way: usize,
    foreign: Vec<(Index, usize, String)>,
}

fn choice() -> impl Strategy<Value = Choice> {
    let foreign = prop::collection::vec((any::<Index>(), 0..5_usize, hostile()), 0..8);
    (0..18_usize, foreign).prop_map(|(way, foreign)| Choice { way, foreign })
}

impl Choice {
    /// Keys that some other kind of item could have, most of them close to ours.
    fn foreign_keys(&self, keys: &[String]) -> Vec<String> {
        let key = |(index, how, text): &(Index, usize, String)| {
            let near = if keys.is_empty() { "" } else { index.get(keys).as_str() };
            let cut = (0..=near.len().min(index.index(64))).rev().find(|at| near.is_char_boundary(*at));
            let start = &near[..cut.unwrap_or_default()];
            match how {
                0 => text.clone(),
                1 => format!("{near}{text}"),
                2 => format!("{start}{text}"),
                3 => successor(start).unwrap_or_default(),
                _ => start.to_owned(),
            }
        };
        self.foreign.iter().map(key).collect()
    }
}

/// Items are keys with the value that the range is over, or none where they do not have the prefix.
fn check<Open, E: KeyEdge<Open> + Ord + Clone + Debug>(
    writer: &KeyWriter,
    choice: &Choice,
    items: &[(String, Option<E>)],
    a: E,
    b: E,
) -> TestCaseResult {
    let (region, bounds) = ranged::<Open, E>(writer, choice.way, a, b);
    let region = match region {
        Err(error) if matches!(error.reason, SegmentError::TooLong { .. }) => return Ok(()),
        region => region.map_err(|error| TestCaseError::fail(error.to_string()))?,
    };
    runs_forward(&region.text)?;
    for (key, value) in items {
        let expected = value.as_ref().is_some_and(|value| inside(value, &bounds));
        prop_assert_eq!(region.text.selects(key), expected, "{:?} of {:?} in {:?}", key, bounds, region);
    }
    let prefix = Region::prefix(writer.clone()).expect("what was written");
    let keys: Vec<_> = items.iter().map(|(key, _)| key.clone()).collect();
    for key in choice.foreign_keys(&keys) {
        let within = prefix.text.selects(&key) || !region.text.selects(&key);
        prop_assert!(within, "foreign {key:?} of {bounds:?} in {region:?}");
    }
    Ok(())
}

fn text(writer: KeyWriter) -> String {
    writer.finish().expect("an accepted value").text
}

fn cases() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) }
}

fn several<T: Debug>(values: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(values, 0..8)
}

static STRINGS: Template =
    template("{a}#{b}", &[segment::<String, Sort>("a"), literal("#"), segment::<String, SortLast>("b")]);
static STRING: Template = template("{s}", &[segment::<String, SortLast>("s")]);
static ANY: Template = template("x#{s:any}", &[literal("x#"), segment::<String, Any>("s")]);
static NUMBERS: Template =
    template("{t}#{id}", &[segment::<u32, Sort>("t"), literal("#"), segment::<u32, SortLast>("id")]);
static DESCENDING: Template = template(
    "x#{n:08:desc}#{s}",
    &[literal("x#"), segment::<u32, Desc<Width<8>>>("n"), literal("#"), segment::<String, SortLast>("s")],
);
static LATEST: Template =
    template("{n:desc}{m:desc}", &[segment::<i8, Desc<Sort>>("n"), segment::<i16, Desc<SortLast>>("m")]);
static ADJACENT: Template = template("{n}{m}", &[segment::<u8, Sort>("n"), segment::<i16, SortLast>("m")]);
static TAILED: Template =
    template("v#{n}#tail", &[literal("v#"), segment::<i8, Sort>("n"), literal("#tail")]);
static CHARACTER: Template =
    template("{c}{s:any}", &[segment::<char, Sort>("c"), segment::<String, Any>("s")]);
static STATES: Template =
    template("{s}#{n}", &[segment::<State, Sort>("s"), literal("#"), segment::<u8, SortLast>("n")]);
static BYTES: Template = template("b{v}", &[literal("b"), segment::<Vec<u8>, SortLast>("v")]);
static PLAIN: Template = template(
    "p{n:plain}#{s}",
    &[literal("p"), segment::<u32, Plain>("n"), literal("#"), segment::<String, SortLast>("s")],
);
static NUMBER: Template = template("{n}", &[segment::<i32, SortLast>("n")]);
static SECONDS: Template = template("{t:unix}", &[segment::<jiff::Timestamp, Unix<Width<12>>>("t")]);

/// An enum of which one variant starts another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Closed,
    Open,
    OpenLate,
}

impl State {
    const ALL: [Self; 3] = [Self::Closed, Self::Open, Self::OpenLate];
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
trait Whatever {}
impl<S> Whatever for S {}
bare_argument!(State => State, Whatever, Whatever, |state| *state);

type One<T, S> = (Seg<T, S>, ());
type Two<T, S, U, V> = (Seg<T, S>, (Seg<U, V>, ()));

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn string_behind_string(
        values in several((accepted(), accepted())), a in accepted(), edges in (accepted(), accepted()), choice in choice(),
    ) {
        let values: Vec<_> = values.into_iter().enumerate()
            .map(|(at, (own, b))| (if at % 2 == 0 { a.clone() } else { own }, b)).collect();
        let key = |(a, b): &(String, String)| {
            KeyWriter::new(&STRINGS).segment::<String, Sort>(a).segment::<String, SortLast>(b)
        };
        let items: Vec<_> = values.iter()
            .filter_map(|value| Some((key(value).finish().ok()?.text, (value.0 == a).then_some(value.1.as_str()))))
            .collect();
        let mut writer = KeyWriter::new(&STRINGS);
        KeyPrefix::<Two<String, Sort, String, SortLast>>::write(&a.as_str(), &mut writer);
        check::<One<String, SortLast>, &str>(&writer, &choice, &items, &edges.0, &edges.1)?;
    }

    #[test]
    fn sole_string(values in several(accepted()), a in accepted(), b in accepted(), choice in choice()) {
        let key = |value: &String| text(KeyWriter::new(&STRING).segment::<String, SortLast>(value));
        let items: Vec<_> = values.iter().map(|value| (key(value), Some(value.as_str()))).collect();
        check::<One<String, SortLast>, &str>(&KeyWriter::new(&STRING), &choice, &items, &a, &b)?;
    }

    #[test]
    fn any_string(values in several(hostile()), a in hostile(), b in hostile(), choice in choice()) {
        let key = |value: &String| KeyWriter::new(&ANY).segment::<String, Any>(value).finish().ok();
        let items: Vec<_> =
            values.iter().filter_map(|value| Some((key(value)?.text, Some(value.as_str())))).collect();
        check::<One<String, Any>, &str>(&KeyWriter::new(&ANY), &choice, &items, &a, &b)?;
    }

    #[test]
    fn numbers(
        values in several((number(), number())), a in (number(), number()), b in (number(), number()), choice in choice(),
    ) {
        let key = |(t, id): (u32, u32)| {
            text(KeyWriter::new(&NUMBERS).segment::<u32, Sort>(t).segment::<u32, SortLast>(id))
        };
        let writer = KeyWriter::new(&NUMBERS);
        let pairs: Vec<_> = values.iter().map(|value| (key(*value), Some(*value))).collect();
        check::<Two<u32, Sort, u32, SortLast>, (u32, u32)>(&writer, &choice, &pairs, a, b)?;
        let firsts: Vec<_> = values.iter().map(|value| (key(*value), Some(value.0))).collect();
        check::<Two<u32, Sort, u32, SortLast>, u32>(&writer, &choice, &firsts, a.0, b.0)?;
        let seconds: Vec<_> = values.iter().map(|value| (key(*value), (value.0 == a.0).then_some(value.1))).collect();
        let mut writer = writer;
        KeyPrefix::<Two<u32, Sort, u32, SortLast>>::write(&a.0, &mut writer);
        check::<One<u32, SortLast>, u32>(&writer, &choice, &seconds, a.1, b.1)?;
    }

    #[test]
    fn descending_before_string(
        values in several((number(), accepted())), a in (number(), accepted()), b in (number(), accepted()), choice in choice(),
    ) {
        type Open = Two<u32, Desc<Width<8>>, String, SortLast>;
        let key = |(n, s): &(u32, String)| {
            text(KeyWriter::new(&DESCENDING).segment::<u32, Desc<Width<8>>>(*n).segment::<String, SortLast>(s))
        };
        let mut writer = KeyWriter::new(&DESCENDING);
        let firsts: Vec<_> = values.iter().map(|value| (key(value), Some(value.0))).collect();
        check::<Open, u32>(&writer, &choice, &firsts, a.0, b.0)?;
        let seconds: Vec<_> =
            values.iter().map(|value| (key(value), (value.0 == a.0).then_some(value.1.as_str()))).collect();
        KeyPrefix::<Open>::write(&a.0, &mut writer);
        check::<One<String, SortLast>, &str>(&writer, &choice, &seconds, &a.1, &b.1)?;
    }

    #[test]
    fn descending_pair(
        values in several(any::<(i8, i16)>()), a in any::<(i8, i16)>(), b in any::<(i8, i16)>(), choice in choice(),
    ) {
        type Open = Two<i8, Desc<Sort>, i16, Desc<SortLast>>;
        let key = |(n, m): (i8, i16)| {
            text(KeyWriter::new(&LATEST).segment::<i8, Desc<Sort>>(n).segment::<i16, Desc<SortLast>>(m))
        };
        let pairs: Vec<_> = values.iter().map(|value| (key(*value), Some(*value))).collect();
        check::<Open, (i8, i16)>(&KeyWriter::new(&LATEST), &choice, &pairs, a, b)?;
    }

    #[test]
    fn adjacent(
        values in several((0..3_u8, any::<i16>())), a in (0..3_u8, any::<i16>()), b in (0..3_u8, any::<i16>()), choice in choice(),
    ) {
        type Open = Two<u8, Sort, i16, SortLast>;
        let key = |(n, m): (u8, i16)| {
            text(KeyWriter::new(&ADJACENT).segment::<u8, Sort>(n).segment::<i16, SortLast>(m))
        };
        let mut writer = KeyWriter::new(&ADJACENT);
        let pairs: Vec<_> = values.iter().map(|value| (key(*value), Some(*value))).collect();
        check::<Open, (u8, i16)>(&writer, &choice, &pairs, a, b)?;
        let firsts: Vec<_> = values.iter().map(|value| (key(*value), Some(value.0))).collect();
        check::<Open, u8>(&writer, &choice, &firsts, a.0, b.0)?;
        let seconds: Vec<_> = values.iter().map(|value| (key(*value), (value.0 == a.0).then_some(value.1))).collect();
        KeyPrefix::<Open>::write(&a.0, &mut writer);
        check::<One<i16, SortLast>, i16>(&writer, &choice, &seconds, a.1, b.1)?;
    }

    #[test]
    fn before_a_literal_tail(values in several(any::<i8>()), a in any::<i8>(), b in any::<i8>(), choice in choice()) {
        let key = |value: i8| text(KeyWriter::new(&TAILED).segment::<i8, Sort>(value));
        let items: Vec<_> = values.iter().map(|value| (key(*value), Some(*value))).collect();
        check::<One<i8, Sort>, i8>(&KeyWriter::new(&TAILED), &choice, &items, a, b)?;
    }

    #[test]
    fn character_before_anything(
        values in several((awkward_char(), hostile())), a in awkward_char(), b in awkward_char(), choice in choice(),
    ) {
        let key = |(c, s): &(char, String)| {
            KeyWriter::new(&CHARACTER).segment::<char, Sort>(*c).segment::<String, Any>(s).finish().ok()
        };
        let items: Vec<_> =
            values.iter().filter_map(|value| Some((key(value)?.text, Some(value.0)))).collect();
        check::<Two<char, Sort, String, Any>, char>(&KeyWriter::new(&CHARACTER), &choice, &items, a, b)?;
    }

    #[test]
    fn variants_that_start_others(
        values in several((select(&State::ALL[..]), any::<u8>())), a in (select(&State::ALL[..]), any::<u8>()),
        b in (select(&State::ALL[..]), any::<u8>()), choice in choice(),
    ) {
        type Open = Two<State, Sort, u8, SortLast>;
        let key = |(state, n): (State, u8)| {
            text(KeyWriter::new(&STATES).segment::<State, Sort>(state).segment::<u8, SortLast>(n))
        };
        let writer = KeyWriter::new(&STATES);
        let pairs: Vec<_> = values.iter().map(|value| (key(*value), Some(*value))).collect();
        check::<Open, (State, u8)>(&writer, &choice, &pairs, a, b)?;
        let firsts: Vec<_> = values.iter().map(|value| (key(*value), Some(value.0))).collect();
        check::<Open, State>(&writer, &choice, &firsts, a.0, b.0)?;
    }

    #[test]
    fn bytes(values in several(some_bytes()), a in some_bytes(), b in some_bytes(), choice in choice()) {
        let key = |value: &Vec<u8>| text(KeyWriter::new(&BYTES).segment::<Vec<u8>, SortLast>(value));
        let items: Vec<_> = values.iter().map(|value| (key(value), Some(value.as_slice()))).collect();
        check::<One<Vec<u8>, SortLast>, &[u8]>(&KeyWriter::new(&BYTES), &choice, &items, &a, &b)?;
    }

    #[test]
    fn prefix_is_no_longer_sibling(values in several((0..200_u32, accepted())), n in 0..200_u32, choice in choice()) {
        let key = |(n, s): &(u32, String)| {
            text(KeyWriter::new(&PLAIN).segment::<u32, Plain>(*n).segment::<String, SortLast>(s))
        };
        let mut writer = KeyWriter::new(&PLAIN);
        KeyPrefix::<Two<u32, Plain, String, SortLast>>::write(&n, &mut writer);
        let region = Region::prefix(writer).expect("a number");
        let keys: Vec<_> = values.iter().map(key).collect();
        for (key, value) in keys.iter().zip(&values) {
            prop_assert_eq!(region.text.selects(key), value.0 == n);
        }
        let start = format!("p{n}#");
        for key in choice.foreign_keys(&keys) {
            prop_assert!(!region.text.selects(&key) || key.starts_with(&start));
        }
    }

    #[test]
    fn string_prefix_is_no_longer_sibling(values in several((accepted(), accepted())), a in accepted()) {
        let region = Region::prefix(KeyWriter::new(&STRINGS).segment::<String, Sort>(&a)).expect("a string");
        let mut bare = KeyWriter::new(&STRINGS);
        KeyPrefix::<Two<String, Sort, String, SortLast>>::write(&a.as_str(), &mut bare);
        prop_assert_eq!(&Region::prefix(bare).expect("a string"), &region);
        for (own, b) in &values {
            for own in [own.clone(), format!("{a}{own}")] {
                let key = KeyWriter::new(&STRINGS).segment::<String, Sort>(&own).segment::<String, SortLast>(b);
                let Ok(key) = key.finish() else { continue };
                prop_assert_eq!(region.text.selects(&key.text), own == a);
            }
        }
    }

    #[test]
    fn numbers_as_numbers(values in several(any::<i32>()), a in any::<i32>(), b in any::<i32>(), way in 0..18_usize) {
        let (region, bounds) = ranged::<One<i32, SortLast>, i32>(&KeyWriter::new(&NUMBER), way, a, b);
        let native = region.expect("numbers").native.expect("a number attribute");
        let as_number = |value: &KeyValue| -> i32 {
            value.native.as_ref().unwrap().as_n().unwrap().parse().unwrap()
        };
        for value in values.iter().chain([&a, &b]) {
            let inside = inside(value, &bounds);
            let within = match &native.condition {
                SortCondition::All => true,
                SortCondition::Equal(edge) => *value == as_number(edge),
                SortCondition::Between(least, most) => {
                    prop_assert!(as_number(least) < as_number(most));
                    (as_number(least)..=as_number(most)).contains(value)
                }
                SortCondition::AtLeast(least) => *value >= as_number(least),
                SortCondition::AtMost(most) => *value <= as_number(most),
                SortCondition::Nothing => false,
                SortCondition::BeginsWith(_) => return Err(TestCaseError::fail("a number has no prefix")),
                SortCondition::Beyond(_) | SortCondition::Below(_) => {
                    return Err(TestCaseError::fail("only lists of fields need these"));
                }
            };
            let dropped = native.excluded.iter().any(|edge| as_number(edge) == *value);
            prop_assert_eq!(within && !dropped, inside, "{} of {:?} in {:?}", value, bounds, native);
        }
    }

    #[test]
    fn successor_is_the_next_text_that_starts_otherwise(prefix in hostile(), more in hostile(), other in hostile()) {
        let inside = format!("{prefix}{more}");
        match successor(&prefix) {
            Some(above) => {
                prop_assert!(inside < above);
                let starts = other.starts_with(&prefix);
                prop_assert_eq!(other >= above, other > prefix && !starts);
            }
            None => prop_assert!(prefix.chars().all(|last| last == char::MAX)),
        }
    }
}

fn awkward_char() -> impl Strategy<Value = char> {
    let edges = select(
        &['\0', '#', 'a', 'b', '\u{7F}', '\u{80}', '\u{D7FF}', '\u{E000}', '\u{10FFFE}', char::MAX][..],
    );
    prop_oneof![edges, any::<char>()]
}

fn some_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop_oneof![Just(0), Just(255), any::<u8>()], 1..4)
}

#[test]
fn successor_steps_over_surrogates_and_carries() {
    assert_eq!(successor("a").as_deref(), Some("b"));
    assert_eq!(successor("x\u{D7FF}").as_deref(), Some("x\u{E000}"));
    assert_eq!(successor("x\u{10FFFF}").as_deref(), Some("y"));
    assert_eq!(successor("x\u{D7FF}\u{10FFFF}\u{10FFFF}").as_deref(), Some("x\u{E000}"));
    assert_eq!(successor("\u{10FFFF}"), None);
    assert_eq!(successor(""), None);
}

#[test]
fn seconds_are_numbers() {
    let at = |seconds| jiff::Timestamp::from_second(seconds).expect("a second");
    let region =
        Region::range::<One<jiff::Timestamp, Unix<Width<12>>>, _>(&KeyWriter::new(&SECONDS), at(5)..at(9));
    let Ok(Region { text, native: Some(native), .. }) = region else { panic!("{region:?}") };
    assert_eq!(
        text.condition,
        SortCondition::Between(value("000000000005", Some("5")), value("000000000008", None))
    );
    assert_eq!(
        native.condition,
        SortCondition::Between(value("000000000005", Some("5")), value("000000000009", Some("9")))
    );
    assert_eq!(native.excluded, [value("000000000009", Some("9"))]);
}

fn value(text: &str, number: Option<&str>) -> KeyValue {
    let native = number.map(|number| aws_sdk_dynamodb::types::AttributeValue::N(number.to_owned()));
    KeyValue { text: text.to_owned(), native, gap: None }
}
