//! Comparing the table with the expectation.

use dynamodel::Error;

use crate::expect::{Expected, Fault, ItemWant, SatelliteWant, Want};
use crate::kind::{owner, stored_type};
use crate::record::{EXPIRES, INDEX, OWNER, REVISION, Raw, Snapshot, record, unknown};

/// The difference between the outcome and the expectation, if there is one.
pub(crate) fn difference(
    expected: &Expected,
    sent: &Result<(), Error>,
    before: &Snapshot,
    after: &Snapshot,
) -> Result<(), String> {
    match sent {
        Ok(()) if !expected.may_succeed() => {
            let Expected { faults, taken, .. } = expected;
            return Err(format!("it succeeded; expected {faults:?}, taken {taken:?}"));
        }
        Ok(()) => {}
        Err(error) => {
            let fault = Fault::of(error);
            if !expected.may_fail_with(fault) {
                let succeed = if expected.may_succeed() { "success or " } else { "" };
                let Expected { faults, taken, .. } = expected;
                return Err(format!("{fault:?}: {error}; expected {succeed}{faults:?}, taken {taken:?}"));
            }
        }
    }
    let nothing = Expected::default();
    let wants = if sent.is_ok() { &expected.wants } else { &nothing.wants };
    let keys = before.keys().chain(after.keys()).chain(wants.keys());
    for key in keys {
        let (before, after) = (before.get(key), after.get(key));
        match wants.get(key) {
            None if before == after => {}
            None => return Err(format!("{key:?} must stay {before:?} and is {after:?}")),
            Some(want) => is_as(want, before, after).map_err(|error| {
                format!("{key:?}: {error}\n  wanted {want:?}\n  before {before:?}\n  after  {after:?}")
            })?,
        }
    }
    Ok(())
}

fn is_as(want: &Want, before: Option<&Raw>, after: Option<&Raw>) -> Result<(), String> {
    match (want, after) {
        (Want::Either(_), _) if before == after => Ok(()),
        (Want::Either(wants), _) => {
            let mut found = wants.iter().map(|want| is_as(want, before, after));
            found.find(Result::is_ok).unwrap_or_else(|| Err("it is none of these".to_owned()))
        }
        (Want::Gone, None) => Ok(()),
        (Want::Gone, Some(_)) => Err("it is still there".to_owned()),
        (_, None) => Err("it is missing".to_owned()),
        (Want::Item(want), Some(after)) => item(want, before, after),
        (Want::Satellite(want), Some(after)) => satellite(want, after),
    }
}

fn item(want: &ItemWant, before: Option<&Raw>, after: &Raw) -> Result<(), String> {
    if stored_type(after) != Some(want.kind) {
        return Err("another type".to_owned());
    }
    let found = record(want.fields, after).map_err(|()| "malformed".to_owned())?;
    if found != want.record {
        return Err(format!("the fields are {found:?}"));
    }
    let strange = unknown(want.fields, after);
    if !want.unknown.contains(&strange) {
        return Err(format!("unknown attributes are {strange:?}"));
    }
    let text = |name: &str| after.get(name).and_then(|value| value.as_s().ok()).cloned();
    let [pk, sk] = INDEX.map(text);
    let indexed = (pk.is_some() || sk.is_some()).then(|| (pk.unwrap_or_default(), sk.unwrap_or_default()));
    if !want.indexed.contains(&indexed) {
        return Err(format!("it is indexed as {indexed:?}"));
    }
    let revision = after.get(REVISION);
    let is_new = revision.is_some() && before.is_none_or(|before| before.get(REVISION) != revision);
    if want.revised && !is_new {
        return Err("the revision is the one before".to_owned());
    }
    Ok(())
}

fn satellite(want: &SatelliteWant, after: &Raw) -> Result<(), String> {
    if stored_type(after) != Some(want.kind) {
        return Err("another type".to_owned());
    }
    if want.owner.as_ref().map(owner).as_ref() != after.get(OWNER) {
        return Err("another owner".to_owned());
    }
    for field in want.fields {
        let value = field.read_item(after);
        let is_held = want.held.contains(&field.name) || field.name == EXPIRES;
        if is_held && value != Ok(want.record.get(field.name).cloned()) {
            return Err(format!("{} is {value:?}", field.name));
        }
        if !is_held && after.contains_key(field.name) {
            return Err(format!("it holds {}", field.name));
        }
    }
    match INDEX.iter().chain([&REVISION]).find(|name| after.contains_key(**name)) {
        Some(name) => Err(format!("it holds {name}")),
        None => Ok(()),
    }
}
