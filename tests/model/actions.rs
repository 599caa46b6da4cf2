//! Short forms of actions.

/// `set!(Video title: loaded)` or `set!(Clip views: by_key)`; `as "name"; loaded` where the attribute has another name.
macro_rules! set {
    ($kind:ident $field:ident: $how:ident) => {
        set!($kind $field as stringify!($field); $how)
    };
    ($kind:ident $field:ident as $name:expr; loaded) => {
        $crate::kind::Action {
            name: concat!("set ", stringify!($field)),
            field: $name,
            effect: $crate::kind::Effect::Set,
            alter: |to, from| to.$field.clone_from(&from.$field),
            loaded: |update, from| update.set(<$kind>::FIELDS.$field, &from.$field),
            by_key: None,
        }
    };
    ($kind:ident $field:ident as $name:expr; by_key) => {
        $crate::kind::Action {
            by_key: Some(|update, from| update.set(<$kind>::FIELDS.$field, &from.$field)),
            ..set!($kind $field as $name; loaded)
        }
    };
}

/// Any other action, by key too: `action!("add 3", "count", Effect::Add(3), |to| to.count += 3, |update| update.add(..))`.
macro_rules! action {
    ($name:literal, $field:literal, $effect:expr, |$to:ident, $from:pat_param| $alter:expr,
     |$update:ident, $value:pat_param| $by:expr) => {
        $crate::kind::Action {
            by_key: Some(|$update, $value| $by),
            ..action!($name, $field, $effect, |$to, $from| $alter, loaded | $update, $value | $by)
        }
    };
    ($name:literal, $field:literal, $effect:expr, |$to:ident, $from:pat_param| $alter:expr,
     loaded |$update:ident, $value:pat_param| $by:expr) => {
        $crate::kind::Action {
            name: $name,
            field: $field,
            effect: $effect,
            alter: |$to, $from| $alter,
            loaded: |$update, $value| $by,
            by_key: None,
        }
    };
}

pub(crate) use {action, set};
