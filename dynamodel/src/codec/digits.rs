//! Decimal numbers as `DynamoDB` stores them: 38 significant digits and an exponent.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Neg;

/// The maximum number of significant digits, and the range of exponents.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
const MAX_DIGITS: usize = 38;
const EXPONENTS: std::ops::RangeInclusive<i128> = -130..=125;

/// Returns `true` if the text is a decimal number, of any size.
pub(crate) fn is_number(text: &str) -> bool {
    Digits::parse(text).is_some()
}

/// Returns `true` if `DynamoDB` stores this number.
pub(crate) fn is_storable(number: &str) -> bool {
    is_short(number) || Digits::parse(number).is_some_and(|digits| digits.is_storable())
}

/// Returns `true` for a number without an exponent and with few digits, which need not be parsed.
fn is_short(number: &str) -> bool {
    let magnitude = number.strip_prefix('-').unwrap_or(number);
    let (mut digits, mut points) = (0, 0);
    for byte in magnitude.bytes() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'.' => points += 1,
            _ => return false,
        }
    }
    (1..=MAX_DIGITS).contains(&digits) && points <= 1
}

/// The canonical text of a number: `15e-1` for `1.50`, `15e-1` and `1.5`.
pub(crate) fn normal(number: &str) -> String {
    Digits::parse(number).map_or_else(|| number.to_owned(), |digits| digits.to_string())
}

/// Significant digits times a power of ten. Equal numbers have equal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Digits {
    negative: bool,
    /// Without zeros at either end; empty for zero.
    significant: String,
    exponent: i128,
}

impl Digits {
    /// Parses a number.
    pub(crate) fn parse(number: &str) -> Option<Self> {
        let (negative, magnitude) = match number.strip_prefix('-') {
            Some(magnitude) => (true, magnitude),
            None => (false, number.strip_prefix('+').unwrap_or(number)),
        };
        let (mantissa, power) = magnitude.split_once(['e', 'E']).unwrap_or((magnitude, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let significant = format!("{whole}{fraction}");
        if significant.is_empty() || !significant.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // `parse` accepts one plus sign of an exponent.
        let exponent = i128::from(power.parse::<i64>().ok()?) - fraction.len() as i128;
        Some(Self { negative, significant, exponent }.normalized())
    }

    fn normalized(self) -> Self {
        let without_end = self.significant.trim_end_matches('0');
        let trailing = self.significant.len() - without_end.len();
        let significant = without_end.trim_start_matches('0').to_owned();
        if significant.is_empty() {
            return Self::default();
        }
        Self { exponent: self.exponent + trailing as i128, significant, ..self }
    }

    /// The power of ten of the digit before the first.
    fn power(&self) -> i128 {
        self.exponent + self.significant.len() as i128
    }

    /// Returns `true` if `DynamoDB` stores it.
    pub(crate) fn is_storable(&self) -> bool {
        self.significant.is_empty()
            || self.significant.len() <= MAX_DIGITS && EXPONENTS.contains(&(self.power() - 1))
    }

    /// All digits without an exponent, if the number is an integer of at most 39 digits, as 128 bits have.
    pub(crate) fn integer(&self) -> Option<String> {
        (self.exponent >= 0 && self.power() <= 39).then(|| self.plain())
    }

    /// The greatest integer that is not greater, and whether the number is greater than it. `None` if it does not fit.
    pub(crate) fn floor(&self) -> Option<(i128, bool)> {
        if self.exponent >= 0 {
            return Some((self.integer()?.parse().ok()?, false));
        }
        let whole_digits = usize::try_from(self.power()).unwrap_or_default();
        let whole: i128 = match self.significant.get(..whole_digits)? {
            "" => 0,
            digits => digits.parse().ok()?,
        };
        Some((if self.negative { -whole - 1 } else { whole }, true))
    }

    /// The number as an integer, and how many of its digits are after the point.
    pub(crate) fn mantissa_and_scale(&self) -> Option<(u128, usize)> {
        let whole = Self { exponent: self.exponent.max(0), negative: false, ..self.clone() };
        Some((whole.integer()?.parse().ok()?, usize::try_from(-self.exponent.min(0)).ok()?))
    }

    /// The number without an exponent. Its length grows with the power of ten.
    pub(crate) fn plain(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let length = |length: i128| usize::try_from(length).unwrap_or_default();
        let digits = &self.significant;
        match self.power() {
            _ if digits.is_empty() => "0".to_owned(),
            _ if self.exponent >= 0 => format!("{sign}{digits}{}", "0".repeat(length(self.exponent))),
            power if power <= 0 => format!("{sign}0.{}{digits}", "0".repeat(length(-power))),
            power => {
                let (whole, fraction) = digits.split_at(length(power));
                format!("{sign}{whole}.{fraction}")
            }
        }
    }

    /// The exact sum of two numbers that `DynamoDB` stores.
    pub(crate) fn plus(&self, other: &Self) -> Option<Self> {
        if !self.is_storable() || !other.is_storable() {
            return None;
        }
        let exponent = self.exponent.min(other.exponent);
        let width = usize::try_from(self.power().max(other.power()) - exponent + 1).ok()?;
        let one = self.aligned(exponent, width);
        let two = other.aligned(exponent, width);
        let negative = if one >= two { self.negative } else { other.negative };
        let significant = if self.negative == other.negative {
            added(&one, &two)
        } else if one >= two {
            subtracted(&one, &two)
        } else {
            subtracted(&two, &one)
        };
        Some(Self { negative, significant, exponent }.normalized())
    }

    /// The digits with zeros down to this power of ten, and before them up to this width.
    fn aligned(&self, exponent: i128, width: usize) -> String {
        let zeros = usize::try_from(self.exponent - exponent).unwrap_or_default();
        let digits = format!("{}{}", self.significant, "0".repeat(zeros));
        format!("{digits:0>width$}")
    }
}

fn added(one: &str, two: &str) -> String {
    let mut carry = 0;
    written(one, two, |one, two| {
        let sum = one + two + carry;
        carry = sum / 10;
        sum % 10
    })
}

/// `one` is the greater.
fn subtracted(one: &str, two: &str) -> String {
    let mut borrow = 0;
    written(one, two, |one, two| {
        let difference = 10 + one - two - borrow;
        borrow = u8::from(difference < 10);
        difference % 10
    })
}

/// Each digit of the result from those of two numbers of one length, the last digit first.
fn written(one: &str, two: &str, mut digit: impl FnMut(u8, u8) -> u8) -> String {
    let pairs = one.bytes().zip(two.bytes()).rev();
    let digits: Vec<char> =
        pairs.map(|(one, two)| char::from(b'0' + digit(one - b'0', two - b'0'))).collect();
    digits.into_iter().rev().collect()
}

impl Neg for Digits {
    type Output = Self;

    fn neg(self) -> Self {
        Self { negative: !self.negative, ..self }.normalized()
    }
}

impl PartialOrd for Digits {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares by value.
impl Ord for Digits {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.significant.is_empty(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let magnitude = || (self.power(), &self.significant).cmp(&(other.power(), &other.significant));
        sign(self)
            .cmp(&sign(other))
            .then_with(|| if self.negative { magnitude().reverse() } else { magnitude() })
    }
}

/// The digits and the exponent.
impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        match self.significant.as_str() {
            "" => f.write_str("0"),
            digits => write!(f, "{sign}{digits}e{}", self.exponent),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn floor_is_the_greatest_integer_below() {
        let cases = [
            ("12.5", (12, true)),
            ("-12.5", (-13, true)),
            ("0.001", (0, true)),
            ("-0.1", (-1, true)),
            ("125e-1", (12, true)),
            ("12.0", (12, false)),
            ("12e2", (1200, false)),
            ("-7", (-7, false)),
            ("0", (0, false)),
        ];
        for (number, floor) in cases {
            assert_eq!(Digits::parse(number).unwrap().floor(), Some(floor), "{number}");
        }
        assert_eq!(Digits::parse("1e60").unwrap().floor(), None);
    }

    #[test]
    fn numbers_are_compared_by_value() {
        for (one, other) in
            [("1.50", "15e-1"), ("0", "-0.00"), ("100", "1E+2"), ("007", "7"), ("0.10", "1e-1")]
        {
            assert_eq!(normal(one), normal(other));
        }
        for (one, other) in [("1", "-1"), ("1", "10"), ("1.5", "15"), ("12", "1.2")] {
            assert_ne!(normal(one), normal(other));
        }
    }

    #[test]
    fn a_number_has_38_digits_and_no_more() {
        let longest = "9".repeat(38);
        for number in [&longest, &format!("-0.{longest}"), &format!("{longest}000"), "0", "1e125", "1E-130"] {
            assert!(is_storable(number), "{number}");
        }
        for number in
            [&format!("{longest}9"), "1e126", "1e-131", "NaN", "inf", "-inf", "", "1e", "0x1", "--1", "1e+-2"]
        {
            assert!(!is_storable(number), "{number}");
        }
    }

    #[test]
    fn plain_numbers_have_no_exponent() {
        for (number, plain) in
            [("1E+2", "100"), ("-15e-1", "-1.5"), ("5e-3", "0.005"), ("0e9", "0"), ("12.30", "12.3")]
        {
            assert_eq!(Digits::parse(number).map(|digits| digits.plain()).as_deref(), Some(plain));
        }
        assert_eq!(Digits::parse("1e99").and_then(|digits| digits.integer()), None);
    }

    proptest! {
        #[test]
        fn sums_are_exact(one in -(1_i128 << 120)..1 << 120, two in -(1_i128 << 120)..1 << 120, scale in 0..20_i128) {
            let number = |value: i128| Digits::parse(&format!("{value}e-{scale}"));
            let (one_digits, two_digits) = (number(one).unwrap(), number(two).unwrap());
            prop_assert_eq!(one_digits.plus(&two_digits), number(one + two));
            prop_assert_eq!(one_digits.cmp(&two_digits), one.cmp(&two));
        }
    }
}
