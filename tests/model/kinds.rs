//! The entities as the model knows them.

mod clip;
mod parcel;
mod place;
mod task;
mod user;
mod video;

use std::collections::HashSet;

use aws_sdk_dynamodb::types::AttributeValue;
use fastrand::Rng;

use crate::kind::Refused;
use crate::record::{Field, Form, Missing, Raw, Record, n, s, sorted, strings, text};
use crate::zoo::{Info, State};

pub(crate) use clip::Card;
pub(crate) use parcel::Label;

const fn field(name: &'static str, form: Form) -> Field {
    Field { name, alias: None, form, missing: Missing::Malformed, in_key: None }
}

const fn optional(name: &'static str, form: Form) -> Field {
    Field { name, alias: None, form, missing: Missing::None, in_key: None }
}

const fn defaulted(name: &'static str, form: Form, default: fn() -> AttributeValue) -> Field {
    Field { name, alias: None, form, missing: Missing::Default(default), in_key: None }
}

/// A field that an item has only in a key.
const fn in_key(name: &'static str, form: Form, read: fn(&Raw) -> Option<AttributeValue>) -> Field {
    Field { name, alias: None, form, missing: Missing::Malformed, in_key: Some(read) }
}

const STATE: Form = Form::Choice(&["Draft", "Live"], &[("live", "Live")]);
const INFO: Form = Form::Document(&[
    defaulted("hits", Form::Number, || n(0)),
    optional("remark", Form::Text),
    defaulted("words", Form::Set, none),
]);

fn none() -> AttributeValue {
    strings([])
}

fn empty() -> AttributeValue {
    s("")
}

fn of_state(state: State) -> AttributeValue {
    s(format!("{state:?}"))
}

fn of_info(info: &Info) -> AttributeValue {
    let members = [("hits", Some(n(info.hits))), ("words", Some(sorted(&info.words)))];
    let members = members.into_iter().chain([("remark", info.remark.as_ref().map(s))]);
    let members = members.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    AttributeValue::M(members.collect())
}

fn is_live(record: &Record) -> bool {
    text(record, "state") == Some("Live")
}

/// A string in a plain segment.
fn plain(text: &str) -> Result<&str, Refused> {
    if text.is_empty() || text.contains('#') { Err(Refused) } else { Ok(text) }
}

fn one_of<T: Clone>(rng: &mut Rng, values: &[T]) -> T {
    values[rng.usize(..values.len())].clone()
}

fn id(rng: &mut Rng) -> u64 {
    one_of(rng, &[0, 1, 2, u64::MAX])
}

/// A string for a plain segment. A few of them are refused.
fn word(rng: &mut Rng) -> String {
    let hostile = rng.u8(..24) == 0;
    let words: &[&str] =
        if hostile { &["", "a#b", "#"] } else { &["a", "ab", "_root", "\u{e9}\u{10ffff}", "a b%23"] };
    one_of(rng, words).to_owned()
}

fn any_text(rng: &mut Rng) -> String {
    one_of(rng, &["", "a", "ab", "a#b", "#", "%", "\u{65e5}\u{672c}\u{10ffff}", "_root", "null"]).to_owned()
}

fn maybe<T>(rng: &mut Rng, value: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    (rng.u8(..3) > 0).then(|| value(rng))
}

fn texts<C: FromIterator<String>>(rng: &mut Rng) -> C {
    let count = rng.usize(..if crate::plant::Shape::SetOutOfOrder.is_planted() { 4 } else { 2 });
    (0..count).map(|_| one_of(rng, &["a", "b", "c", "d#", "\u{e9}"]).to_owned()).collect()
}

fn state(rng: &mut Rng) -> State {
    one_of(rng, &[State::Draft, State::Live])
}

fn ratio(rng: &mut Rng) -> f32 {
    one_of(rng, &[0.0, 0.1, -2.25, 16_777_216.0, 1e-3, 3.3])
}

fn info(rng: &mut Rng) -> Info {
    let words: HashSet<String> = texts(rng);
    Info { hits: rng.u64(..9), remark: maybe(rng, any_text), words }
}

/// Leaves out what has no value.
fn collect<const N: usize>(fields: [(&'static str, Option<AttributeValue>); N]) -> Record {
    fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}
