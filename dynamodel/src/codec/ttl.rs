//! The types of expiry times.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The type of an `#[entity(ttl)]` field: a time, an integer of seconds since 1970, or an `Option` of one, whose `None`
/// never expires. Implement it for a newtype around one of them.
///
/// Whole seconds are stored, so a time is read back without its fraction of a second.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say when an item expires",
    label = "not a time and not a number of seconds",
    note = "a `ttl` field is a time (`Timestamp`, `DateTime<Utc>`, `OffsetDateTime`, `SystemTime`), an integer of seconds since 1970 (`i32`, `i64`, `u32`, `u64`), or an `Option` of one",
    note = "for a newtype around one of these, implement `dynamodel::TtlValue`"
)]
pub trait TtlValue: Sized {
    /// The second since 1970 at which the item expires, rounded down; `None` if it never does.
    fn epoch_seconds(&self) -> Option<i128>;

    /// The value for that second; `None` if the type has none.
    fn from_epoch_seconds(seconds: i128) -> Option<Self>;
}

impl<V: TtlValue> TtlValue for Option<V> {
    fn epoch_seconds(&self) -> Option<i128> {
        self.as_ref().and_then(V::epoch_seconds)
    }

    fn from_epoch_seconds(seconds: i128) -> Option<Self> {
        V::from_epoch_seconds(seconds).map(Some)
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl TtlValue for $type {
            fn epoch_seconds(&self) -> Option<i128> {
                Some((*self).into())
            }

            fn from_epoch_seconds(seconds: i128) -> Option<Self> {
                seconds.try_into().ok()
            }
        }
    )*};
}
integers!(i32, i64, u32, u64);

impl TtlValue for SystemTime {
    fn epoch_seconds(&self) -> Option<i128> {
        Some(crate::clock::epoch_seconds(*self).into())
    }

    fn from_epoch_seconds(seconds: i128) -> Option<Self> {
        let distance = Duration::from_secs(u64::try_from(seconds.unsigned_abs()).ok()?);
        if seconds < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
    }
}

/// The conversions of a `#[entity(ttl)]` field.
#[derive(Debug)]
pub struct Ttl<V> {
    pub(crate) seconds: fn(&V) -> Option<i128>,
    pub(crate) value: fn(i128) -> Option<V>,
}

/// The conversions of a type.
#[must_use]
pub const fn conversions<V: TtlValue>() -> Ttl<V> {
    Ttl { seconds: V::epoch_seconds, value: V::from_epoch_seconds }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_kept_and_fractions_cut_off() {
        for seconds in [0, 1, -1, i64::MAX.into(), i64::MIN.into()] {
            assert_eq!(
                i64::from_epoch_seconds(seconds).and_then(|value| value.epoch_seconds()),
                Some(seconds)
            );
        }
        assert_eq!(u32::from_epoch_seconds(-1), None);
        assert_eq!(u64::MAX.epoch_seconds(), Some(u64::MAX.into()));
        assert_eq!(None::<u32>.epoch_seconds(), None);
        assert_eq!(Option::<u32>::from_epoch_seconds(7), Some(Some(7)));
        let time = UNIX_EPOCH + Duration::from_millis(1_500);
        assert_eq!(time.epoch_seconds(), Some(1));
        assert_eq!(SystemTime::from_epoch_seconds(-2), Some(UNIX_EPOCH - Duration::from_secs(2)));
        assert_eq!(SystemTime::from_epoch_seconds(i128::MAX), None);
    }
}
