//! Placeholder specs: `08:desc` of `{n:08:desc}`.

use crate::suggest;

/// The format of a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Spec {
    /// The default of the segment's position.
    Position,
    Plain,
    Number(Number),
    /// A padded number without the shift of signed integers.
    PlainNumber {
        width: usize,
        descending: bool,
    },
    Decimal {
        digits: usize,
        scale: u32,
    },
    Text(Text),
    Time(Time),
    /// As the `Display` of a time writes it.
    Display,
    Date(Day),
}

/// The part of a date that the key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Day {
    Date,
    Month,
    Year,
}

/// A time in whole units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Time {
    pub(crate) unit: Unit,
    /// `true` for `t` and `z`.
    pub(crate) lower: bool,
    /// `true` for `+00:00` instead of `Z`.
    pub(crate) offset: bool,
    /// `true` to refuse a time with a smaller unit instead of truncating it.
    pub(crate) exact: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unit {
    /// All of a time, with as few digits as its fraction needs.
    Short,
    Nanos,
    Micros,
    Millis,
    Seconds,
    Hour,
    /// Seconds as a number.
    Unix(Number),
    /// Milliseconds as a number.
    UnixMillis(Number),
    /// Seconds with a fraction, as other languages print a float; `true` to cut it to microseconds.
    UnixFloat {
        micros: bool,
    },
}

/// A padded number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    pub(crate) width: Option<usize>,
    pub(crate) descending: bool,
}

/// A string.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Text {
    pub(crate) form: Form,
    pub(crate) case: Option<Case>,
    /// `true` if a string in another case is refused.
    pub(crate) exact: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Form {
    Position,
    Escaped,
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Case {
    Lower,
    Upper,
}

impl Spec {
    /// Returns `true` if different values can have the same text.
    pub(crate) fn is_lossy(&self) -> bool {
        match self {
            Self::Text(text) => text.case.is_some() && !text.exact,
            Self::Time(time) => !time.exact && has_unit(time),
            Self::Date(_) => true,
            Self::Position
            | Self::Plain
            | Self::Number(_)
            | Self::PlainNumber { .. }
            | Self::Decimal { .. }
            | Self::Display => false,
        }
    }

    /// Returns `true` if a time with a smaller unit is refused.
    pub(crate) fn is_exact(&self) -> bool {
        matches!(self, Self::Time(Time { exact: true, .. }))
    }

    pub(crate) fn is_any(&self) -> bool {
        matches!(self, Self::Text(Text { form: Form::Any, .. }))
    }
}

/// One part of a spec, in the order that [`combine`] expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    Exact,
    Unix,
    Float,
    Width(usize),
    Desc,
    Escaped,
    Any,
    Case(Case),
    Offset,
    Display,
    Plain,
    Decimal(usize, u32),
    Nanos,
    Micros,
    Millis,
    Seconds,
    Hour,
    Day(Day),
}

impl Word {
    /// Returns `true` for a spec that only a time takes.
    fn is_of_time(self) -> bool {
        matches!(
            self,
            Self::Unix
                | Self::Float
                | Self::Offset
                | Self::Display
                | Self::Nanos
                | Self::Micros
                | Self::Millis
                | Self::Seconds
                | Self::Hour
        )
    }
}

const WORDS: &[(&str, Word)] = &[
    ("plain", Word::Plain),
    ("desc", Word::Desc),
    ("escaped", Word::Escaped),
    ("any", Word::Any),
    ("lower", Word::Case(Case::Lower)),
    ("upper", Word::Case(Case::Upper)),
    ("ns", Word::Nanos),
    ("us", Word::Micros),
    ("ms", Word::Millis),
    ("s", Word::Seconds),
    ("unix", Word::Unix),
    ("float", Word::Float),
    ("hour", Word::Hour),
    ("date", Word::Day(Day::Date)),
    ("month", Word::Day(Day::Month)),
    ("year", Word::Day(Day::Year)),
    ("exact", Word::Exact),
    ("offset", Word::Offset),
    ("display", Word::Display),
];

/// The specs of each kind of value.
pub(crate) const ALL: &str = "a number takes `plain` or `desc`, or a width such as `08` with or without them; a decimal takes a \
                              width such as `10.2`; a string takes `escaped` or `any`, and `lower` or `upper`; a time takes \
                              `year`, `month`, `date`, `hour`, `s`, `ms`, `us`, `ns`, `unix`, `offset` or `display`";

/// The combinations of the specs of a time.
const TIMES: &str = "with a time, `lower` goes with `hour`, `s`, `ms`, `us` or `ns`, and `offset` with all of these but `hour`; \
                     `unix` takes `float` with or without `us`, or `ms`, a width and `desc`; and `exact` goes with a unit that truncates";

const EXACT: &str = "`exact` is for a time with a unit: write `us:exact`, `ms:exact`, `s:exact` or `unix:exact`; for whole \
                     days, use a date type without a spec; and for a string with `lower` or `upper`";

/// The maximum digits of a padded number: those of a number attribute.
const MAX_WIDTH: usize = 38;
/// The maximum digits of a decimal: those that every decimal type holds.
const MAX_DECIMAL: usize = 28;

/// Combines the parts of a spec.
///
/// # Errors
///
/// Returns the reason why the spec is invalid, and the specs that the field `takes`.
pub(crate) fn parse(words: &[String], takes: &str) -> Result<Spec, String> {
    let mut parsed = words.iter().map(|word| parse_word(word, takes)).collect::<Result<Vec<_>, _>>()?;
    parsed.sort_unstable();
    if let Some(twice) = words.iter().enumerate().find(|(position, word)| words[..*position].contains(word)) {
        return Err(format!("`{}` is given twice: remove one", twice.1));
    }
    combine(&parsed).ok_or_else(|| {
        if parsed.contains(&Word::Exact) {
            return EXACT.to_owned();
        }
        let takes = if parsed.iter().any(|word| word.is_of_time()) { TIMES } else { takes };
        format!(
            "{} cannot be combined: {takes}",
            words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" and ")
        )
    })
}

fn combine(words: &[Word]) -> Option<Spec> {
    let text = |form, case| Spec::Text(Text { form, case, exact: false });
    let exact = |form, case| Spec::Text(Text { form, case: Some(case), exact: true });
    Some(match *words {
        [] => Spec::Position,
        [Word::Plain] => Spec::Plain,
        [Word::Decimal(digits, scale)] => Spec::Decimal { digits, scale },
        [Word::Day(day)] => Spec::Date(day),
        [Word::Escaped] => text(Form::Escaped, None),
        [Word::Any] => text(Form::Any, None),
        [Word::Case(case)] => text(Form::Position, Some(case)),
        [Word::Escaped, Word::Case(case)] => text(Form::Escaped, Some(case)),
        [Word::Any, Word::Case(case)] => text(Form::Any, Some(case)),
        [Word::Display] => Spec::Display,
        [Word::Width(width), Word::Plain] => Spec::PlainNumber { width, descending: false },
        [Word::Width(width), Word::Desc, Word::Plain] => Spec::PlainNumber { width, descending: true },
        [Word::Exact, Word::Case(case)] => exact(Form::Position, case),
        [Word::Exact, Word::Escaped, Word::Case(case)] => exact(Form::Escaped, case),
        [Word::Exact, Word::Any, Word::Case(case)] => exact(Form::Any, case),
        [Word::Exact, ref rest @ ..] => Spec::Time(Time { exact: true, ..time(rest).filter(has_unit)? }),
        ref rest => match time(rest) {
            Some(time) => Spec::Time(time),
            None => Spec::Number(number(rest)?),
        },
    })
}

/// A time without `exact`.
fn time(words: &[Word]) -> Option<Time> {
    let (lower, rest) = match words {
        [Word::Case(Case::Lower), rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let (offset, rest) = match rest {
        [Word::Offset, rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let unit = if offset && rest.is_empty() { Unit::Short } else { unit(rest)? };
    (unit != Unit::Hour || !offset).then_some(Time { unit, lower, offset, exact: false })
}

/// Returns `true` if the key may lose a part of the time.
fn has_unit(time: &Time) -> bool {
    !matches!(time.unit, Unit::Short | Unit::Nanos | Unit::UnixFloat { micros: false })
}

fn unit(words: &[Word]) -> Option<Unit> {
    Some(match *words {
        [Word::Nanos] => Unit::Nanos,
        [Word::Micros] => Unit::Micros,
        [Word::Millis] => Unit::Millis,
        [Word::Seconds] => Unit::Seconds,
        [Word::Hour] => Unit::Hour,
        [Word::Unix, Word::Float] => Unit::UnixFloat { micros: false },
        [Word::Unix, Word::Float, Word::Micros] => Unit::UnixFloat { micros: true },
        [Word::Unix, ref rest @ .., Word::Millis] => Unit::UnixMillis(number(rest)?),
        [Word::Unix, ref rest @ ..] => Unit::Unix(number(rest)?),
        _ => return None,
    })
}

fn number(words: &[Word]) -> Option<Number> {
    let (width, descending) = match *words {
        [] => (None, false),
        [Word::Width(width)] => (Some(width), false),
        [Word::Desc] => (None, true),
        [Word::Width(width), Word::Desc] => (Some(width), true),
        _ => return None,
    };
    Some(Number { width, descending })
}

fn parse_word(text: &str, takes: &str) -> Result<Word, String> {
    if let Some((_, word)) = WORDS.iter().find(|(name, _)| *name == text) {
        return Ok(*word);
    }
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        return match text.split_once('.') {
            Some((digits, scale)) => parse_decimal(text, digits, scale),
            None => parse_width(text),
        };
    }
    let names: Vec<&str> = WORDS.iter().map(|(name, _)| *name).collect();
    Err(match suggest::nearest(text, &names) {
        Some(name) => format!("unknown spec `{text}`; did you mean `{name}`? {takes}"),
        None => format!("unknown spec `{text}`; {takes}"),
    })
}

fn parse_width(text: &str) -> Result<Word, String> {
    let width = whole(text).filter(|width| (1..=MAX_WIDTH).contains(width));
    let width =
        width.ok_or_else(|| format!("`{text}` is not a width: write 1 to {MAX_WIDTH} digits, as in `08`"))?;
    if text.starts_with('0') {
        Ok(Word::Width(width))
    } else {
        Err(format!("`{text}` is not a width: write `0{width}`, which pads with zeros as in `format!`"))
    }
}

fn parse_decimal(text: &str, digits: &str, scale: &str) -> Result<Word, String> {
    let digits = whole(digits).filter(|digits| (1..=MAX_DECIMAL).contains(digits));
    let scale = whole(scale);
    let pair = digits.zip(scale).filter(|(digits, scale)| scale <= digits);
    let pair = pair.and_then(|(digits, scale)| Some((digits, u32::try_from(scale).ok()?)));
    let message = || {
        format!(
            "`{text}` is not the width of a decimal: write at most {MAX_DECIMAL} digits, as in `10.2` for 10 digits with \
             2 after the point"
        )
    };
    pair.map(|(digits, scale)| Word::Decimal(digits, scale)).ok_or_else(message)
}

/// Parses a short decimal number without a sign.
fn whole(text: &str) -> Option<usize> {
    let fits = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests;
