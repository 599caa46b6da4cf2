//! Templates that are small enough to write all of their keys.

use std::sync::LazyLock;

use fastrand::Rng;
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;

use crate::error::key::KeyError;
use crate::key::region::Region;
use crate::key::region::tests::judge::{inside, ranged};
use crate::key::region::tests::templates::{One, State};
use crate::key::spec::{Any, Desc, Escaped, Micros, Plain, Sort, SortLast};
use crate::key::{KeySegment, KeyWriter};
use crate::proof::template::fault;
use crate::schema::template::{Part, Role, Template};

/// A kind of segment, with a few of its values in ascending order.
pub(super) struct Kind {
    letter: char,
    part: Part,
    values: usize,
    write: fn(&mut KeyWriter, usize),
    range: Option<Ranged>,
}

/// The range of one of the ways to write it between two values, and the values that are inside.
type Ranged = fn(&KeyWriter, usize, usize, usize) -> (Result<Region, KeyError>, Vec<bool>);

/// The number of ways to write a range.
const WAYS: usize = 18;

macro_rules! kind {
    ($letter:literal, $type:ty, $spec:ty, $values:expr, ordered) => {
        Kind {
            range: Some(|writer, way, a, b| {
                let values = values::<$type, _>($values);
                let arg = |nth: usize| KeySegment::<$spec>::as_arg(&values[nth]);
                let (region, bounds) = ranged::<One<$type, $spec>, _>(writer, way, arg(a), arg(b));
                (region, (0..values.len()).map(|nth| inside(&arg(nth), &bounds)).collect())
            }),
            ..kind!($letter, $type, $spec, $values)
        }
    };
    ($letter:literal, $type:ty, $spec:ty, $values:expr) => {
        Kind {
            letter: $letter,
            part: Part::segment::<$type, $spec>("field"),
            values: $values.len(),
            write: |writer, nth| {
                let values = values::<$type, _>($values);
                writer.write_value::<$type, $spec>(&KeySegment::<$spec>::as_arg(&values[nth]));
            },
            range: None,
        }
    };
}

fn values<T, const N: usize>(values: [impl Into<T>; N]) -> Vec<T> {
    values.into_iter().map(Into::into).collect()
}

fn time(microsecond: i64) -> Timestamp {
    Timestamp::from_microsecond(microsecond).expect("a time")
}

const TEXTS: [&str; 8] = ["-", "0", "1#", ":", "NONE", "a", "ab", "é"];

static KINDS: LazyLock<[Kind; 14]> = LazyLock::new(|| {
    [
        kind!('n', u8, Plain, [0, 1, 10, 11, 255]),
        kind!('s', i8, Plain, [-128, -1, 0, 1, 12]),
        kind!('p', u8, Sort, [0, 1, 9, 10, 255], ordered),
        kind!('i', i8, Sort, [-128, -1, 0, 127], ordered),
        kind!('d', u8, Desc<Sort>, [0, 1, 9, 255], ordered),
        kind!('u', Timestamp, Micros, [time(-1), time(0), time(1)], ordered),
        kind!('e', State, Sort, State::ALL),
        kind!('v', State, SortLast, State::ALL, ordered),
        kind!('c', char, Sort, ['#', '0', 'N', 'a', 'é'], ordered),
        kind!('b', Vec<u8>, SortLast, [vec![0], vec![0, 1], vec![0xA0], vec![0xFF]], ordered),
        kind!('t', String, Sort, TEXTS),
        kind!('l', String, SortLast, TEXTS, ordered),
        kind!('x', String, Escaped, ["", "#", "%", "-", "0", "a", "a#"]),
        kind!('a', String, Any, ["", "#", "-", "0", ":", "NONE", "a", "a#b"], ordered),
    ]
});

impl Kind {
    /// The text of a value, alone in a key.
    fn text(&self, nth: usize) -> String {
        let template = Template::sk("Test", "", vec![self.part].leak());
        let mut writer = KeyWriter::new(Box::leak(Box::new(template)));
        (self.write)(&mut writer, nth);
        writer.finish().expect("an accepted value").text
    }
}

/// A template, and the kinds of its segments.
#[derive(Clone)]
pub(super) struct Sketch {
    pub(super) template: &'static Template,
    kinds: Vec<&'static Kind>,
    /// The values of each segment, of which a condition may leave some only.
    values: Vec<Vec<usize>>,
}

impl std::fmt::Debug for Sketch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Template { text, delimiter, bounded, .. } = self.template;
        write!(f, "{text:?} without {delimiter:?}{}", if *bounded { ", bounded" } else { "" })
    }
}

/// A key, and the positions of its values.
pub(super) struct Key {
    pub(super) values: Vec<usize>,
    pub(super) text: String,
}

/// A query: the sort keys that it reads, and which of the template's own keys these are.
pub(super) struct Query {
    pub(super) region: Region,
    pub(super) given: Vec<usize>,
    next: Next,
}

/// The condition of a query on the segments behind the given ones.
enum Next {
    Any,
    /// The next segment has one of the values that are marked.
    Ranged(Vec<bool>),
    /// The key starts with this text.
    Starts(String),
}

impl Query {
    pub(super) fn has(&self, key: &Key) -> bool {
        let (start, rest) = key.values.split_at(self.given.len());
        start == self.given
            && match &self.next {
                Next::Any => true,
                Next::Ranged(inside) => rest.first().is_some_and(|next| inside[*next]),
                Next::Starts(text) => key.text.starts_with(text),
            }
    }
}

impl Sketch {
    /// `user-{n}`, with the letter of a kind in each pair of braces, and the digits of its only values if it has not all.
    pub(super) fn new(text: &str, delimiter: &'static str, bounded: bool) -> Self {
        let (mut parts, mut kinds, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for (at, piece) in text.split(['{', '}']).enumerate() {
            match piece.chars().next() {
                None => {}
                Some(_) if at % 2 == 0 => parts.push(Part::Literal(piece.to_owned().leak())),
                Some(letter) => {
                    let kind = KINDS.iter().find(|kind| kind.letter == letter).expect("a known kind");
                    let only: Vec<usize> =
                        piece.chars().filter_map(|nth| nth.to_digit(10)).map(|nth| nth as usize).collect();
                    let texts = only.iter().map(|nth| &*kind.text(*nth).leak()).collect::<Vec<_>>();
                    parts.push(kind.part.only(texts.leak()));
                    kinds.push(kind);
                    values.push(if only.is_empty() { (0..kind.values).collect() } else { only });
                }
            }
        }
        let text = text.to_owned().leak();
        let bounded = bounded && matches!(parts.first(), Some(Part::Segment(_)));
        let template =
            Template { entity: "Test", text, role: Role::Sort, delimiter, parts: parts.leak(), bounded };
        Self { template: Box::leak(Box::new(template)), kinds, values }
    }

    pub(super) fn segments(&self) -> usize {
        self.kinds.len()
    }

    /// The letters of the kinds.
    pub(super) fn letters(&self) -> impl Iterator<Item = char> {
        self.kinds.iter().map(|kind| kind.letter)
    }

    /// All keys. A value that the template refuses has none.
    pub(super) fn keys(&self) -> Vec<Key> {
        let keys = self.starts(self.kinds.len()).into_iter().filter_map(|(values, writer)| {
            let text = writer.finish().ok()?.text;
            Some(Key { values, text })
        });
        keys.collect()
    }

    /// The starts of keys with values for the first segments.
    pub(super) fn starts(&self, segments: usize) -> Vec<(Vec<usize>, KeyWriter)> {
        let mut all = vec![(Vec::new(), KeyWriter::new(self.template))];
        for (kind, all_values) in self.kinds[..segments].iter().zip(&self.values) {
            let longer = |(values, writer): (Vec<usize>, KeyWriter)| {
                all_values.iter().map(move |&nth| {
                    let (mut values, mut writer) = (values.clone(), writer.clone());
                    values.push(nth);
                    (kind.write)(&mut writer, nth);
                    (values, writer)
                })
            };
            all = all.into_iter().flat_map(longer).collect();
        }
        all.into_iter()
            .map(|(values, mut writer)| {
                writer.push_literal();
                (values, writer)
            })
            .collect()
    }

    /// The query of the whole partition, and some with values and ranges.
    pub(super) fn queries(&self, random: &mut Rng) -> Vec<Query> {
        let mut queries = Vec::new();
        for segments in 0..=self.kinds.len() {
            let mut starts = self.starts(segments);
            random.shuffle(&mut starts);
            for (given, writer) in starts.into_iter().take(6) {
                queries.extend(self.ranges(&given, &writer, random));
                if segments < self.kinds.len() {
                    queries.extend(raw(&given, &writer, random));
                }
                if let Ok(region) = Region::prefix(writer) {
                    queries.push(Query { region, given, next: Next::Any });
                }
            }
        }
        queries
    }

    fn ranges(&self, given: &[usize], writer: &KeyWriter, random: &mut Rng) -> Vec<Query> {
        let next = self.kinds.get(given.len()).and_then(|kind| Some((kind.values, kind.range?)));
        let Some((values, range)) = next else { return Vec::new() };
        let ranges = (0..WAYS).filter_map(|way| {
            let (region, inside) = range(writer, way, random.usize(..values), random.usize(..values));
            Some(Query { region: region.ok()?, given: given.to_vec(), next: Next::Ranged(inside) })
        });
        ranges.collect()
    }
}

/// The query of the keys that continue with the start of a segment as it is stored.
fn raw(given: &[usize], writer: &KeyWriter, random: &mut Rng) -> Option<Query> {
    let text = ["", "0", "00", "1", "N", "a", ":", "#"][random.usize(..8)];
    let start = writer.clone().finish().ok()?.text + text;
    let region = Region::raw_prefix(writer.clone(), text).ok()?;
    Some(Query { region, given: given.to_vec(), next: Next::Starts(start) })
}

/// Sort key templates of which many pairs overlap and many do not.
pub(super) fn sketches() -> impl Strategy<Value = Sketch> {
    const FIRST: [&str; 9] = ["", "", "", "", "a", "#", "-", "NONE", "Open"];
    const SEGMENTS: [&str; 15] = [
        "{e0}", "{e1}", "{e12}", "{n1}", "{t5}", "{n}", "{s}", "{p}", "{i}", "{d}", "{u}", "{e}", "{c}",
        "{t}", "{x}",
    ];
    const LITERALS: [&str; 11] = ["", "#", "-", "a", "1", ":", "L", "OpenLate", "#a", "é", "--"];
    const LAST: [&str; 17] = [
        "{v1}", "{l5}", "{s12}", "", "", "", "{n}", "{s}", "{p}", "{d}", "{u}", "{v}", "{c}", "{b}", "{l}",
        "{x}", "{a}",
    ];
    let piece = (select(&SEGMENTS[..]), select(&LITERALS[..]))
        .prop_map(|(segment, literal)| format!("{segment}{literal}"));
    let middle = proptest::collection::vec(piece, 0..2).prop_map(|pieces| pieces.concat());
    let delimiter = prop_oneof![4 => Just("#"), 1 => Just("-"), 1 => Just("ab")];
    (select(&FIRST[..]), middle, select(&LAST[..]), delimiter, any::<bool>())
        .prop_map(|(first, middle, last, delimiter, bounded)| {
            Sketch::new(&format!("{first}{middle}{last}"), delimiter, bounded)
        })
        .prop_filter("a key must not be empty, and be read in one way", |sketch| {
            !sketch.template.parts.is_empty() && fault(sketch.template).is_none()
        })
}

pub(super) fn cases() -> ProptestConfig {
    let cases = std::env::var("DYNAMODEL_PROOF_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases.unwrap_or(4_000)) }
}
