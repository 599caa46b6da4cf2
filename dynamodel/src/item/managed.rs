//! Managed fields: the version and the times of writes.

use std::time::{SystemTime, UNIX_EPOCH};

/// The time and kind of a write that is about to happen.
#[derive(Clone, Copy, Debug)]
pub struct PendingWrite {
    now: SystemTime,
    effect: Effect,
    /// Keep the time of the last write.
    keeps_updated_at: bool,
}

/// The effect of a write on its item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Create,
    Replace,
    Change,
}

impl PendingWrite {
    /// The first write of an item.
    pub(crate) fn creating(now: SystemTime) -> Self {
        Self { now, effect: Effect::Create, keeps_updated_at: false }
    }

    /// A write of a whole item, which may exist.
    pub(crate) fn replacing(now: SystemTime) -> Self {
        Self { now, effect: Effect::Replace, keeps_updated_at: false }
    }

    /// A change of an existing item.
    pub(crate) fn changing(now: SystemTime) -> Self {
        Self { now, effect: Effect::Change, keeps_updated_at: false }
    }

    /// Keeps the time of the last write if `keep`.
    pub(crate) fn keeping_updated_at(self, keep: bool) -> Self {
        Self { keeps_updated_at: keep, ..self }
    }

    /// Increments the version. The first is 1.
    pub fn version<V: Version>(&self, field: &mut V) {
        *field = if self.effect == Effect::Create { V::FIRST } else { field.next() };
    }

    /// Sets the time of the first write, unless it is set.
    pub fn created_at<V: WriteTime>(&self, field: &mut V) {
        if self.effect != Effect::Change && field.is_unset() {
            self.fill(field);
        }
    }

    /// Sets the time of this write, unless the write keeps the last one.
    pub fn updated_at<V: WriteTime>(&self, field: &mut V) {
        if !self.keeps_updated_at {
            self.fill(field);
        }
    }

    fn fill<V: WriteTime>(&self, field: &mut V) {
        if let Some(now) = V::from_system(self.now) {
            *field = now;
        }
    }
}

/// The type of an `#[entity(version)]` field: `u32` or `u64`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot count the versions of an item",
    label = "not a `u32` or `u64`",
    note = "the version is a number that each write raises: `version: u64`"
)]
pub trait Version: Copy + Into<u64> {
    /// The version of an item that was written once. A value that was never written has version 0.
    #[doc(hidden)]
    const FIRST: Self;

    #[doc(hidden)]
    #[must_use]
    fn next(self) -> Self;
}

impl Version for u32 {
    const FIRST: Self = 1;

    fn next(self) -> Self {
        self.saturating_add(1)
    }
}

impl Version for u64 {
    const FIRST: Self = 1;

    fn next(self) -> Self {
        self.saturating_add(1)
    }
}

/// The type of an `#[entity(created_at)]` or `#[entity(updated_at)]` field: a time of `jiff`, `chrono` or `time` (by
/// feature), `SystemTime`, or an `Option` of one. Implement it for a newtype around one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a time that the library can fill in",
    label = "not a time",
    note = "a `created_at` or `updated_at` field is a `Timestamp`, `DateTime<Utc>`, `OffsetDateTime` or `SystemTime`, or an `Option` of one",
    note = "for a newtype around one of these, implement `dynamodel::WriteTime`"
)]
pub trait WriteTime: Sized {
    /// Converts a time; `None` if the type cannot represent it.
    fn from_system(time: SystemTime) -> Option<Self>;

    /// Returns `true` if no time is set: `None`, or 1970-01-01.
    fn is_unset(&self) -> bool;

    /// Returns the value of a field that no write has set: `None`, or 1970-01-01.
    #[must_use]
    fn unset() -> Self;
}

impl<V: WriteTime> WriteTime for Option<V> {
    fn from_system(time: SystemTime) -> Option<Self> {
        V::from_system(time).map(Some)
    }

    fn is_unset(&self) -> bool {
        self.as_ref().is_none_or(V::is_unset)
    }

    fn unset() -> Self {
        None
    }
}

impl WriteTime for SystemTime {
    fn from_system(time: SystemTime) -> Option<Self> {
        Some(time)
    }

    fn is_unset(&self) -> bool {
        *self == UNIX_EPOCH
    }

    fn unset() -> Self {
        UNIX_EPOCH
    }
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
#[diagnostic::do_not_recommend]
impl<T: crate::key::instant::Instant> WriteTime for T {
    fn from_system(time: SystemTime) -> Option<Self> {
        let (seconds, nanosecond) = crate::clock::since_epoch(time);
        Self::from_unix(seconds, nanosecond)
    }

    fn is_unset(&self) -> bool {
        *self == Self::EPOCH
    }

    fn unset() -> Self {
        Self::EPOCH
    }
}
