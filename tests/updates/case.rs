//! Cases: a line a field, with its values and the way to change it.

use std::fmt::Debug;

use dynamodel::{Entity, Holds, op::Get, op::LoadedUpdate, op::Update};
use proptest::strategy::BoxedStrategy;

/// An entity that obeys the law.
pub(crate) trait Case: Entity + Clone + Debug {
    type Table: Holds<Self>;
    const CHANGES: &'static [Change<Self>];

    fn any() -> BoxedStrategy<Self>;
    fn get(&self) -> Get<Self>;
    fn by_key(&self) -> Update<Self>;
}

/// A change of one field.
pub(crate) struct Change<E> {
    pub(crate) field: &'static str,
    /// The change itself: the field of the second becomes that of the first.
    pub(crate) take: fn(&mut E, &E),
    pub(crate) how: How<E>,
}

type Told<U, E> = fn(U, &E) -> U;

/// `None` where the value cannot be set by key.
type ByKey<E> = fn(Update<E>, &E) -> Option<Update<E>>;

/// The way in which a field becomes that of another value.
pub(crate) enum How<E> {
    /// By moving the item: it is in the primary key.
    Key,
    /// Not by the user.
    Filled,
    /// By `with` alone: it has no path.
    With,
    /// By `set`, of a loaded value and perhaps by key, of some values.
    Set { loaded: Told<LoadedUpdate<E>, E>, by_key: Option<ByKey<E>> },
}

impl<E> How<E> {
    pub(crate) fn is_by_key(&self) -> bool {
        matches!(self, Self::Set { by_key: Some(_), .. })
    }
}

macro_rules! how {
    ($entity:ident $field:ident key) => {
        $crate::case::How::Key
    };
    ($entity:ident $field:ident filled) => {
        $crate::case::How::Filled
    };
    ($entity:ident $field:ident with) => {
        $crate::case::How::With
    };
    ($entity:ident $field:ident loaded) => {
        $crate::case::How::Set {
            loaded: |update, value| update.set($entity::FIELDS.$field, &value.$field),
            by_key: None,
        }
    };
    ($entity:ident $field:ident set) => {
        $crate::case::How::Set {
            loaded: |update, value| update.set($entity::FIELDS.$field, &value.$field),
            by_key: Some(|update, value| Some(update.set($entity::FIELDS.$field, &value.$field))),
        }
    };
    ($entity:ident $field:ident removed) => {
        $crate::case::How::Set {
            loaded: |update, value| update.set($entity::FIELDS.$field, &value.$field),
            by_key: Some(|update, value| {
                value.$field.is_none().then(|| update.remove($entity::FIELDS.$field))
            }),
        }
    };
}

/// A test, named, of an entity in its table: `case!(name: Video in YouTube, |video| (video.video_id), { video_id: key =
/// 1..9, video_title: loaded = text() })`. The arguments are those of `get` and `update`.
macro_rules! case {
    ($test:ident: $entity:ident in $table:ident, |$value:ident| ($($key:expr),*), {
        $($field:ident: $how:ident = $values:expr),* $(,)?
    }) => {
        impl $crate::case::Case for $entity {
            type Table = $table;

            const CHANGES: &'static [$crate::case::Change<Self>] = &[$($crate::case::Change {
                field: stringify!($field),
                take: |to, from| to.$field.clone_from(&from.$field),
                how: how!($entity $field $how),
            }),*];

            fn any() -> proptest::strategy::BoxedStrategy<Self> {
                let fields = ($($values,)*);
                let made = |($($field,)*)| Self { $($field),* };
                proptest::strategy::Strategy::boxed(proptest::strategy::Strategy::prop_map(fields, made))
            }

            fn get(&self) -> dynamodel::op::Get<Self> {
                let $value = self;
                Self::get($($key),*)
            }

            fn by_key(&self) -> dynamodel::op::Update<Self> {
                let $value = self;
                Self::update($($key),*)
            }
        }

        #[test]
        fn $test() {
            $crate::law::holds::<$entity>();
        }
    };
}
