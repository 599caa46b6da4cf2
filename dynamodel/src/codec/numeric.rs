//! Numbers with all digits that `DynamoDB` stores.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use crate::codec;
use crate::codec::digits::Digits;
use crate::codec::form::form_module;

/// A number as `DynamoDB` stores it: up to 38 significant digits, from 1e-130 to under 1e126, and 0.
///
/// It keeps its text, so no digit is lost. Numbers are compared by value: `1.50` and `15e-1` are equal. It is stored as a
/// number, so [`add`](crate::op::Update::add) and comparisons work on it.
///
/// ```
/// use dynamodel::{Entity, Number};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[key(pk = "account-{id}", sk = "_root")]
/// struct Account { id: u64, balance: Number }
///
/// let third: Number = "0.33333333333333333333333333333333333333".parse()?;
/// let update = Account::update(7).add(Account::FIELDS.balance, third);
/// let rich = Account::FIELDS.balance.gt(Number::from(1_000_000));
/// # let _ = (update, rich);
/// # Ok::<(), dynamodel::NumberError>(())
/// ```
///
/// A field of another type that holds decimal digits, such as a `Decimal`, is stored as a number by
/// [`#[serde(with = "dynamodel::number")]`](crate::codec::numeric::number).
#[derive(Clone, Debug)]
pub struct Number {
    text: String,
    digits: Digits,
}

/// A text that is not a number, or a number that `DynamoDB` does not store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number that DynamoDB stores: up to 38 digits, between 1e-130 and 1e126")]
pub struct NumberError;

impl Number {
    /// The text of the number as stored or parsed.
    ///
    /// # Examples
    ///
    /// ```
    /// let number: dynamodel::Number = "1.50".parse()?;
    /// assert_eq!(number.as_str(), "1.50");
    /// # Ok::<(), dynamodel::NumberError>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The nearest `f64`.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::Number;
    ///
    /// assert!((Number::from(3).to_f64() - 3.0).abs() < f64::EPSILON);
    /// ```
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        // `f64` parses every number.
        self.text.parse().unwrap_or(f64::NAN)
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let digits = Digits::parse(text).filter(Digits::is_storable).ok_or(NumberError)?;
        Ok(Self { text: text.to_owned(), digits })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl Default for Number {
    fn default() -> Self {
        Self { text: "0".to_owned(), digits: Digits::default() }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.digits == other.digits
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digits.hash(state);
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares by value.
impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.digits.cmp(&other.digits)
    }
}

/// Implements the conversions between [`Number`] and other numbers.
macro_rules! conversions {
    (from $($type:ty)*) => {$(
        impl From<$type> for Number {
            fn from(value: $type) -> Self {
                // Integers of at most 64 bits have at most 20 digits.
                let text = value.to_string();
                let digits = Digits::parse(&text).unwrap_or_default();
                Self { text, digits }
            }
        }
    )*};
    (try_from $($type:ty)*) => {$(
        /// The number, if it has at most 38 digits and is finite.
        impl TryFrom<$type> for Number {
            type Error = NumberError;

            fn try_from(value: $type) -> Result<Self, NumberError> {
                value.to_string().parse()
            }
        }
    )*};
    (into $($type:ty)*) => {$(
        /// The number, if it is an integer of this type.
        impl TryFrom<&Number> for $type {
            type Error = NumberError;

            fn try_from(number: &Number) -> Result<Self, NumberError> {
                number.digits.integer().and_then(|text| text.parse().ok()).ok_or(NumberError)
            }
        }
    )*};
}
conversions!(from i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
conversions!(try_from i128 u128 f32 f64);
conversions!(into i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);
#[cfg(feature = "rust_decimal")]
conversions!(try_from rust_decimal::Decimal);

/// The number, if a `Decimal` holds all of its digits.
#[cfg(feature = "rust_decimal")]
impl TryFrom<&Number> for rust_decimal::Decimal {
    type Error = NumberError;

    fn try_from(number: &Number) -> Result<Self, NumberError> {
        exactly(&number.text).ok_or(NumberError)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(codec::NUMBER, &self.text)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(codec::NUMBER, NumberVisitor)
    }
}

/// Reads a number from its text, or from what serde keeps of it where it buffers values.
struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of up to 38 digits")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Number, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Number, E> {
        Ok(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Number, E> {
        Ok(value.into())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Number, E> {
        value.try_into().map_err(E::custom)
    }
}

/// Parses a number without rounding.
pub(super) fn exactly<T: FromStr + fmt::Display>(number: &str) -> Option<T> {
    let digits = Digits::parse(number).filter(Digits::is_storable)?;
    let value: T = digits.plain().parse().ok()?;
    (Digits::parse(&value.to_string())? == digits).then_some(value)
}

form_module! {
    /// Stores a field as a number by its text: `#[serde(with = "dynamodel::number")] price: Decimal`.
    ///
    /// The field's type parses the text and writes it, such as `Decimal` or `BigDecimal`, or is an `Option` of such a type.
    /// If the type would lose a digit of a stored number, reading fails with an error that names the attribute.
    number = crate::codec::form::Digits, crate::codec::form::SortedNumber;
}
