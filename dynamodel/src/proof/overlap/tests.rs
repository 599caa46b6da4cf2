use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::select;

use crate::key::{check_text, escape};
use crate::proof::overlap::automaton::Automaton;
use crate::proof::overlap::automaton::witness::common_text;
use crate::proof::overlap::disjoint::disjoint;
use crate::proof::overlap::language::Language;
use crate::proof::overlap::signature::Signature;
use crate::proof::overlap::suggest::other_word;
use crate::proof::template::fault;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Native;
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Role, Segment, Template};

const NUMBER: Shape = Shape::Run { first: ByteSet::DIGIT, rest: ByteSet::DIGIT };
const SIGNED: Shape = Shape::Run { first: ByteSet::DIGIT.or(ByteSet::from_byte(b'-')), rest: ByteSet::DIGIT };
const PADDED: Shape = Shape::Fixed(&[ByteSet::DIGIT; 3]);
const HEX: Shape = Shape::Fixed(&[ByteSet::HEX; 3]);
const STATUS: Shape = Shape::OneOf(&["open", "closed"]);
const FLAG: Shape = Shape::OneOf(&["a", "ab", "b1"]);

fn segment(shape: Shape) -> Part {
    Part::Segment(Segment {
        field: "field",
        shape,
        lossless: true,
        native: Native::None,
        descending: false,
        shards: None,
        only: &[],
    })
}

/// `user-{n}` with `n` for a number, `s` for a signed one, `p` for three digits, `h` for three
/// hexadecimal ones, `e` for an enum, `c` for a character, `t` for a string, `x` for an escaped one
/// and `a` for any.
pub(crate) fn template(text: &str) -> Template {
    template_with(text, "#")
}

fn template_with(text: &str, delimiter: &'static str) -> Template {
    let mut parts = Vec::new();
    for (at, piece) in text.split(['{', '}']).enumerate() {
        match piece {
            "" if at % 2 == 0 => {}
            literal if at % 2 == 0 => parts.push(Part::Literal(literal.to_owned().leak())),
            "n" => parts.push(segment(NUMBER)),
            "s" => parts.push(segment(SIGNED)),
            "p" => parts.push(segment(PADDED)),
            "h" => parts.push(segment(HEX)),
            "e" => parts.push(segment(STATUS)),
            "f" => parts.push(segment(FLAG)),
            "c" => parts.push(segment(Shape::Char)),
            "t" => parts.push(segment(Shape::Text)),
            "x" => parts.push(segment(Shape::Escaped)),
            "a" => parts.push(segment(Shape::Any)),
            other => panic!("no shape {other}"),
        }
    }
    let text = text.to_owned().leak();
    Template { entity: "Test", text, role: Role::Sort, delimiter, parts: parts.leak(), bounded: false }
}

/// Returns `true` if the templates are proven disjoint, in either order.
fn apart(a: &Template, b: &Template) -> bool {
    let one = disjoint(&Language::new(a), &Language::new(b));
    assert_eq!(one, disjoint(&Language::new(b), &Language::new(a)), "{} and {}", a.text, b.text);
    let quick = Signature::new(a).is_disjoint(&Signature::new(b));
    assert!(one || !quick, "the signatures of {} and {} differ", a.text, b.text);
    one
}

#[test]
fn overlapping_templates() {
    let pairs = [
        ("", ""),
        ("_root", "_root"),
        ("user-{n}", "user-{n}"),
        ("user-{n}", "user-{t}"),
        ("user-{t}", "user-{t}-videos"),
        ("user-{t}-old-videos", "user-{t}-videos"),
        ("user-{n}", "user-{p}"),
        ("user-{n}", "user-{h}"),
        ("{t}", "user"),
        ("{a}", ""),
        ("{a}", "{t}#{t}"),
        ("{x}#1", "#1"),
        ("{x}", "%23"),
        ("{e}", "open"),
        ("{e}#{n}", "{t}#1"),
        ("{c}x", "éx"),
        ("{c}x", "{t}"),
        ("{c}{c}", "€a"),
        ("{f}1", "ab1"),
        ("{f}", "b1"),
        ("{n}x{n}", "{n}x{p}"),
        ("{s}-a", "-1-a"),
        ("{s}-{n}", "-1-{n}"),
        ("{t}#{t}#{t}", "a#{a}"),
        ("{p}{p}", "{n}"),
        ("{p}{n}", "{h}{p}"),
    ];
    for (a, b) in pairs {
        assert!(!apart(&template(a), &template(b)), "{a} and {b}");
    }
}

#[test]
fn an_overlap_has_an_example() {
    let examples = [
        ("user-{t}", "user-{t}-videos", "user-a-videos"),
        ("user-{n}", "user-{p}", "user-111"),
        ("{t}", "{n}", "1"),
        ("{e}", "{t}", "open"),
        ("{c}x", "éx", "éx"),
        ("{a}#{n}", "{t}#{p}", "a#111"),
        ("{x}", "%23", "%23"),
    ];
    for (a, b, expected) in examples {
        let (a, b) = (template(a), template(b));
        for (a, b) in [(&a, &b), (&b, &a)] {
            assert_eq!(example(a, b).as_deref(), Some(expected), "{} and {}", a.text, b.text);
        }
        let written = template(expected);
        assert!(!apart(&written, &a) && !apart(&written, &b), "{expected}");
    }
    assert_eq!(example(&template("user-{n}"), &template("user-{n}-videos")), None);
}

fn example(a: &Template, b: &Template) -> Option<String> {
    let (a, b) = (Language::new(a), Language::new(b));
    let text = common_text(&Automaton::new(&a, 0, 0), &Automaton::new(&b, 0, 0))?;
    Some(text.as_str().to_owned())
}

#[test]
fn disjoint_templates() {
    let pairs = [
        ("", "a"),
        ("", "{n}"),
        ("user-{n}", "video-{n}"),
        ("user-{n}", "user-{n}-videos"),
        ("user-{s}", "user-{s}-videos"),
        ("user-{n}-videos", "user-{n}-channels"),
        ("user-{t}-videos", "user-{t}-channels"),
        ("user-{n}", "user-admin"),
        ("user-{t}", "user-{t}#videos"),
        ("user-{t}", "user-{t}#{t}"),
        ("tenant-{t}#order#{n}", "tenant-{t}#order-line#{n}"),
        ("tenant-{t}#order#{n}", "tenant-{t}#orders#{n}"),
        ("tenant-{e}#a#{n}", "tenant-{e}#b#{n}"),
        ("tenant-{x}#a#{n}", "tenant-{x}#b#{n}"),
        ("tenant-{t}#a{n}", "tenant-{n}#b{n}"),
        ("{p}", "{p}{p}"),
        ("{p}#{t}", "{p}-{t}"),
        ("{n}", "{e}"),
        ("{e}", "opened"),
        ("{e}", "{f}"),
        ("{e}#{n}", "close#{n}"),
        ("{c}", "ab"),
        ("{c}", "{c}{c}"),
        ("{c}x", "éé"),
        ("{t}", ""),
        ("{t}", "#"),
        ("{t}-", "a-b-"),
        ("{x}", "#"),
        ("{f}x", "abb1x"),
        ("x#{n}#kind", "x#{n}#sort"),
        ("#{n}", "{n}"),
        ("{s}", "{n}-{n}"),
    ];
    for (a, b) in pairs {
        assert!(apart(&template(a), &template(b)), "{a} and {b}");
    }
}

#[test]
fn each_template_has_its_own_delimiter() {
    let slash = template_with("{t}/a{a}", "/");
    let hash = template_with("{t}#b{a}", "#");
    assert!(!apart(&slash, &hash));
    assert!(!apart(&template_with("{t}", "::"), &template("a:b")));
    assert!(apart(&template_with("{t}", "::"), &template("")));
}

#[test]
fn a_delimiter_of_hexadecimal_digits_is_in_escapes() {
    assert!(!apart(&template_with("{x}", "4"), &template("%34")));
}

#[test]
fn a_long_template_matches_any_text() {
    let long = "x".repeat(3000);
    let end = |last: &str| template(&format!("{{t}}-{long}{{t}}{last}"));
    assert!(!apart(&end("1{n}"), &end("{e}")));
    let texts: Vec<&'static str> = (0..200).map(|n| &*format!("variant{n}").leak()).collect();
    let many = Template { parts: vec![segment(Shape::OneOf(texts.leak()))].leak(), ..template("") };
    assert!(!apart(&many, &template("variant7")));
}

#[test]
fn a_suggestion_tells_keys_apart() {
    let suggest = |of: &str, name: &str, other: &str| {
        other_word(&template(of), name, &template(other)).map(|made| made.as_str().to_owned())
    };
    let cases = [
        ("user-{n}", "Account", "user-{n}", Some("account-{n}")),
        ("USER#{n}", "ChannelVideo", "USER#{n}", Some("CHANNEL-VIDEO#{n}")),
        ("tenant-{t}#user#{n}", "Account", "tenant-{t}#user#{n}", Some("tenant-{t}#account#{n}")),
        ("{n}", "Account", "{n}", Some("account#{n}")),
        ("#{n}", "by_day", "#{n}", Some("by-day##{n}")),
        ("user-{n}", "User", "user-{t}", None),
        ("user-{t}-videos", "Video", "user-{t}", None),
        ("user-{t}", "Account", "{t}", None),
    ];
    for (of, name, other, made) in cases {
        assert_eq!(suggest(of, name, other).as_deref(), made, "{of} of {name}, not {other}");
    }
}

/// The parts of templates of which many pairs overlap and many do not.
fn templates() -> impl Strategy<Value = Template> {
    const SEGMENTS: [&str; 9] = ["{n}", "{s}", "{p}", "{h}", "{e}", "{f}", "{c}", "{t}", "{x}"];
    const LITERALS: [&str; 11] = ["a", "b", "ab", "#", "##", "-", "a#", "é", "--", "1#", "open"];
    let piece = (select(&SEGMENTS[..]), select(&LITERALS[..]))
        .prop_map(|(segment, literal)| format!("{segment}{literal}"));
    let pieces = proptest::collection::vec(piece, 0..3).prop_map(|pieces| pieces.concat());
    let last = select(&["", "", "{n}", "{p}", "{e}", "{c}", "{t}", "{x}", "{a}"][..]);
    let all = (select(&["", "a", "b", "a-", "#"][..]), pieces, last, select(&["#", "-", "ab"][..]));
    all.prop_map(|(first, middle, last, delimiter)| {
        template_with(&format!("{first}{middle}{last}"), delimiter)
    })
    .prop_filter("its keys can be read in two ways", |template| fault(template).is_none())
}

/// Returns a random text of the segment that is the `at`-th part, if the random bytes are a valid value.
fn text_of(
    shape: &Shape,
    template: &Template,
    at: usize,
    random: &mut impl FnMut(Range<usize>) -> usize,
) -> Option<String> {
    let pieces = ["a", "b", "ab", "#", "-", "1", "é", "%", "open", "--", "c"];
    let mut any =
        |least: usize| -> String { (0..random(least..4)).map(|_| pieces[random(0..pieces.len())]).collect() };
    let literal = template.literal_at(at + 1);
    Some(match shape {
        Shape::Text => any(1),
        Shape::Escaped => escape::escape(&any(0), template.delimiter, literal),
        Shape::Any => any(0),
        Shape::Char => ["a", "é", "#", "€", "\u{10FFFF}", "1"][random(0..6)].to_owned(),
        Shape::OneOf(texts) => texts[random(0..texts.len())].to_owned(),
        Shape::Fixed(sets) => sets.iter().map(|set| byte_of(*set, random)).collect(),
        Shape::Run { first, rest } => {
            let first = byte_of(*first, random);
            let more = random(0..4);
            std::iter::once(first).chain((0..more).map(|_| byte_of(*rest, random))).collect()
        }
    })
    .filter(|text| !matches!(shape, Shape::Text) || check_text(text, template.delimiter, literal).is_ok())
}

fn byte_of(set: ByteSet, random: &mut impl FnMut(Range<usize>) -> usize) -> char {
    let bytes: Vec<u8> = (0..=0x7F).filter(|byte| set.has(*byte)).collect();
    char::from(bytes[random(0..bytes.len())])
}

/// A key of the template, or nothing where the random values do not fit.
fn key_of(template: &Template, random: &mut impl FnMut(Range<usize>) -> usize) -> Option<String> {
    let mut key = String::new();
    for (at, part) in template.parts.iter().enumerate() {
        match part {
            Part::Literal(literal) => key.push_str(literal),
            Part::Segment(segment) => key.push_str(&text_of(&segment.shape, template, at, random)?),
        }
    }
    Some(key)
}

/// Returns `true` if the template matches this key.
fn writes(template: &Template, key: &str) -> bool {
    let Ok(texts) = template.split(key) else { return false };
    let segments = template.parts.iter().enumerate().filter_map(|(at, part)| match part {
        Part::Segment(segment) => Some((at, segment)),
        Part::Literal(_) => None,
    });
    segments.zip(texts).all(|((at, segment), text)| {
        let literal = template.literal_at(at + 1);
        match segment.shape {
            Shape::Text => check_text(text, template.delimiter, literal).is_ok(),
            Shape::Escaped => escape::unescape(text, template.delimiter, literal).is_ok(),
            _ => true,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn no_key_is_in_two_disjoint_templates(a in templates(), b in templates(), seed in any::<u64>()) {
        let proven = apart(&a, &b);
        let mut generator = fastrand::Rng::with_seed(seed);
        let mut random = |range: Range<usize>| generator.usize(range);
        for _ in 0..8 {
            if let Some(key) = key_of(&a, &mut random) {
                prop_assert!(writes(&a, &key), "{} does not read {key}", a.text);
                prop_assert!(!(proven && writes(&b, &key)), "{} and {} write {key}", a.text, b.text);
            }
        }
    }

    #[test]
    fn a_template_is_never_apart_from_itself(a in templates()) {
        prop_assert!(!apart(&a, &a), "{}", a.text);
    }
}
