//! Stored forms of single values, as other programs write them: modules for `#[serde(with = "...")]`.
//!
//! The [table of forms](crate::guide::types#forms-of-other-programs) lists the modules with the types that they take and the words that
//! write the same text in a key template. [`number`](crate::number), [`string_set`](crate::string_set) and its kin are such modules too,
//! and [`prefixed!`](crate::prefixed) makes more.
//!
//! # Precision
//!
//! A form with whole seconds, milliseconds or microseconds drops the rest of a time, as a
//! [time to live](crate::guide::ttl) does. A key template of the field cannot hold more: write `{at:us}` for a field of
//! [`utc_micros`]. A bound of a range or comparison by order that would lose a part is an error.
//!
//! # Order
//!
//! A field with an ordered form has comparisons by order, and ranges as the last field of a key that is a list of fields.
//!
//! # Errors
//!
//! An attribute in another form is a malformed item ([`is_malformed_item`](crate::Error::is_malformed_item)); the error names
//! entity, key and path, what was found and what was expected, but not the stored value. A time that is written by a text with
//! a year is of the years 0000 to 9999.

use crate::codec::form::form_module;

/// Declares a module with an example.
macro_rules! forms {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident = $form:ty, $facts:ty; $type:literal, $value:literal => $stored:literal
    )*) => {$(
        form_module! {
            $(#[doc = $doc])*
            #[doc = ""]
            #[doc = "# Examples"]
            #[doc = ""]
            #[doc = "```"]
            #[doc = "# use dynamodel::{Entity, Table, aws::types::AttributeValue};"]
            #[doc = "# use serde::{Deserialize, Serialize};"]
            #[doc = "#[derive(Serialize, Deserialize, Entity)]"]
            #[doc = "#[key(pk = \"post-{id}\", sk = \"_root\")]"]
            #[doc = "struct Post {"]
            #[doc = "    id: u64,"]
            #[doc = concat!("    #[serde(with = \"dynamodel::form::", stringify!($name), "\")]")]
            #[doc = concat!("    value: ", $type, ",")]
            #[doc = "}"]
            #[doc = "# #[derive(Table)]"]
            #[doc = "# #[table(name = \"posts\", type_attribute = \"entity_type\")]"]
            #[doc = "# enum Posts { Post(Post) }"]
            #[doc = ""]
            #[doc = concat!("let post = Post { id: 1, value: ", $value, " };")]
            #[doc = concat!("assert_eq!(post.to_item::<Posts>()?[\"value\"], AttributeValue::", $stored, ");")]
            #[doc = "# Ok::<(), Box<dyn std::error::Error>>(())"]
            #[doc = "```"]
            $name = $form, $facts;
        }
    )*};
}

forms! {
    /// Stores a value as the text that its `Display` writes and its `FromStr` reads.
    ///
    /// A stored text that the type would write in another way is refused, but for zeros at the end of a fraction.
    text = crate::codec::form::AsText, crate::codec::form::Unsorted;
    "u64", "5" => "S(\"5\".into())"

    /// Stores a `bool` as the number 0 or 1.
    zero_one = crate::codec::form::ZeroOne, crate::codec::form::Sorted;
    "bool", "true" => "N(\"1\".into())"
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use times::*;

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod times {
    use crate::codec::form::form_module;

    forms! {
        /// Stores a time as a number of whole seconds since 1970. A fraction of a second is dropped.
        epoch_seconds = crate::key::instant::form::Epoch<1>, crate::codec::form::SortedUnits<1_000_000_000>;
        "jiff::Timestamp", "\"2020-02-10T00:00:00Z\".parse()?" => "N(\"1581292800\".into())"

        /// Stores a time as a number of whole milliseconds since 1970. Smaller fractions are dropped.
        epoch_millis = crate::key::instant::form::Epoch<1000>, crate::codec::form::SortedUnits<1_000_000>;
        "jiff::Timestamp", "\"2020-02-10T00:00:00.5Z\".parse()?" => "N(\"1581292800500\".into())"

        /// Stores a time as a number of seconds since 1970, with a fraction if it has one: Python's `Decimal(str(time.timestamp()))`.
        epoch_float = crate::key::instant::form::EpochFloat, crate::codec::form::Sorted;
        "jiff::Timestamp", "\"2020-02-10T00:00:00.5Z\".parse()?" => "N(\"1581292800.5\".into())"

        /// Stores a time as a string of whole seconds since 1970. A fraction of a second is dropped.
        epoch_seconds_text = crate::key::instant::form::EpochText<1>, crate::codec::form::UnsortedUnits<1_000_000_000>;
        "jiff::Timestamp", "\"2020-02-10T00:00:00Z\".parse()?" => "S(\"1581292800\".into())"

        /// Stores a time as a string of whole milliseconds since 1970. Smaller fractions are dropped.
        epoch_millis_text = crate::key::instant::form::EpochText<1000>, crate::codec::form::UnsortedUnits<1_000_000>;
        "jiff::Timestamp", "\"2020-02-10T00:00:00.5Z\".parse()?" => "S(\"1581292800500\".into())"

        /// Stores a time as a string of seconds since 1970 with a fraction of at least one digit, as Python's
        /// `str(time.timestamp())` does.
        epoch_float_text = crate::key::instant::form::EpochFloatText, crate::codec::form::Unsorted;
        "jiff::Timestamp", "\"2020-02-06T00:00:00Z\".parse()?" => "S(\"1580947200.0\".into())"

        /// Stores a time as RFC 3339 in UTC, to the second. A fraction is dropped.
        utc_seconds = crate::key::instant::form::TimeText<crate::key::instant::form::UtcSeconds>, crate::codec::form::SortedUnits<1_000_000_000>;
        "jiff::Timestamp", "\"2024-05-01T00:00:00Z\".parse()?" => "S(\"2024-05-01T00:00:00Z\".into())"

        /// Stores a time as RFC 3339 in UTC with milliseconds, as JavaScript's `toISOString` does. Smaller fractions are dropped.
        utc_millis = crate::key::instant::form::TimeText<crate::key::instant::form::UtcMillis>, crate::codec::form::SortedUnits<1_000_000>;
        "jiff::Timestamp", "\"2024-05-01T00:00:00Z\".parse()?" => "S(\"2024-05-01T00:00:00.000Z\".into())"

        /// Stores a time as RFC 3339 in UTC with microseconds. Smaller fractions are dropped.
        utc_micros = crate::key::instant::form::TimeText<crate::key::instant::form::UtcMicros>, crate::codec::form::SortedUnits<1_000>;
        "jiff::Timestamp", "\"2024-05-01T00:00:00Z\".parse()?" => "S(\"2024-05-01T00:00:00.000000Z\".into())"

        /// Stores a time as RFC 3339 with `+00:00`, to the second. A fraction is dropped.
        offset_seconds = crate::key::instant::form::TimeText<crate::key::instant::form::OffsetSeconds>, crate::codec::form::SortedUnits<1_000_000_000>;
        "jiff::Timestamp", "\"2024-05-01T00:00:00Z\".parse()?" => "S(\"2024-05-01T00:00:00+00:00\".into())"

        /// Stores a time as RFC 3339 with milliseconds and `+00:00`. Smaller fractions are dropped.
        offset_millis = crate::key::instant::form::TimeText<crate::key::instant::form::OffsetMillis>, crate::codec::form::SortedUnits<1_000_000>;
        "jiff::Timestamp", "\"2024-05-01T00:00:00Z\".parse()?" => "S(\"2024-05-01T00:00:00.000+00:00\".into())"

        /// Stores a time as RFC 3339 with microseconds and `+00:00`. Smaller fractions are dropped.
        offset_micros = crate::key::instant::form::TimeText<crate::key::instant::form::OffsetMicros>, crate::codec::form::SortedUnits<1_000>;
        "jiff::Timestamp", "\"2024-05-01T00:00:00Z\".parse()?" => "S(\"2024-05-01T00:00:00.000000+00:00\".into())"

        /// Stores a time as ISO 8601 with microseconds and `+0000`, as `PynamoDB`'s `UTCDateTimeAttribute` does. Smaller fractions
        /// are dropped.
        basic_offset_micros = crate::key::instant::form::TimeText<crate::key::instant::form::BasicOffsetMicros>, crate::codec::form::SortedUnits<1_000>;
        "jiff::Timestamp", "\"2024-05-01T00:00:00Z\".parse()?" => "S(\"2024-05-01T00:00:00.000000+0000\".into())"

        /// Stores a time as Python's `datetime.isoformat` writes one in UTC: with `+00:00`, and with six digits after the second
        /// unless they are zero. Smaller fractions are dropped.
        isoformat = crate::key::instant::form::TimeText<crate::key::instant::form::IsoFormat>, crate::codec::form::SortedUnits<1_000>;
        "jiff::Timestamp", "\"2024-05-01T00:00:00Z\".parse()?" => "S(\"2024-05-01T00:00:00+00:00\".into())"
    }
}

/// Declares a module for `#[serde(with = "...")]` that stores a value as text behind a prefix: `"video-5"` for 5.
///
/// The type of the field parses the text behind the prefix and writes it, such as an integer, `String` or `Uuid`, or is an
/// `Option` of such a type. A stored text without the prefix is an error, and so is one that the type would write in another way,
/// such as `video-05` for a `u64`.
///
/// Values in items, updates, conditions, filters and keys that are lists of fields have the prefix. A key template has
/// its own text: `pk = "video-{video_id}"`.
///
/// # Examples
///
/// ```
/// # use dynamodel::{Entity, Table, aws::types::AttributeValue};
/// # use serde::{Deserialize, Serialize};
/// dynamodel::prefixed!(video_id, "video-");
/// dynamodel::prefixed!(user_id, "user-");
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[key(pk = "video-{video_id}", sk = "_root")]
/// struct Video {
///     #[serde(with = "video_id")]
///     video_id: u64,
///     #[serde(with = "user_id")]
///     creator: Option<u64>,
/// }
/// # #[derive(Table)]
/// # #[table(name = "videos", type_attribute = "entity_type")]
/// # enum Videos { Video(Video) }
///
/// let item = Video { video_id: 5, creator: Some(3) }.to_item::<Videos>()?;
/// assert_eq!(item["pk"], AttributeValue::S("video-5".into()));
/// assert_eq!(item["video_id"], AttributeValue::S("video-5".into()));
/// assert_eq!(item["creator"], AttributeValue::S("user-3".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! prefixed {
    ($(#[$meta:meta])* $vis:vis $name:ident, $prefix:literal $(,)?) => {
        $(#[$meta])*
        #[allow(dead_code, unreachable_pub, reason = "a field may be only read or only written")]
        $vis mod $name {
            #[doc(hidden)]
            pub use $crate::__private::forms::SortedAsText as __DynamodelForm;

            #[doc(hidden)]
            #[derive(Clone, Copy, Debug)]
            pub struct Prefix;

            impl $crate::__private::forms::Prefix for Prefix {
                const PREFIX: &'static ::core::primitive::str = $prefix;
                const NAME: &'static ::core::primitive::str =
                    concat!("a string of `", $prefix, "` and a value as the field's type writes it");
            }

            type Form = $crate::__private::forms::Prefixed<Prefix>;

            /// Writes a value behind the prefix.
            ///
            /// # Errors
            ///
            /// The serializer failed.
            pub fn serialize<How, V, S>(value: &V, serializer: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                V: $crate::__private::forms::InForm<Form, How>,
                S: $crate::__private::forms::Serializer,
            {
                $crate::__private::forms::serialize::<Form, How, V, S>(value, serializer)
            }

            /// Reads a value behind the prefix.
            ///
            /// # Errors
            ///
            /// The attribute has another form.
            pub fn deserialize<'de, How, V, D>(deserializer: D) -> ::core::result::Result<V, D::Error>
            where
                V: $crate::__private::forms::InForm<Form, How>,
                D: $crate::__private::forms::Deserializer<'de>,
            {
                $crate::__private::forms::deserialize::<Form, How, V, D>(deserializer)
            }
        }
    };
}
