//! Fields of JSON values, which do not keep the types of attributes.

use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;

use serde_json::{Map, Value};

use crate::message::Message;

/// Tells JSON values from other types: its own constants hide those of [`NotJson`].
pub struct Json<T: ?Sized>(PhantomData<T>);

/// Any type that is not a JSON value.
pub trait NotJson {
    /// `true` for a JSON value.
    const IS_JSON: bool = false;
}

impl<T: ?Sized> NotJson for Json<T> {}

impl Json<Value> {
    /// `true`.
    pub const IS_JSON: bool = true;
}

impl Json<Option<Value>> {
    /// `true`.
    pub const IS_JSON: bool = true;
}

impl Json<Vec<Value>> {
    /// `true`.
    pub const IS_JSON: bool = true;
}

impl Json<Map<String, Value>> {
    /// `true`.
    pub const IS_JSON: bool = true;
}

impl<S> Json<HashMap<String, Value, S>> {
    /// `true`.
    pub const IS_JSON: bool = true;
}

impl Json<BTreeMap<String, Value>> {
    /// `true`.
    pub const IS_JSON: bool = true;
}

/// Refuses a field of a JSON value.
#[track_caller]
pub const fn refuse_json(is_json: bool, entity: &str, field: &str, flattened: bool) {
    let lost = "`{}` of `{}` is a JSON value, which keeps no sets and binary values, and not all digits of numbers: ";
    let remedy = if flattened {
        "remove the field, since updates keep attributes that the struct does not have, or give the attributes fields of \
         their own, of the type `dynamodel::AnyValue`"
    } else {
        "write `dynamodel::AnyValue`, or store text by `#[serde(with = \"...\")]`"
    };
    if is_json {
        Message::new(lost, &[field, entity]).add(remedy, &[]).panic();
    }
}
