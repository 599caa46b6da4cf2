//! The stored forms of ids and times.
// Temporary: the library's own forms replace this module.

use jiff::Timestamp;

/// Writes a time as Python's `str(at.timestamp())` does.
pub fn stamp(at: Timestamp) -> String {
    let micros = format!("{:06}", at.subsec_microsecond());
    let fraction = micros.trim_end_matches('0');
    format!("{}.{}", at.as_second(), if fraction.is_empty() { "0" } else { fraction })
}

/// `2020-03-01T00:00:00.000000+0000`.
pub mod utc {
    use jiff::{Timestamp, fmt::strtime};
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de, ser};

    const FORM: &str = "%Y-%m-%dT%H:%M:%S.%6f%z";

    pub fn serialize<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        strtime::format(FORM, *time).map_err(ser::Error::custom)?.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(deserializer)?;
        strtime::parse(FORM, text).and_then(|time| time.to_timestamp()).map_err(de::Error::custom)
    }
}

macro_rules! prefixed {
    ($($name:ident = $prefix:literal;)*) => {$(
        pub mod $name {
            use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de::Error as _};

            pub fn serialize<S: Serializer>(id: &u64, serializer: S) -> Result<S::Ok, S::Error> {
                format!("{}{id}", $prefix).serialize(serializer)
            }

            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
                let text = String::deserialize(deserializer)?;
                let id = text.strip_prefix($prefix).and_then(|id| id.parse().ok());
                id.ok_or_else(|| D::Error::custom(concat!("the id has not the form ", $prefix, "7")))
            }
        }
    )*};
}

prefixed! {
    user = "user-";
    video = "video-";
    channel = "channel-";
}
