//! A cover holds every key of every pattern, and nothing smaller does.

use proptest::prelude::*;
use proptest::sample::select;

use super::{Cover, SortCondition, StoredRange};
use crate::key::KeyWriter;
use crate::key::spec::{Plain, Sort, SortLast};
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::template::{Part, Role, Template};

const fn template(text: &'static str, parts: &'static [Part]) -> Template {
    Template { entity: "Test", text, role: Role::Sort, delimiter: "#", parts, bounded: false }
}

/// A pattern, how its next segment is written, and how many of its segments are given.
struct Pattern {
    template: &'static Template,
    given: usize,
    value: fn(KeyWriter, u8, &str) -> KeyWriter,
}

type S = SortLast;

const PATTERNS: &[Pattern] = &[
    Pattern { template: &template("a", &[Part::Literal("a")]), given: 0, value: |writer, _, _| writer },
    Pattern { template: &template("ab", &[Part::Literal("ab")]), given: 0, value: |writer, _, _| writer },
    Pattern {
        template: &template("a#{n}", &[Part::Literal("a#"), Part::segment::<u8, S>("n")]),
        given: 0,
        value: |writer, n, _| writer.segment::<u8, S>(n),
    },
    Pattern {
        template: &template("b#{n}", &[Part::Literal("b#"), Part::segment::<u8, S>("n")]),
        given: 1,
        value: |writer, _, _| writer,
    },
    Pattern {
        template: &template(
            "b#{n}#{t}",
            &[
                Part::Literal("b#"),
                Part::segment::<u8, Sort>("n"),
                Part::Literal("#"),
                Part::segment::<String, S>("t"),
            ],
        ),
        given: 1,
        value: |writer, _, text| writer.segment::<String, S>(text),
    },
    Pattern {
        template: &template("a{t}", &[Part::Literal("a"), Part::segment::<String, S>("t")]),
        given: 0,
        value: |writer, _, text| writer.segment::<String, S>(text),
    },
    Pattern {
        template: &template("\u{10FFFF}{t}", &[Part::Literal("\u{10FFFF}"), Part::segment::<String, S>("t")]),
        given: 0,
        value: |writer, _, text| writer.segment::<String, S>(text),
    },
    Pattern {
        template: &template("{n:plain}", &[Part::segment::<u8, Plain>("n")]),
        given: 0,
        value: |writer, n, _| writer.segment::<u8, Plain>(n),
    },
];

/// The segments that all patterns share.
const GIVEN: u8 = 7;

impl Pattern {
    fn start(&self) -> KeyWriter {
        let writer = KeyWriter::new(self.template);
        if self.given == 0 { writer } else { writer.segment::<u8, Sort>(GIVEN) }
    }

    fn key(&self, number: u8, text: &str) -> Option<String> {
        (self.value)(self.start(), number, text).finish().ok().map(|key| key.text)
    }
}

fn admits(condition: &SortCondition, key: &str) -> bool {
    match condition {
        SortCondition::All => true,
        SortCondition::Nothing => false,
        SortCondition::Equal(only) => key == only.text,
        SortCondition::BeginsWith(prefix) => key.starts_with(prefix),
        SortCondition::AtLeast(least) => *key >= *least.text,
        SortCondition::AtMost(most) => *key <= *most.text,
        SortCondition::Beyond(least) => *key > *least.text,
        SortCondition::Below(most) => *key < *most.text,
        SortCondition::Between(least, most) => *least.text <= *key && *key <= *most.text,
    }
}

fn cover(patterns: &[usize]) -> Cover {
    let attribute = KeyAttribute { name: "sk", kind: KeyKind::String };
    let sorts = patterns.iter().map(|at| StoredRange::Prefix(PATTERNS[*at].start())).collect();
    Cover::of(sorts, Some(&attribute)).unwrap()
}

fn chosen() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..PATTERNS.len(), 1..5)
}

fn text() -> impl Strategy<Value = String> {
    let awkward = select(&["a", "b", "!", "~", "\u{10FFFF}", "é", "\0"][..]).prop_map(str::to_owned);
    prop_oneof![awkward, any::<String>()]
}

proptest! {
    #[test]
    fn every_key_is_covered(patterns in chosen(), number: u8, text in text()) {
        let cover = cover(&patterns);
        for (at, pattern) in patterns.iter().enumerate() {
            let Some(key) = PATTERNS[*pattern].key(number, &text) else { continue };
            prop_assert!(admits(&cover.condition, &key), "{cover:?} {key:?}");
            prop_assert!(admits(&cover.each[at].condition, &key), "{cover:?} {key:?}");
            prop_assert!(cover.beyond.iter().all(|beyond| beyond.text != key), "{cover:?} {key:?}");
        }
    }

    /// A key in the cover but in no pattern's own range lies between two patterns.
    #[test]
    fn nothing_outside_is_covered(patterns in chosen(), other in text(), number: u8, text in text()) {
        let cover = cover(&patterns);
        let keys = patterns.iter().filter_map(|pattern| PATTERNS[*pattern].key(number, &text));
        let candidates = keys.flat_map(|key| [format!("{key}{other}"), key]).chain([other.clone()]);
        for key in candidates.filter(|key| admits(&cover.condition, key)) {
            let own = cover.each.iter().any(|each| admits(&each.condition, &key));
            let beyond = cover.beyond.iter().any(|beyond| beyond.text == key);
            let before = cover.each.iter().any(|each| starts_before(&each.condition, &key));
            let behind = cover.each.iter().any(|each| starts_behind(&each.condition, &key));
            prop_assert!(own || beyond || (before && behind), "{cover:?} {key:?}");
        }
    }
}

fn least(condition: &SortCondition) -> Option<&str> {
    match condition {
        SortCondition::Equal(key) => Some(&key.text),
        SortCondition::BeginsWith(prefix) => Some(prefix),
        _ => None,
    }
}

fn starts_before(condition: &SortCondition, key: &str) -> bool {
    least(condition).is_none_or(|least| least < key)
}

fn starts_behind(condition: &SortCondition, key: &str) -> bool {
    least(condition).is_none_or(|least| least > key)
}

#[test]
fn one_condition_is_enough() {
    let shown = |patterns: &[usize]| match cover(patterns).condition {
        SortCondition::All => "all".to_owned(),
        SortCondition::Equal(key) => format!("= {}", key.text),
        SortCondition::BeginsWith(prefix) => format!("{prefix}*"),
        SortCondition::Between(least, most) => format!("{} to {}", least.text, most.text),
        SortCondition::AtLeast(least) => format!("{} on", least.text),
        other => format!("{other:?}"),
    };
    assert_eq!(shown(&[0]), "= a");
    assert_eq!(shown(&[2]), "a#*");
    assert_eq!(shown(&[0, 1]), "a to ab");
    assert_eq!(shown(&[2, 5, 1]), "a*");
    assert_eq!(shown(&[2, 3]), "a# to b#007");
    assert_eq!(shown(&[3, 2]), "a# to b#007");
    assert_eq!(shown(&[0, 2]), "a to a#:");
    assert_eq!(shown(&[3, 4]), "b#007 to b#007$");
    assert_eq!(shown(&[0, 6]), "a on");
    assert_eq!(shown(&[0, 7]), "all");
}
